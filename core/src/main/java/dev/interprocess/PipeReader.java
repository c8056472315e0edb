package dev.interprocess;

import dev.interprocess.internal.impl.PipeReadEnd;
import dev.interprocess.unix.Descriptor;
import java.io.IOException;

/**
 * The reading end of a pipe. The end of the stream, -1, comes when all writing ends are closed, in
 * every process, and all that was written is read. Closing it gives the writers {@code EPIPE}
 * ({@code ERROR_NO_DATA} on Windows).
 *
 * <p>See <a href="https://man7.org/linux/man-pages/man7/pipe.7.html">pipe(7)</a>, <a
 * href="https://learn.microsoft.com/windows/win32/ipc/anonymous-pipes">Anonymous Pipes</a>.
 */
public sealed interface PipeReader extends ByteReader permits PipeReadEnd {

  /**
   * Takes the reading end of a pipe or FIFO over whose descriptor was received, inherited or
   * duplicated; {@code descriptor} is closed then. It is opened anew, so that nothing changes for
   * others who share the descriptor.
   *
   * @throws java.nio.channels.ClosedChannelException if it is closed
   * @throws java.nio.file.AccessDeniedException if another user has made the pipe and its
   *     descriptor is not set non-blocking
   * @throws IOException if it is something else; it stays the caller's then
   */
  static PipeReader adopt(Descriptor descriptor) throws IOException {
    return PipeReadEnd.adopt(descriptor);
  }

  /**
   * How many bytes the pipe holds before a writer has to wait.
   *
   * @throws IOException if the system refuses, or it is closed
   */
  int capacity() throws IOException;

  /**
   * Changes how many bytes the pipe holds.
   *
   * @return what the system has made of it, which is at least as much
   * @throws IllegalArgumentException if it is not positive
   * @throws UnsupportedOperationException on Windows, where it is that which the pipe was made with
   * @throws IOException if the system refuses: {@code EPERM} above the limit of {@code
   *     /proc/sys/fs/pipe-max-size}, {@code EBUSY} if more bytes than that are in it; or it is
   *     closed
   */
  int capacity(int bytes) throws IOException;
}
