package dev.interprocess;

import dev.interprocess.internal.impl.UnnamedPipes;
import java.io.IOException;

/**
 * A pipe without a name: bytes that are written to one end come out of the other, between threads
 * of this process.
 *
 * {@snippet :
 * try (UnnamedPipe pipe = UnnamedPipe.create()) {
 *   Thread.startVirtualThread(
 *       () -> {
 *         try (PipeWriter writer = pipe.writer()) {
 *           writer.write("hello".getBytes(UTF_8));
 *         } catch (IOException e) {
 *           throw new UncheckedIOException(e);
 *         }
 *       });
 *   System.out.println(new String(pipe.reader().inputStream().readAllBytes(), UTF_8));
 * }
 * }
 *
 * <p>Each end is owned and closed by itself, by any thread; {@link #close} closes both. Neither is
 * inherited by child processes.
 *
 * <p>On Windows it is a named pipe underneath, as in the platform's runtime libraries, because the
 * system's own anonymous pipes can't be waited on with a timeout: its name is random, and nobody
 * else can open it. Its handles are opened by the first use of an end, so that one of the two can
 * still become a handle for a child ({@link dev.interprocess.process.Child}); that use tells what
 * goes wrong.
 *
 * <p>See <a href="https://man7.org/linux/man-pages/man7/pipe.7.html">pipe(7)</a>, <a
 * href="https://learn.microsoft.com/windows/win32/ipc/anonymous-pipes">Anonymous Pipes</a>.
 */
public final class UnnamedPipe implements AutoCloseable {
  private final PipeReader reader;
  private final PipeWriter writer;

  private UnnamedPipe(UnnamedPipes.Ends ends) {
    this.reader = ends.reader();
    this.writer = ends.writer();
  }

  /**
   * Makes a pipe for a stream of bytes, of the usual capacity (65,536 bytes).
   *
   * @throws UnsupportedOperationException on a system for which there is no pipe yet
   * @throws IOException if the system has no descriptor left ({@code EMFILE}, {@code ENFILE})
   */
  public static UnnamedPipe create() throws IOException {
    return new UnnamedPipe(UnnamedPipes.HERE.bytes());
  }

  /**
   * Makes a pipe for a stream of bytes that holds at least so many.
   *
   * @param capacity in bytes; the system rounds it up, see {@link PipeReader#capacity()}
   * @throws IllegalArgumentException if it is not positive
   * @throws UnsupportedOperationException on a system for which there is no pipe yet
   * @throws IOException if the system has no descriptor left ({@code EMFILE}, {@code ENFILE}), or
   *     refuses the capacity ({@code EPERM})
   */
  public static UnnamedPipe create(int capacity) throws IOException {
    if (capacity <= 0) {
      throw new IllegalArgumentException("capacity not positive: " + capacity);
    }
    return new UnnamedPipe(UnnamedPipes.HERE.bytes(capacity));
  }

  /**
   * Makes a pipe that keeps packets apart: each write of up to {@link PipeWriter#atomicLimit()}
   * bytes is one packet, a longer one several; each read gives one packet. A read whose buffer is
   * too small for its packet throws {@link MessageTruncatedException}.
   *
   * @throws UnsupportedOperationException on a system for which there is no such pipe
   * @throws IOException if the system has no descriptor left ({@code EMFILE}, {@code ENFILE})
   */
  public static UnnamedPipe createPackets() throws IOException {
    return new UnnamedPipe(UnnamedPipes.HERE.packets());
  }

  /** The end that is read, always the same object. */
  public PipeReader reader() {
    return reader;
  }

  /** The end that is written, always the same object. */
  public PipeWriter writer() {
    return writer;
  }

  /** Closes both ends. */
  @Override
  public void close() {
    writer.close();
    reader.close();
  }

  @Override
  public String toString() {
    return "unnamed " + reader;
  }
}
