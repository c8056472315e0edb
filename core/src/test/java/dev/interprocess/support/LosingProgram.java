package dev.interprocess.support;

import dev.interprocess.LocalStream;
import dev.interprocess.PipeWriter;
import dev.interprocess.UnnamedPipe;
import java.io.IOException;
import java.util.concurrent.FutureTask;
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
      loseInAThreadThatRunsNothingElse();
    }
    System.out.println("done");
  }

  private static LocalStream lose() throws IOException {
    return LocalStream.pair().second();
  }

  private static void loseInAThreadThatRunsNothingElse() throws Exception {
    try (PipeWriter kept = writerOfALostPipe()) {
      while (true) {
        kept.write(new byte[4096]); // until the reader is closed
      }
    } catch (IOException e) {
      return;
    }
  }

  private static PipeWriter writerOfALostPipe() throws Exception {
    FutureTask<UnnamedPipe> create = new FutureTask<>(UnnamedPipe::create);
    Thread.ofVirtual().name("opener").start(create);
    return create.get().writer();
  }

  private static void collect() {
    while (true) {
      System.gc();
      LockSupport.parkNanos(5_000_000);
    }
  }
}
