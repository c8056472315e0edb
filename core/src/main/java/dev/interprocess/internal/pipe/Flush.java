package dev.interprocess.internal.pipe;

import static dev.interprocess.internal.abi.WindowsError.ERROR_BROKEN_PIPE;
import static dev.interprocess.internal.abi.WindowsError.ERROR_NO_DATA;

import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.win32.FileApi;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits until the peer has read everything, or is gone. The system's call for it blocks and can't
 * be given a time, so a thread of its own makes it: whoever waits here may leave before.
 */
public final class Flush {
  private Flush() {}

  public static void await(OwnedHandle pipe, long deadline) throws IOException {
    FutureTask<Integer> flush = new FutureTask<>(() -> flush(pipe));
    Thread.ofPlatform().daemon().name("interprocess-flush").start(flush);
    try {
      int error =
          deadline == Deadline.NONE
              ? flush.get()
              : flush.get(Deadline.remaining(deadline), TimeUnit.NANOSECONDS);
      switch (error) {
        case ERROR_BROKEN_PIPE, ERROR_NO_DATA -> {} // the peer is gone, and will read no more
        default -> WindowsException.check("flush", error);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw pipe.interrupted("flush");
    } catch (TimeoutException e) {
      throw pipe.timedOut("flush");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    }
  }

  private static int flush(OwnedHandle pipe) throws IOException {
    long handle = pipe.acquire();
    try {
      return FileApi.flushFileBuffers(handle);
    } finally {
      pipe.release();
    }
  }
}
