package dev.interprocess.benchmarks.peer;

import dev.interprocess.MessageChannel;
import dev.interprocess.SocketPair;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.unix.Ancillary;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.Fifo;
import dev.interprocess.unix.ReceivedMessage;
import dev.interprocess.unix.UnixDatagram;
import dev.interprocess.unix.UnixSeqPacket;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/** What two threads of one process do with each other. */
final class Local {
  private static final int FILE_SIZE = 8 << 20; // as the peer in C

  private final boolean ours;
  private final ThreadFactory threads;

  Local(boolean ours, ThreadFactory threads) {
    this.ours = ours;
    this.threads = threads;
  }

  /** One round, up to its end; gives how much was taken. */
  private interface Work {
    long run(int size, long end) throws Exception;
  }

  void run(String work, int size) throws Exception {
    Work round =
        switch (work) {
          case "pipe" -> ours ? this::pipe : this::pipeOfJdk;
          case "fifo" -> ours ? this::fifo : this::fifoOfJdk;
          case "sendfile" -> this::sendfile;
          case "splice" -> this::splice;
          case "datagram" -> this::datagrams;
          case "seqpacket" -> this::packets;
          default -> this::descriptors;
        };
    FutureTask<Void> all =
        new FutureTask<>(
            () -> {
              Rounds rounds = new Rounds();
              while (true) {
                long end = rounds.next();
                long begin = System.nanoTime();
                rounds.sayRate(round.run(size, end), begin);
              }
            });
    threads.newThread(all).start();
    all.get();
  }

  /** Until the end of the round. */
  private interface Giver {
    void give() throws IOException;
  }

  private FutureTask<Void> giving(long end, Giver giver, Giver last) {
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              do {
                giver.give();
              } while (System.nanoTime() < end);
              last.give();
              return null;
            });
    threads.newThread(task).start();
    return task;
  }

  private long bytes(ReadableByteChannel in, WritableByteChannel out, int size, long end)
      throws Exception {
    FutureTask<Void> giving = giving(end, writes(out, size), out::close);
    long total = drain(in, size);
    giving.get();
    return total;
  }

  private static Giver writes(WritableByteChannel out, int size) {
    ByteBuffer bytes = ByteBuffer.allocateDirect(size);
    return () -> Wire.writeAll(out, bytes.clear());
  }

  /** Up to its end. */
  private static long drain(ReadableByteChannel in, int size) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(size);
    long total = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer.clear())) {
      total += count;
    }
    in.close();
    return total;
  }

  private long pipe(int size, long end) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      return bytes(pipe.reader(), pipe.writer(), size, end);
    }
  }

  private long pipeOfJdk(int size, long end) throws Exception {
    Pipe pipe = Pipe.open();
    return bytes(pipe.source(), pipe.sink(), size, end);
  }

  private long fifo(int size, long end) throws Exception {
    Path folder = Files.createTempDirectory("fifo");
    try (Fifo fifo = Fifo.create(folder.resolve("fifo"));
        var reader = fifo.openReader()) {
      return bytes(reader, fifo.openWriter(), size, end);
    } finally {
      Files.delete(folder);
    }
  }

  /** Which can't make one. */
  private long fifoOfJdk(int size, long end) throws Exception {
    Path folder = Files.createTempDirectory("fifo");
    Path path = folder.resolve("fifo");
    try (Fifo fifo = Fifo.create(path);
        FileChannel both =
            FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      FileChannel in = FileChannel.open(path, StandardOpenOption.READ);
      FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE);
      both.close(); // it was there so that neither open waits
      return bytes(in, out, size, end);
    } finally {
      Files.delete(folder);
    }
  }

  private long sendfile(int size, long end) throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair();
        Descriptor memory = Descriptor.memory("file");
        SeekableByteChannel file = memory.fileChannel()) {
      file.write(ByteBuffer.allocate(FILE_SIZE));
      UnixStream to = pair.first();
      FutureTask<Void> giving =
          giving(end, () -> to.transferFrom(file.position(0), FILE_SIZE), to::close);
      long total = drain(pair.second(), size);
      giving.get();
      return total;
    }
  }

  private long splice(int size, long end) throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair();
        UnnamedPipe pipe = UnnamedPipe.create()) {
      FutureTask<Void> giving = giving(end, writes(pair.first(), size), pair.first()::close);
      FutureTask<Void> between =
          new FutureTask<>(
              () -> {
                pair.second().transferTo(pipe.writer(), Long.MAX_VALUE);
                pipe.writer().close();
                return null;
              });
      threads.newThread(between).start();
      long total = drain(pipe.reader(), size);
      giving.get();
      between.get();
      return total;
    }
  }

  private long datagrams(int size, long end) throws Exception {
    try (SocketPair<UnixDatagram> pair = UnixDatagram.pair()) {
      UnixDatagram first = pair.first();
      // Datagrams have no other end.
      return messages(first, pair.second(), () -> first.send(ByteBuffer.allocate(0)), size, end);
    }
  }

  private long packets(int size, long end) throws Exception {
    try (SocketPair<UnixSeqPacket> pair = UnixSeqPacket.pair()) {
      return messages(pair.first(), pair.second(), pair.first()::close, size, end);
    }
  }

  private long messages(MessageChannel from, MessageChannel to, Giver last, int size, long end)
      throws Exception {
    ByteBuffer message = ByteBuffer.allocateDirect(size);
    FutureTask<Void> giving = giving(end, () -> from.send(message.clear()), last);
    ByteBuffer buffer = ByteBuffer.allocateDirect(size);
    long total = 0;
    while (to.receive(buffer.clear()) > 0) {
      total++;
    }
    giving.get();
    return total;
  }

  private long descriptors(int size, long end) throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair();
        UnnamedPipe pipe = UnnamedPipe.create()) {
      ByteBuffer byteAlong = ByteBuffer.allocateDirect(1);
      Ancillary passed = Ancillary.descriptors(pipe.writer());
      FutureTask<Void> giving =
          giving(
              end, () -> pair.first().sendMessage(byteAlong.clear(), passed), pair.first()::close);
      ByteBuffer buffer = ByteBuffer.allocateDirect(1);
      long total = -1; // the end is no descriptor
      boolean ended = false;
      while (!ended) {
        try (ReceivedMessage message = pair.second().receiveMessage(buffer.clear())) {
          ended = message.isEnd();
          total++;
        }
      }
      giving.get();
      return total;
    }
  }
}
