package dev.interprocess;

import static dev.interprocess.internal.abi.Linux.O_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.O_NONBLOCK;
import static dev.interprocess.internal.abi.Linux.PIPE_BUF;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.PipeReadEnd;
import dev.interprocess.internal.impl.PipeWriteEnd;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.libc.Unistd;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

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
 * <p>Linux only at present. See <a
 * href="https://man7.org/linux/man-pages/man7/pipe.7.html">pipe(7)</a>.
 */
public final class UnnamedPipe implements AutoCloseable {
  private final PipeReader reader;
  private final PipeWriter writer;

  private UnnamedPipe(PipeReader reader, PipeWriter writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * Makes a pipe for a stream of bytes, of the system's usual capacity (65,536 bytes on Linux).
   *
   * @throws UnsupportedOperationException on a system for which there is no pipe yet
   * @throws IOException if the system has no descriptor left ({@code EMFILE}, {@code ENFILE})
   */
  public static UnnamedPipe create() throws IOException {
    return create("pipe", 0, 0);
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
    UnnamedPipe pipe = create();
    try {
      pipe.writer.capacity(capacity);
    } catch (IOException | IllegalArgumentException e) {
      pipe.close();
      throw e;
    }
    return pipe;
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
    return create("packet pipe", Target.O_DIRECT, PIPE_BUF);
  }

  private static UnnamedPipe create(String name, int flags, int packet) throws IOException {
    Kernel.requireKnown("unnamed pipe");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment two = arena.allocate(JAVA_INT, 2);
      ErrnoException.check("create", Unistd.pipe2(two, O_CLOEXEC | O_NONBLOCK | flags));
      return new UnnamedPipe(
          new PipeReadEnd(new OwnedDescriptor(two.getAtIndex(JAVA_INT, 0), name), packet),
          new PipeWriteEnd(new OwnedDescriptor(two.getAtIndex(JAVA_INT, 1), name), packet > 0));
    } catch (ErrnoException e) {
      throw SystemErrors.of(name, e);
    }
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
