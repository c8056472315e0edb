package dev.interprocess.interop.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Everything that a JVM does in its own signal handlers and at its safepoints, all the time. */
final class BusyJvm {
  private static final int VIRTUAL_THREADS = 10_000;

  private static final int[][] NOTHING = new int[1][];

  /** Written only so that what is computed can't be left out. */
  volatile @Nullable Object sink;

  private volatile boolean stopped;

  private BusyJvm() {}

  static BusyJvm start() {
    BusyJvm jvm = new BusyJvm();
    for (Runnable work :
        List.<Runnable>of(jvm::collect, jvm::switchThreads, jvm::deoptimize, jvm::overflow)) {
      Thread.ofPlatform().daemon().start(() -> jvm.again(work));
    }
    return jvm;
  }

  void stop() {
    stopped = true;
  }

  private void again(Runnable work) {
    while (!stopped) {
      work.run();
    }
  }

  private void collect() {
    List<byte[]> garbage = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      garbage.add(new byte[50_000]);
    }
    sink = garbage;
  }

  private void switchThreads() {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < VIRTUAL_THREADS && !stopped; i++) {
        executor.execute(Thread::yield);
      }
    }
  }

  /** Code that was compiled for one implementation, and then meets others. */
  private void deoptimize() {
    List<IntUnaryOperator> operators = List.of(x -> x + 1, x -> x * 31, x -> x ^ 5);
    for (IntUnaryOperator operator : operators) {
      int value = 0;
      for (int i = 0; i < 100_000; i++) {
        value = operator.applyAsInt(value);
      }
      sink = value;
    }
    sink = Thread.getAllStackTraces();
  }

  /** Null pointers, and the end of the stack, are found by SIGSEGV. */
  private void overflow() {
    try {
      sink = depth(0);
    } catch (StackOverflowError e) {
      sink = e;
    }
    int[] nothing = NOTHING[0];
    try {
      sink = nothing.length;
    } catch (NullPointerException e) {
      sink = e;
    }
  }

  private int depth(int depth) {
    return stopped ? depth : depth(depth + 1) + 1;
  }
}
