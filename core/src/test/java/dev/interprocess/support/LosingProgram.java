package dev.interprocess.support;

import dev.interprocess.LocalStream;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Loses streams; a program of its own, in a package that is none of the library's. */
public final class LosingProgram {
  private LosingProgram() {}

  public static void main(String[] arguments) throws Exception {
    Thread.ofPlatform().daemon().start(LosingProgram::collect);
    // The one cleaner thread logs each before it takes the next: so the first is in the log then.
    for (int i = 0; i < 2; i++) {
      try (LocalStream kept = lose()) {
        kept.read(new byte[1]);
      }
    }
    System.out.println("done");
  }

  private static LocalStream lose() throws IOException {
    return LocalStream.pair().second();
  }

  private static void collect() {
    while (true) {
      System.gc();
      LockSupport.parkNanos(5_000_000);
    }
  }
}
