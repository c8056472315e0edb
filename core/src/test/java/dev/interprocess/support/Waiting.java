package dev.interprocess.support;

import dev.interprocess.ByteReader;
import dev.interprocess.ByteWriter;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.unix.Descriptor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.junit.jupiter.api.condition.OS;

/**
 * An operation that waits: it does until {@code release} is run, and then gives a result.
 *
 * @param channel what it waits on
 * @param call the operation
 * @param release what it waits for
 * @param rest what to close as well
 */
public record Waiting(Channel channel, Task.Body call, Task.Body release, AutoCloseable rest)
    implements AutoCloseable {

  @Override
  public void close() throws Exception {
    channel.close();
    rest.close();
  }

  /** All kinds there are. */
  public enum Kind {
    ACCEPT,
    READ,
    SCATTER,
    PEEK,
    READ_FULLY,
    TRANSFER_TO,
    WRITE,
    GATHER,
    PIPE_READ,
    PIPE_WRITE,
    /** These have waited so often that a platform thread waits in the call itself. */
    ACCUSTOMED_READ,
    ACCUSTOMED_WRITE,
    ACCUSTOMED_PIPE_READ,
    ACCUSTOMED_PIPE_WRITE,
    ACCUSTOMED_SENDFILE;

    public Waiting open() throws Exception {
      return switch (this) {
        case ACCEPT -> accept();
        case PIPE_READ, PIPE_WRITE -> pipe();
        case ACCUSTOMED_READ, ACCUSTOMED_WRITE -> {
          SocketPair<LocalStream> pair = LocalStream.pair();
          yield accustomed(pair.first(), pair.second(), pair);
        }
        case ACCUSTOMED_PIPE_READ, ACCUSTOMED_PIPE_WRITE -> {
          UnnamedPipe pipe = UnnamedPipe.create();
          yield accustomed(pipe.writer(), pipe.reader(), pipe);
        }
        // Elsewhere there is no such call, and it is a write.
        case ACCUSTOMED_SENDFILE -> OS.LINUX.isCurrentOs() ? sendfile() : stream();
        default -> stream();
      };
    }

    private Waiting accept() throws Exception {
      LocalName name = Names.namespaced();
      LocalListener<LocalStream> listener = LocalStream.listen(name);
      return new Waiting(
          listener,
          () -> listener.accept().close(),
          () -> LocalStream.connect(name).close(),
          () -> {});
    }

    private Waiting pipe() throws Exception {
      UnnamedPipe pipe = UnnamedPipe.create();
      if (this == PIPE_READ) {
        return new Waiting(
            pipe.reader(), () -> pipe.reader().readFully(1), () -> pipe.writer().write(ONE), pipe);
      }
      Fill.up(pipe.writer());
      return new Waiting(
          pipe.writer(), () -> pipe.writer().write(ONE), () -> Fill.drain(pipe.reader()), pipe);
    }

    private Waiting accustomed(ByteWriter writer, ByteReader reader, AutoCloseable both)
        throws Exception {
      if (this == ACCUSTOMED_READ || this == ACCUSTOMED_PIPE_READ) {
        Accustom.reader(reader, writer);
        return new Waiting(
            reader,
            () -> expect(1, reader.read(ByteBuffer.allocateDirect(2))),
            () -> writer.write(ONE),
            both);
      }
      Accustom.writer(writer, reader);
      Fill.up(writer);
      return new Waiting(
          writer, () -> writer.write(ByteBuffer.allocateDirect(1)), () -> Fill.drain(reader), both);
    }

    private Waiting sendfile() throws Exception {
      SocketPair<LocalStream> pair = LocalStream.pair();
      LocalStream stream = pair.first();
      Descriptor memory = Descriptor.memory("file");
      SeekableByteChannel file = memory.fileChannel();
      Accustom.sendfile(stream, file, pair.second());
      Fill.up(stream);
      return new Waiting(
          stream,
          () -> expect(1, stream.transferFrom(file.position(0), 1)),
          () -> Fill.drain(pair.second()),
          () -> {
            pair.close();
            memory.close();
          });
    }

    private Waiting stream() throws Exception {
      SocketPair<LocalStream> pair = LocalStream.pair();
      LocalStream stream = pair.first();
      Task.Body call =
          switch (this) {
            case READ -> () -> expect(1, stream.read(new byte[2]));
            case SCATTER ->
                () ->
                    expect(
                        1,
                        stream.read(
                            new ByteBuffer[] {ByteBuffer.allocate(1), ByteBuffer.allocate(1)}));
            case PEEK -> () -> expect(1, stream.peek(ByteBuffer.allocate(2)));
            case READ_FULLY -> () -> expect(1, stream.readFully(1).length);
            case TRANSFER_TO -> () -> expect(1, stream.transferTo(Channels.newChannel(sink()), 1));
            case WRITE -> () -> stream.write(ONE);
            default ->
                () ->
                    stream.write(
                        new ByteBuffer[] {ByteBuffer.wrap(ONE.clone()), ByteBuffer.allocate(1)});
          };
      boolean writes = this == WRITE || this == GATHER || this == ACCUSTOMED_SENDFILE;
      if (writes) {
        Fill.up(stream);
      }
      Task.Body release = writes ? () -> Fill.drain(pair.second()) : () -> pair.second().write(ONE);
      return new Waiting(stream, call, release, pair);
    }

    private static ByteArrayOutputStream sink() {
      return new ByteArrayOutputStream();
    }

    private static void expect(long wanted, long count) {
      if (count != wanted) {
        throw new AssertionError(count + " bytes instead of " + wanted);
      }
    }
  }

  private static final byte[] ONE = {1};
}
