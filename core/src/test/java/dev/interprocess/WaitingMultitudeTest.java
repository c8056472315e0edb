package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.process.Child;
import dev.interprocess.support.Names;
import dev.interprocess.support.Scale;
import dev.interprocess.support.TestJvm;
import dev.interprocess.unix.Fifo;
import dev.interprocess.unix.Signal;
import dev.interprocess.unix.UnixDatagram;
import dev.interprocess.unix.UnixStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A multitude of virtual threads waits in each kind of operation, on two carriers, while others
 * make progress; and then each of them goes on.
 */
class WaitingMultitudeTest {
  private static final String TWO_CARRIERS = "-Djdk.virtualThreadScheduler.parallelism=2";

  @ParameterizedTest
  @EnumSource
  void otherThreadsGoOnAndThenAllDo(Kind kind) throws Exception {
    int waiters = Scale.rounds(1_000, 10_000);
    try (TestJvm jvm =
        TestJvm.start(
            "ulimit -n $(ulimit -Hn) && export JDK_JAVA_OPTIONS=" + TWO_CARRIERS,
            Program.class,
            kind.name(),
            Integer.toString(waiters))) {
      assertThat(jvm.hear()).isEqualTo("others went on while all waited");
      assertThat(jvm.hear()).isEqualTo("all went on");
    }
  }

  enum Kind {
    ACCEPT,
    CONNECT,
    READ,
    WRITE,
    DATAGRAM,
    FIFO_OPEN,
    CHILD_END,
    SIGNAL
  }

  static final class Program {
    private static final int TRIPS = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SIGNALS = 100;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final int waiters;

    private Program(int waiters) {
      this.waiters = waiters;
    }

    public static void main(String[] arguments) throws Exception {
      new Program(Integer.parseInt(arguments[1])).run(Kind.valueOf(arguments[0]));
      System.exit(0);
    }

    private void run(Kind kind) throws Exception {
      switch (kind) {
        case ACCEPT -> accept();
        case CONNECT -> connect();
        case READ -> read();
        case WRITE -> write();
        case DATAGRAM -> receive();
        case FIFO_OPEN -> openFifo();
        case CHILD_END -> awaitChild();
        case SIGNAL -> awaitSignals();
      }
    }

    private interface Wait {
      void run() throws Exception;
    }

