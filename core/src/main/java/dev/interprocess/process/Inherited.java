package dev.interprocess.process;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalStream;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.impl.UnixTypes;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.socket.ListenFds;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The descriptors that this process was started with, by the numbers that its parent has given
 * them: the other side of {@link Child.Builder#give}. Each number is taken once; what is taken
 * belongs to the caller, and is not inherited by children in turn. The standard streams, 0 to 2,
 * can be taken as well, and stay open for {@code System.in} and the others. Any thread may call any
 * method.
 *
 * {@snippet :
 * try (PipeWriter out = Inherited.writer(3)) {
 *   out.write("hi".getBytes(UTF_8));
 * }
 * }
 *
 * <p>Each method throws
 *
 * <ul>
 *   <li>{@link IllegalStateException} if the number was taken before, here or by {@link
 *       dev.interprocess.unix.Systemd#takeDescriptors},
 *   <li>{@link IOException} if nothing is open by that number ({@code EBADF}, {@code
 *       ERROR_INVALID_HANDLE}), or it is something else; it can still be taken as what it is then,
 *   <li>{@link UnsupportedOperationException} on another system than Linux; the ends of pipes and
 *       streams can be taken on Windows too.
 * </ul>
 *
 * <p>On Windows the numbers are those of the C runtime, by which a parent tells its child what it
 * inherits ({@code lpReserved2} of the <a
 * href="https://learn.microsoft.com/windows/win32/api/processthreadsapi/ns-processthreadsapi-startupinfow">STARTUPINFO</a>):
 * so it may be one of another library, and a child of this one may be any program whose runtime
 * reads them, as those of Microsoft's and Python do. What is inherited there blocks whoever calls
 * the system, or tells another process of the end; a thread of the library waits in its place, so
 * that reads and writes can be waited for and cancelled as ever.
 *
 * <p>What the parent gives is for the two programs to agree on: by a number that it has not given,
 * the JVM may have a file of its own open.
 */
public final class Inherited {
  private Inherited() {}

  private interface Adoption<T> {
    T of(Descriptor descriptor) throws IOException;
  }

  /** The reading end of a pipe. */
  public static PipeReader reader(int number) throws IOException {
    return Target.CURRENT.isWindows()
        ? InheritedPipes.reader(checked(number))
        : take(number, PipeReader::adopt);
  }

  /** The writing end of a pipe. */
  public static PipeWriter writer(int number) throws IOException {
    return Target.CURRENT.isWindows()
        ? InheritedPipes.writer(checked(number))
        : take(number, PipeWriter::adopt);
  }

  /**
   * A connection of a local socket; on Windows of a named pipe that was opened overlapped, which
   * ours are.
   */
  public static LocalStream stream(int number) throws IOException {
    return Target.CURRENT.isWindows()
        ? InheritedPipes.stream(checked(number))
        : take(number, UnixStream::adopt);
  }

  /**
   * A listener. It is set non-blocking, for all who share it; its file is not removed when it is
   * closed. Who may connect is told at {@link dev.interprocess.ListenOptions#inherited()}.
   */
  @SuppressWarnings("unchecked") // a listener only ever gives what it is a listener of
  public static LocalListener<LocalStream> listener(int number) throws IOException {
    LocalListener<?> listener = take(number, UnixStream::adoptListener);
    return (LocalListener<LocalStream>) listener;
  }

  /** A descriptor of whatever kind. */
  public static Descriptor descriptor(int number) throws IOException {
    return take(
        number,
        descriptor -> {
          requireNotTheJvms(number);
          return descriptor;
        });
  }

  private static <T> T take(int number, Adoption<T> adoption) throws IOException {
    Kernel.requireKnown("inherited descriptor");
    try {
      return ListenFds.ofThisProcess()
          .take(
              checked(number),
              owned -> {
                Descriptor descriptor = UnixTypes.descriptor(owned);
                try {
                  return adoption.of(descriptor);
                } catch (IOException | RuntimeException e) {
                  descriptor.close();
                  throw e;
                }
              });
    } catch (ErrnoException e) {
      throw SystemErrors.of("inherited descriptor " + number, e);
    }
  }

  private static int checked(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("negative descriptor: " + number);
    }
    return number;
  }

  /** The files of the Java installation are what a wrong number meets first. */
  private static void requireNotTheJvms(int number) throws IOException {
    Path file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + number));
    if (file.startsWith(System.getProperty("java.home"))) {
      throw new IOException(
          "take inherited descriptor " + number + ": it was not given, the JVM has opened " + file);
    }
  }
}
