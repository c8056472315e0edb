package dev.interprocess.soak;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.SignalReceiver;
import dev.interprocess.SocketPair;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.process.Child;
import dev.interprocess.unix.Ancillary;
import dev.interprocess.unix.Fifo;
import dev.interprocess.unix.ReceivedMessage;
import dev.interprocess.unix.ReceivedSignal;
import dev.interprocess.unix.Signal;
import dev.interprocess.unix.UnixDatagram;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;

/** What is done once, from opening to closing; each fails if bytes are lost. */
final class SoakRounds {
  static final int LONGEST = 16 << 10;

  private static final int SELDOM = 50;

  private final List<LocalName> servers;
  private final LongAdder count = new LongAdder();

  SoakRounds(List<LocalName> servers) {
    this.servers = servers;
  }

  long count() {
    return count.sum();
  }

  /** One of them. */
  void run(Random random) throws Exception {
    LocalName server = servers.get(random.nextInt(servers.size()));
    byte[] bytes = new byte[1 + random.nextInt(LONGEST)];
    random.nextBytes(bytes);
    switch (random.nextInt(9)) {
      case 0 -> echo(server, bytes);
      case 1 -> leave(server, bytes);
      case 2 -> timeOut(server);
      case 3 -> interrupt(server);
      case 4 -> cancel(server, bytes);
      case 5 -> passDescriptor();
      case 6 -> datagram(bytes);
      case 7 -> pipe(bytes);
      default -> {
        if (random.nextInt(SELDOM) == 0) {
          fifo(bytes);
          signal();
          child();
        }
      }
    }
    count.increment();
  }

  private static void echo(LocalName server, byte[] bytes) throws IOException {
    try (LocalStream stream = LocalStream.connect(server)) {
      stream.write(bytes);
      check(Arrays.equals(stream.readFully(bytes.length), bytes));
      stream.shutdownOutput();
      check(stream.read(new byte[1]) < 0);
    }
  }

  /** With an answer on its way. */
  private static void leave(LocalName server, byte[] bytes) throws IOException {
    try (LocalStream stream = LocalStream.connect(server)) {
      stream.write(bytes);
    }
  }

  private static void timeOut(LocalName server) throws IOException {
    try (LocalStream stream = LocalStream.connect(server)) {
      stream.read(ByteBuffer.allocate(1), Duration.ofMillis(1));
      check(false);
    } catch (SocketTimeoutException e) {
      check(e.bytesTransferred == 0);
    }
  }

  private static void interrupt(LocalName server) throws IOException {
    try (LocalStream stream = LocalStream.connect(server)) {
      Thread.currentThread().interrupt();
      stream.read(new byte[1]);
      check(false);
    } catch (InterruptedIOException e) {
      check(Thread.interrupted());
    }
  }

  private static void cancel(LocalName server, byte[] bytes) throws Exception {
    try (LocalStream stream = LocalStream.connect(server)) {
      CompletableFuture<Integer> read = stream.readAsync(ByteBuffer.allocate(1));
      check(read.cancel(true));
      stream.writeAsync(ByteBuffer.wrap(bytes)).get();
      check(Arrays.equals(stream.readFully(bytes.length), bytes));
    }
  }

  private static void passDescriptor() throws IOException {
    try (SocketPair<UnixStream> pair = UnixStream.pair();
        UnnamedPipe pipe = UnnamedPipe.create()) {
      pair.first().sendMessage(ByteBuffer.wrap(new byte[1]), Ancillary.descriptors(pipe.writer()));
      try (ReceivedMessage message = pair.second().receiveMessage(ByteBuffer.allocate(1))) {
        check(message.descriptors().size() == 1);
      }
    }
  }

  private static void datagram(byte[] bytes) throws IOException {
    try (SocketPair<UnixDatagram> pair = UnixDatagram.pair()) {
      pair.first().send(ByteBuffer.wrap(bytes));
      check(pair.second().receive(ByteBuffer.allocate(LONGEST)) == bytes.length);
    }
  }

  private static void pipe(byte[] bytes) throws IOException {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      pipe.writer().write(bytes);
      check(Arrays.equals(pipe.reader().readFully(bytes.length), bytes));
    }
  }

  private static void fifo(byte[] bytes) throws IOException {
    Path folder = Files.createTempDirectory("soak");
    try (Fifo fifo = Fifo.create(folder.resolve("fifo"));
        var reader = fifo.openReader();
        var writer = fifo.openWriter()) {
      writer.write(bytes);
      check(Arrays.equals(reader.readFully(bytes.length), bytes));
    } finally {
      Files.deleteIfExists(folder.resolve("fifo"));
      Files.delete(folder);
    }
  }

  /** One at a time: what another had sent would come after the close, and end the process. */
  private static synchronized void signal() throws IOException {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.USR1)) {
      Signal.USR1.send(ProcessHandle.current().pid());
      check(receiver.receive(Duration.ofSeconds(10)).isPresent());
    }
  }

  private static void child() throws IOException {
    try (Child child = Child.command("cat").start()) {
      child.input().write(new byte[10]);
      child.input().close();
      check(child.output().readFully(10).length == 10);
      check(child.waitFor().isSuccess());
    }
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError("bytes were lost, or came from nowhere");
    }
  }
}
