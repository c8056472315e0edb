package dev.interprocess.cli;

import dev.interprocess.LocalStream;
import dev.interprocess.unix.UnixSeqPacket;
import dev.interprocess.unix.UnixStream;
import dev.interprocess.windows.NamedPipeMessages;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Bytes in both directions, whatever they go through.
 *
 * @param end tells the other side that no more will be written
 * @param gone whether the other side neither sends nor reads any more, as far as that can be known
 */
record Duplex(
    ReadableByteChannel in, WritableByteChannel out, Action end, Question gone, Closeable resource)
    implements Closeable {

  interface Action {
    void run() throws IOException;
  }

  interface Question {
    boolean ask() throws IOException;
  }

  static Duplex of(Channel connection) {
    return switch (connection) {
      case LocalStream stream ->
          new Duplex(
              stream,
              stream,
              stream::shutdownOutput,
              () -> stream instanceof UnixStream unix && unix.isPeerGone(),
              stream);
      case UnixSeqPacket socket -> {
        MessageBytes bytes = new MessageBytes(socket);
        yield new Duplex(bytes, bytes, socket::shutdownOutput, socket::isPeerGone, socket);
      }
      case NamedPipeMessages messages -> {
        MessagePipe pipe = new MessagePipe(messages);
        yield new Duplex(pipe, new MessageBytes(messages), pipe::end, () -> false, messages);
      }
      default -> throw new AssertionError(connection);
    };
  }

  /** Standard input and output, without a buffer in between. */
  static Duplex stdio() {
    WritableByteChannel out = StandardOutput.channel();
    return new Duplex(
        new FileInputStream(FileDescriptor.in).getChannel(), out, out::close, () -> false, out);
  }

  boolean isStdio() {
    return in instanceof FileChannel;
  }

  /** The same with another way in. */
  Duplex withInput(ReadableByteChannel other) {
    return new Duplex(other, out, end, gone, resource);
  }

  /** The same with another way out, and what is done at its end. */
  Duplex withOutput(WritableByteChannel other, Action otherEnd) {
    return new Duplex(in, other, otherEnd, gone, resource);
  }

  @Override
  public void close() throws IOException {
    resource.close();
  }
}
