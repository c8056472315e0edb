package dev.interprocess.internal.pipe;

import static dev.interprocess.internal.abi.Windows.FILE_FLAG_OVERLAPPED;
import static dev.interprocess.internal.abi.Windows.OPEN_EXISTING;
import static dev.interprocess.internal.abi.Windows.SECURITY_SQOS_PRESENT;
import static dev.interprocess.internal.abi.WindowsError.ERROR_FILE_NOT_FOUND;
import static dev.interprocess.internal.abi.WindowsError.ERROR_PIPE_BUSY;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Pause;
import dev.interprocess.internal.win32.FileApi;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** Opens the client's end of a pipe. */
public final class PipeClient {
  // A server that makes its next instance too late is missing for a moment, after it was busy.
  private static final long BETWEEN_INSTANCES = TimeUnit.SECONDS.toNanos(1);

  private PipeClient() {}

  /**
   * Opens it. A busy pipe is tried again after growing pauses, which end by an interrupt: the
   * system's own WaitNamedPipe would hold a thread, and lets others overtake.
   *
   * @param access {@code GENERIC_…}
   * @param flags {@code FILE_FLAG_…} and the quality of service, {@code SECURITY_…}
   * @param untilListening whether to try on while nobody listens
   */
  public static long open(
      String path, int access, int flags, long deadline, boolean untilListening, Object name)
      throws IOException {
    Pause pause = new Pause();
    long busyUntil = 0;
    boolean busy = false;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(path, UTF_16LE);
      while (true) {
        long handle =
            FileApi.createFile(
                text,
                access,
                0,
                MemorySegment.NULL,
                OPEN_EXISTING,
                FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | flags,
                0);
        if (handle >= 0) {
          return handle;
        }
        int error = (int) -handle;
        boolean between = busy && System.nanoTime() - busyUntil < 0;
        if (error == ERROR_PIPE_BUSY) {
          busy = true;
          busyUntil = System.nanoTime() + BETWEEN_INSTANCES;
        } else if (error != ERROR_FILE_NOT_FOUND || !(untilListening || between)) {
          throw new WindowsException("connect", error);
        }
        if (Deadline.remaining(deadline) <= 0) {
          throw new SocketTimeoutException(
              "connect "
                  + name
                  + ": timed out, "
                  + (error == ERROR_PIPE_BUSY ? "all instances are busy" : "nobody listens"));
        }
        pause.sleep(deadline, "connect", name);
      }
    }
  }
}
