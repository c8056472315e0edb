package dev.interprocess.internal.process;

import dev.interprocess.internal.libc.ErrnoException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The thread that starts the children which are to end with this process: it lives as long. To the
 * kernel the parent is a thread, whose end is what {@code PR_SET_PDEATHSIG} tells of.
 */
final class LastingThread {
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("dev.interprocess.parent").factory());

  private LastingThread() {}

  /** Calls it there, and waits for that even if this thread is interrupted. */
  static int call(Callable<Integer> callable) throws ErrnoException {
    Future<Integer> result = THREAD.submit(callable);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ErrnoException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
