package dev.interprocess.unix;

import static dev.interprocess.internal.abi.Linux.SYS_pidfd_open;
import static dev.interprocess.internal.abi.LinuxErrno.ESRCH;

import dev.interprocess.Passable;
import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.impl.Completions;
import dev.interprocess.internal.impl.FutureOperation;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysSyscall;
import dev.interprocess.internal.poll.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A descriptor that stands for a process, and never for another that gets the same number later.
 * Linux only. Any thread may use it; whoever opened it closes it.
 *
 * {@snippet :
 * try (PidFd process = PidFd.open(pid)) {
 *   System.out.println(process.isAlive());
 * }
 * }
 *
 * <p>See <a href="https://man7.org/linux/man-pages/man2/pidfd_open.2.html">pidfd_open(2)</a>.
 */
public final class PidFd implements Passable, AutoCloseable {
  private final OwnedDescriptor descriptor;
  private final long pid;
  private final Lane ends;

  PidFd(OwnedDescriptor descriptor, long pid) {
    this.descriptor = descriptor;
    this.pid = pid;
    this.ends = new Lane(descriptor, Direction.INPUT);
  }

  /**
   * Opens the process that has this number now.
   *
   * @throws IllegalArgumentException if the number is not that of any process
   * @throws IOException if there is no such process ({@code ESRCH}), or no descriptor left
   * @throws UnsupportedOperationException on another system than Linux
   */
  public static PidFd open(long pid) throws IOException {
    if (pid <= 0 || pid > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not a process id: " + pid);
    }
    Kernel.requireKnown("pidfd");
    long fd = SysSyscall.syscall(SYS_pidfd_open, (int) pid, 0);
    try {
      ErrnoException.check("pidfd_open", (int) fd);
    } catch (ErrnoException e) {
      throw SystemErrors.of(pid, e);
    }
    return new PidFd(new OwnedDescriptor((int) fd, "pidfd of " + pid), pid);
  }

  /**
   * Opens the process of the handle.
   *
   * @throws IOException if it has ended ({@code ESRCH}), or there is no descriptor left
   * @throws UnsupportedOperationException on another system than Linux
   */
  public static PidFd open(ProcessHandle process) throws IOException {
    PidFd opened = open(process.pid());
    if (!process.isAlive()) {
      opened.close(); // the number may have been another's already
      throw SystemErrors.of(process.pid(), new ErrnoException("pidfd_open", ESRCH));
    }
    return opened;
  }

  /**
   * Takes over a descriptor that was received or inherited; {@code descriptor} is closed then, as
   * an object.
   *
   * @throws java.nio.channels.ClosedChannelException if it is closed
   * @throws IOException if it is something else; it stays the caller's then
   */
  public static PidFd adopt(Descriptor descriptor) throws IOException {
    descriptor.require(Descriptor.Kind.PIDFD);
    long pid = UnixEndpoint.withDescriptor(descriptor.owned(), PidFd::pidOf);
    return new PidFd(descriptor.take(), pid);
  }

  /** As the kernel tells it, with a negative number for a process that has been reaped. */
  private static long pidOf(int fd) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/fdinfo/" + fd))) {
      return lines
          .filter(line -> line.startsWith("Pid:"))
          .mapToLong(line -> Math.max(0, Long.parseLong(line.substring(4).strip())))
          .findFirst()
          .orElse(0);
    }
  }

  /**
   * The number of the process; 0 if that is not known: of one that was adopted after its end, or
   * came along with a message without its sender's credentials.
   */
  public long pid() {
    return pid;
  }

  OwnedDescriptor descriptor() {
    return descriptor;
  }

  /**
   * Whether the process still runs.
   *
   * @throws java.nio.channels.ClosedChannelException if this is closed
   * @throws IOException if the system refuses
   */
  public boolean isAlive() throws IOException {
    return !descriptor.isReadable();
  }

  /**
   * The process' end, without a thread that waits; how it ended only its parent learns. Each call
   * gives a future of its own, whose {@code cancel} and {@code orTimeout} do nothing to the
   * process. What depends on it runs in a virtual thread.
   *
   * @return exceptionally with {@link java.nio.channels.ClosedChannelException} if this is closed,
   *     {@link java.nio.channels.AsynchronousCloseException} if it is meanwhile
   */
  public CompletableFuture<Void> onExit() {
    return new FutureOperation<Void>("wait for", ends, Completions.DEFAULT) {
      @Override
      protected Try attempt(int fd) throws IOException {
        return isAlive() ? Try.WOULD_BLOCK : done(null);
      }
    }.start();
  }

  /** Closes the descriptor. The process goes on. */
  @Override
  public void close() {
    descriptor.close();
  }

  @Override
  public String toString() {
    return descriptor.toString();
  }
}
