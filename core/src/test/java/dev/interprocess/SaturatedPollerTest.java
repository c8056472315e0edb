package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.support.TestJvm;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A poller without rest gets help, as far as there are processors. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SaturatedPollerTest {
  @Test
  void handlersThatComputeGetASecondPoller() throws Exception {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "one processor");
    try (TestJvm jvm = TestJvm.start("", Busy.class, "compute")) {
      assertThat(jvm.hear()).isEqualTo("another poller");
    }
  }

  @Test
  void handlersThatSleepGetNone() throws Exception {
    try (TestJvm jvm = TestJvm.start("", Busy.class, "sleep", "1000")) {
      assertThat(jvm.hear()).isEqualTo("one poller");
    }
  }

  @Test
  void thereAreNoMoreThanAllowed() throws Exception {
    String option = "export JDK_JAVA_OPTIONS=-Ddev.interprocess.pollers=1";
    try (TestJvm jvm = TestJvm.start(option, Busy.class, "compute", "1000")) {
      assertThat(jvm.hear()).isEqualTo("one poller");
    }
  }

  /** Works on eight connections that have always something to read. */
  static final class Busy {
    private Busy() {}

    public static void main(String[] arguments) throws Exception {
      boolean computes = arguments[0].equals("compute");
      for (int i = 0; i < 8; i++) {
        SocketPair<LocalStream> pair = LocalStream.pair();
        pair.first().completions(Runnable::run);
        new Work(pair, computes).go();
      }
      long end =
          arguments.length == 1
              ? Long.MAX_VALUE
              : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[1]));
      while (isOne() && System.nanoTime() < end) {
        Thread.sleep(10);
      }
      System.out.println(isOne() ? "one poller" : "another poller");
    }

    private static boolean isOne() {
      return Integer.valueOf(1).equals(Platform.diagnostics().get("poller.threads"));
    }
  }

  private record Work(SocketPair<LocalStream> pair, boolean computes)
      implements IntCompletionHandler<ByteBuffer> {
    void go() {
      ByteBuffer buffer = ByteBuffer.allocate(1);
      pair.first().readAsync(buffer, buffer, this);
      var _ = pair.second().writeAsync(ByteBuffer.allocate(1));
    }

    @Override
    public void completed(int result, ByteBuffer attachment) {
      long end = System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(100);
      while (System.nanoTime() < end) {
        if (!computes) {
          LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
        }
      }
      go();
    }

    @Override
    public void failed(Throwable failure, ByteBuffer attachment) {
      throw new AssertionError(failure);
    }
  }
}
