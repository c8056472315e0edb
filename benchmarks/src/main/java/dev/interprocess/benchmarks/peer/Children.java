package dev.interprocess.benchmarks.peer;

import dev.interprocess.process.Child;
import java.io.IOException;

/** Starts children, with pipes for their three streams. */
final class Children {
  private static final String PROGRAM = "/bin/true";

  private final boolean ours;

  Children(boolean ours) {
    this.ours = ours;
  }

  void run() throws IOException, InterruptedException {
    Rounds starts = new Rounds();
    while (true) {
      long end = starts.next();
      long whole = 0;
      int count = 0;
      do {
        whole += ours ? child(starts) : process(starts);
        count++;
      } while (System.nanoTime() < end);
      starts.sayStarts(whole / count);
    }
  }

  /** Nanoseconds up to its end. */
  private static long child(Rounds starts) throws IOException {
    long begin = System.nanoTime();
    try (Child child = Child.command(PROGRAM).start()) {
      starts.add(System.nanoTime() - begin);
      child.waitFor();
      return System.nanoTime() - begin;
    }
  }

  private static long process(Rounds starts) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process process = new ProcessBuilder(PROGRAM).start();
    starts.add(System.nanoTime() - begin);
    process.waitFor();
    long whole = System.nanoTime() - begin;
    process.getInputStream().close();
    process.getErrorStream().close();
    process.getOutputStream().close();
    return whole;
  }
}
