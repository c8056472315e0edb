import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How late a virtual thread goes on whose byte comes while the one that has just led computes, and
 * so many others compute as well.
 *
 * <p>java -cp core/target/classes benchmarks/WakeUpDelay.java [rounds] [others that compute]
 */
class WakeUpDelay {
  private static final long COMPUTES = TimeUnit.MILLISECONDS.toNanos(20);
  private static final int BUSY = 50; // round trips that make one of the threads lead

  private static volatile boolean over;

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    int others = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
    SocketPair<LocalStream> led = LocalStream.pair();
    SocketPair<LocalStream> late = LocalStream.pair();
    AtomicLong sent = new AtomicLong();
    long[] delays = new long[rounds];
    Thread.ofVirtual().start(() -> lead(led.first(), late.second(), sent));
    for (int i = 0; i < others; i++) {
      Thread.ofVirtual().start(WakeUpDelay::compute);
    }
    Thread receiver =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    for (int i = 0; i < rounds; i++) {
                      late.first().readFully(1);
                      delays[i] = System.nanoTime() - sent.get();
                    }
                  } catch (IOException e) {
                    e.printStackTrace();
                  }
                });
    for (int i = 0; i < rounds; i++) {
      for (int j = 0; j <= BUSY; j++) {
        led.second().write(new byte[] {(byte) (j == BUSY ? 1 : 0)});
        led.second().readFully(1);
      }
    }
    receiver.join();
    over = true;
    Arrays.sort(delays);
    System.out.printf(
        "%d others: median %d µs, 90 %% %d µs, most %d µs%n",
        others, delays[rounds / 2] / 1000, delays[rounds * 9 / 10] / 1000, delays[rounds - 1] / 1000);
  }

  private static void lead(LocalStream stream, LocalStream late, AtomicLong sent) {
    try {
      while (true) {
        byte[] told = stream.readFully(1);
        if (told[0] == 1) {
          sent.set(System.nanoTime());
          late.write(new byte[1]);
          long end = System.nanoTime() + COMPUTES;
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
        }
        stream.write(told);
      }
    } catch (IOException e) {
      e.printStackTrace();
    }
  }

  private static void compute() {
    while (!over) {
      long end = System.nanoTime() + COMPUTES;
      while (System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      Thread.yield();
    }
  }
}
