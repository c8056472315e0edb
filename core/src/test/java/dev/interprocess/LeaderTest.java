package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Scale;
import dev.interprocess.support.TestJvm;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Virtual threads that lead each other, whatever befalls the leader: interrupts, closes, timeouts,
 * other people's unparks, and neighbours that keep the processor busy. Every byte arrives, and no
 * thread is pinned; nor where so many wait that the library's dispatcher leads.
 */
class LeaderTest {
  private static final String FEW = "-Djdk.virtualThreadScheduler.maxPoolSize=1";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void nothingIsLostWhateverBefallsTheLeader(int parallelism) throws Exception {
    String report = run("-Djdk.virtualThreadScheduler.parallelism=" + parallelism, "1");
    assertThat(report).startsWith("pinned 0, led ").containsPattern(", carriers [01],");
    assertThat(figure("led", report)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void nothingIsLostWhereManyWait(int parallelism) throws Exception {
    String report = run("-Djdk.virtualThreadScheduler.parallelism=" + parallelism, "40");
    assertThat(report).startsWith("pinned 0, led ");
    assertThat(figure("bursts", report)).isPositive();
  }

  @Test
  void oneCarrierAtMostIsEnough() throws Exception {
    assertThat(run("-Djdk.virtualThreadScheduler.parallelism=1 " + FEW, "6"))
        .startsWith("pinned 0");
  }

  @Test
  void withoutTheModuleThePollerLeads() throws Exception {
    String report = run("--limit-modules java.base,jdk.jfr", "1");
    assertThat(report).isEqualTo("pinned 0, led 0, carriers 0, bursts 0");
  }

  @Test
  void whoChangesTheParallelismHasTheLastWord() throws Exception {
    // Not to 1, with which the busy neighbour would be given the one carrier again and again. Who
    // sees the change logs it, for which classes are loaded: so some may be pinned.
    assertThat(run("-Djdk.virtualThreadScheduler.parallelism=2", "1", "4"))
        .contains(", carriers 0");
  }

  private static long figure(String name, String report) {
    return Long.parseLong(report.replaceAll(".*" + name + " (\\d+).*", "$1"));
  }

  private static String run(String options, String... arguments) throws Exception {
    try (TestJvm jvm =
        TestJvm.start("export JDK_JAVA_OPTIONS='" + options + "'", Program.class, arguments)) {
      return jvm.hear();
    }
  }

  /** Says how it went. */
  static final class Program {
    private static final int TRIPS = Scale.rounds(300, 12_000);
    private static final int MESSAGE = 64;
    private static final Duration HANG = Duration.ofSeconds(40);

    private final AtomicInteger closes = new AtomicInteger();
    private final List<Thread> disturbed = new ArrayList<>();
    private final int pairs;
    private volatile boolean over;

    private Program(int pairs) {
      this.pairs = pairs;
    }

    public static void main(String[] arguments) throws Exception {
      new Program(Integer.parseInt(arguments[0]))
          .run(arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0);
    }

    private void run(int parallelism) throws Exception {
      Path file = Files.createTempFile("pinned", ".jfr");
      long pinned;
      try (Recording recording = new Recording()) {
        recording.enable("jdk.VirtualThreadPinned").withoutThreshold();
        recording.start();
        traffic(); // while classes are loaded, threads are pinned by the JVM itself
        Instant warm = Instant.now();
        if (parallelism > 0) {
          Carriers.set(parallelism);
        }
        traffic();
        recording.stop();
        recording.dump(file);
        pinned =
            RecordingFile.readAllEvents(file).stream()
                .filter(e -> e.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                .filter(e -> e.getStartTime().isAfter(warm))
                .filter(Program::isOurs)
                .peek(System.err::println)
                .count();
      } finally {
        Files.delete(file);
      }
      var figures = Platform.diagnostics();
      System.out.printf(
          "pinned %d, led %s, carriers %s, bursts %s%n",
          pinned,
          figures.get("leader.wakeUps"),
          figures.get("leader.carriers"),
          figures.get("dispatcher.bursts"));
      System.exit(0);
    }

    /** Amid a call of the library; {@code Thread.interrupted}, as called here, pins too. */
    private static boolean isOurs(RecordedEvent pinned) {
      // Of the lock under which the JDK notes an interrupt, for as long as that takes.
      if ("Contended monitor enter".equals(pinned.getString("blockingOperation"))) {
        return false;
      }
      List<String> frames =
          pinned.getStackTrace().getFrames().stream()
              .map(frame -> frame.getMethod().getType().getName() + frame.getMethod().getName())
              .toList();
      return frames.stream().anyMatch(frame -> frame.startsWith("dev.interprocess.internal."))
          // A way that nobody had gone before is loaded and linked by whoever goes it first.
          && frames.stream().noneMatch(frame -> frame.endsWith("<clinit>"));
    }

    private void traffic() throws Exception {
      CountDownLatch done = new CountDownLatch(pairs);
      disturbed.clear();
      over = false;
      for (int i = 0; i < pairs; i++) {
        SocketPair<LocalStream> pair = LocalStream.pair();
        disturbed.add(Thread.ofVirtual().unstarted(() -> echo(pair.first())));
        disturbed.add(
            Thread.ofVirtual()
                .unstarted(
                    () -> {
                      pingPong(pair.second());
                      done.countDown();
                    }));
      }
      disturbed.forEach(Thread::start);
      Thread disturber = Thread.ofPlatform().daemon().start(this::disturb);
      Thread closer = Thread.ofVirtual().start(this::closeAmidWaits);
      Thread hog = Thread.ofVirtual().start(this::hogTheProcessor);
      if (!done.await(HANG.toSeconds(), TimeUnit.SECONDS)) {
        disturbed.forEach(t -> System.err.println(t + " " + List.of(t.getStackTrace())));
        throw new AssertionError("hangs, left: " + done.getCount());
      }
      over = true;
      disturber.join();
      hog.join(); // or there would be two the next time
      if (!closer.join(HANG) || closes.get() == 0) {
        throw new AssertionError("a close wakes nobody: " + List.of(closer.getStackTrace()));
      }
    }

    /** Apart, as the module need not be there. */
    private static final class Carriers {
      static void set(int parallelism) {
        java.lang.management.ManagementFactory.getPlatformMXBean(
                jdk.management.VirtualThreadSchedulerMXBean.class)
            .setParallelism(parallelism);
      }
    }

    private void echo(LocalStream stream) {
      ByteBuffer buffer = ByteBuffer.allocate(MESSAGE);
      while (fill(stream, buffer.clear())) {
        write(stream, buffer.flip());
      }
    }

    private void pingPong(LocalStream stream) {
      ByteBuffer buffer = ByteBuffer.allocate(MESSAGE);
      for (int i = 0; i < TRIPS; i++) {
        write(stream, buffer.clear().putInt(0, i));
        fill(stream, buffer.clear());
        if (buffer.getInt(0) != i) {
          throw new AssertionError("lost: " + i + ", got " + buffer.getInt(0));
        }
      }
    }

    private static void write(LocalStream stream, ByteBuffer buffer) {
      try {
        stream.write(buffer);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    /** In all ways that a wait may end early. */
    private static boolean fill(LocalStream stream, ByteBuffer buffer) {
      while (buffer.hasRemaining()) {
        int millis = ThreadLocalRandom.current().nextInt(40);
        try {
          int count =
              millis < 20 ? stream.read(buffer) : stream.read(buffer, Duration.ofMillis(millis));
          if (count < 0) {
            return false;
          }
        } catch (InterruptedIOException e) {
          boolean _ = !(e instanceof SocketTimeoutException) && Thread.interrupted();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
      return true;
    }

    private void disturb() {
      while (!over) {
        Thread victim = disturbed.get(ThreadLocalRandom.current().nextInt(disturbed.size()));
        if (ThreadLocalRandom.current().nextBoolean()) {
          victim.interrupt();
        } else {
          LockSupport.unpark(victim);
        }
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
      }
    }

    private void closeAmidWaits() {
      while (!over) {
        try (SocketPair<LocalStream> pair = LocalStream.pair()) {
          Thread _ =
              Thread.ofPlatform()
                  .start(
                      () -> {
                        LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(3_000_000));
                        pair.first().close();
                      });
          pair.first().read(new byte[1]);
          throw new AssertionError("read something");
        } catch (AsynchronousCloseException e) {
          closes.incrementAndGet();
        } catch (Exception e) {
          if (!(e instanceof ClosedChannelException)) { // or it was before the read began
            throw new AssertionError(e);
          }
        }
      }
    }

    private void hogTheProcessor() {
      while (!over) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2);
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        LockSupport.parkNanos(1);
      }
    }
  }
}