    private void start(int count, Wait wait) {
      for (int i = 0; i < count; i++) {
        threads.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        wait.run();
                        ended.incrementAndGet();
                      } catch (Exception e) {
                        throw new AssertionError(e);
                      }
                    }));
      }
    }

    private void letOthersGoOn() throws Exception {
      for (Thread thread : threads) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isWaiting(thread)) {
          if (System.nanoTime() - end > 0) {
            throw new AssertionError("does not wait: " + List.of(thread.getStackTrace()));
          }
          Thread.sleep(1);
        }
      }
      try (SocketPair<LocalStream> pair = LocalStream.pair()) {
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    pair.first().transferTo(pair.first(), Long.MAX_VALUE);
                  } catch (java.io.IOException e) {
                    return;
                  }
                });
        Thread other =
            Thread.ofVirtual()
                .start(
                    () -> {
                      try {
                        for (int i = 0; i < TRIPS; i++) {
                          pair.second().write(new byte[] {(byte) i});
                          if (pair.second().readFully(1)[0] != (byte) i) {
                            throw new AssertionError("lost: " + i);
                          }
                        }
                      } catch (java.io.IOException e) {
                        throw new AssertionError(e);
                      }
                    });
        if (!other.join(PATIENCE)) {
          throw new AssertionError("starves: " + List.of(other.getStackTrace()));
        }
      }
      if (ended.get() > 0) {
        throw new AssertionError("did not wait: " + ended);
      }
      System.out.println("others went on while all waited");
    }

    private static boolean isWaiting(Thread thread) {
      return switch (thread.getState()) {
        case WAITING, TIMED_WAITING -> true;
        default -> false;
      };
    }

    private void awaitAll() throws Exception {
      for (Thread thread : threads) {
        if (!thread.join(PATIENCE)) {
          throw new AssertionError("hangs: " + List.of(thread.getStackTrace()));
        }
      }
      if (ended.get() != threads.size()) {
        throw new AssertionError("failed: " + (threads.size() - ended.get()));
      }
      System.out.println("all went on");
    }

    private void accept() throws Exception {
      LocalName name = Names.namespaced();
      try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
        start(waiters, () -> listener.accept().close());
        letOthersGoOn();
        for (int i = 0; i < waiters; i++) {
          LocalStream.connect(name).close();
        }
        awaitAll();
      }
    }

    private void connect() throws Exception {
      LocalName name = Names.namespaced();
      try (LocalListener<LocalStream> listener =
          LocalStream.listenOptions().backlog(0).listen(name)) {
        LocalStream fills = LocalStream.connect(name);
        start(waiters, () -> LocalStream.connectOptions().timeout(PATIENCE).connect(name).close());
        letOthersGoOn();
        for (int i = 0; i <= waiters; i++) {
          listener.accept().close();
        }
        fills.close();
        awaitAll();
      }
    }

    private void read() throws Exception {
      List<SocketPair<LocalStream>> pairs = new ArrayList<>();
      for (int i = 0; i < waiters / 2; i++) {
        SocketPair<LocalStream> pair = LocalStream.pair();
        pairs.add(pair);
        start(1, () -> pair.first().readFully(1));
        start(1, () -> pair.second().readFully(1));
      }
      letOthersGoOn();
      for (SocketPair<LocalStream> pair : pairs) {
        pair.first().write(new byte[1]);
        pair.second().write(new byte[1]);
      }
      awaitAll();
    }

    private void write() throws Exception {
      List<SocketPair<UnixStream>> pairs = new ArrayList<>();
      for (int i = 0; i < waiters / 2; i++) {
        SocketPair<UnixStream> pair = UnixStream.pair();
        pairs.add(pair);
        for (UnixStream stream : List.of(pair.first(), pair.second())) {
          stream.setOption(StandardSocketOptions.SO_SNDBUF, 1);
          start(1, () -> stream.write(new byte[MORE_THAN_FITS]));
        }
      }
      letOthersGoOn();
      for (SocketPair<UnixStream> pair : pairs) {
        pair.first().readFully(MORE_THAN_FITS);
        pair.second().readFully(MORE_THAN_FITS);
      }
      awaitAll();
    }

    private static final int MORE_THAN_FITS = 16 << 10;

    private void receive() throws Exception {
      List<SocketPair<UnixDatagram>> pairs = new ArrayList<>();
      for (int i = 0; i < waiters / 2; i++) {
        SocketPair<UnixDatagram> pair = UnixDatagram.pair();
        pairs.add(pair);
        start(1, () -> pair.first().receive());
        start(1, () -> pair.second().receive());
      }
      letOthersGoOn();
      for (SocketPair<UnixDatagram> pair : pairs) {
        pair.first().send(ByteBuffer.allocate(1));
        pair.second().send(ByteBuffer.allocate(1));
      }
      awaitAll();
    }

    private void openFifo() throws Exception {
      try (Fifo fifo = Fifo.createTemporary()) {
        start(waiters, () -> fifo.openWriter(PATIENCE).close());
        letOthersGoOn();
        try (PipeReader _ = fifo.openReader()) {
          awaitAll();
        }
      }
    }

    private void awaitChild() throws Exception {
      try (Child child = Child.command("cat").start()) {
        start(waiters, child::waitFor);
        letOthersGoOn();
        child.input().close();
        awaitAll();
      }
    }

    private void awaitSignals() throws Exception {
      AtomicInteger signals = new AtomicInteger();
      try (SignalReceiver<?> receiver = Signal.watch(Signal.realTime(3))) {
        start(
            waiters,
            () -> {
              try {
                receiver.receive();
                signals.incrementAndGet();
              } catch (AsynchronousCloseException e) {
                return;
              }
            });
        letOthersGoOn();
        for (int i = 0; i < SIGNALS; i++) {
          Signal.realTime(3).send(ProcessHandle.current().pid());
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (signals.get() < SIGNALS && System.nanoTime() < end) {
          Thread.sleep(1);
        }
      }
      if (signals.get() != SIGNALS) {
        throw new AssertionError("signals: " + signals);
      }
      awaitAll();
    }
  }
}
