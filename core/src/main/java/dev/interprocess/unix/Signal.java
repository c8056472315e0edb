package dev.interprocess.unix;

import static dev.interprocess.internal.abi.Linux._NSIG;

import dev.interprocess.SystemError;
import dev.interprocess.internal.abi.LinuxErrno;
import dev.interprocess.internal.abi.LinuxSignal;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SignalH;
import dev.interprocess.internal.libc.StringH;
import dev.interprocess.internal.signal.Sending;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signal of POSIX, by its number on this system. There is one object for each, so they can be
 * compared by {@code ==}.
 *
 * {@snippet :
 * if (status instanceof ExitStatus.Signaled(Signal signal, boolean core) && signal == Signal.KILL) {
 *   System.out.println("died by " + signal.name() + ": " + signal.description());
 * }
 * Signal.TERM.send(ProcessHandle.of(pid).orElseThrow()); // never to another of the same number
 * }
 *
 * <p>Any thread may call any method; none waits.
 *
 * <p>See <a href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</a>.
 */
public final class Signal {
  // By number, from 1 on.
  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");
  private static final Map<String, String> ALIASES =
      Map.of("CLD", "CHLD", "IOT", "ABRT", "POLL", "IO");
  private static final Pattern REAL_TIME = Pattern.compile("RT(MIN|MAX)([+-]\\d{1,2})?");
  private static final int GREATEST = _NSIG - 1;
  private static final Signal[] ALL = new Signal[GREATEST + 1];

  static {
    for (int number = 1; number <= GREATEST; number++) {
      ALL[number] = new Signal(number);
    }
  }

  /** The terminal is gone, or a service is to read its configuration anew. */
  public static final Signal HUP = of(LinuxSignal.SIGHUP);

  /** Interrupt: the user has typed Ctrl-C. */
  public static final Signal INT = of(LinuxSignal.SIGINT);

  /** Quit: the user has typed Ctrl-\. */
  public static final Signal QUIT = of(LinuxSignal.SIGQUIT);

  /** An instruction that the processor does not know. */
  public static final Signal ILL = of(LinuxSignal.SIGILL);

  /** A trap for a debugger. */
  public static final Signal TRAP = of(LinuxSignal.SIGTRAP);

  /** The program has called {@code abort}. */
  public static final Signal ABRT = of(LinuxSignal.SIGABRT);

  /** An access to memory that has nothing behind it. */
  public static final Signal BUS = of(LinuxSignal.SIGBUS);

  /** An arithmetic error, such as a division by zero. */
  public static final Signal FPE = of(LinuxSignal.SIGFPE);

  /** Ends a process, which can't prevent it. */
  public static final Signal KILL = of(LinuxSignal.SIGKILL);

  /** For the program's own use. */
  public static final Signal USR1 = of(LinuxSignal.SIGUSR1);

  /** An access to memory that is not the process's. */
  public static final Signal SEGV = of(LinuxSignal.SIGSEGV);

  /** For the program's own use; in a JVM it is the JVM's. */
  public static final Signal USR2 = of(LinuxSignal.SIGUSR2);

  /** A write to a pipe that nobody reads. */
  public static final Signal PIPE = of(LinuxSignal.SIGPIPE);

  /** The timer of {@code alarm} has run out. */
  public static final Signal ALRM = of(LinuxSignal.SIGALRM);

  /** The polite way to end a process. */
  public static final Signal TERM = of(LinuxSignal.SIGTERM);

  /** A fault of a coprocessor's stack: never sent by the kernel. */
  public static final Signal STKFLT = of(LinuxSignal.SIGSTKFLT);

  /** A child has stopped or ended. */
  public static final Signal CHLD = of(LinuxSignal.SIGCHLD);

  /** Goes on after a stop. */
  public static final Signal CONT = of(LinuxSignal.SIGCONT);

  /** Stops a process, which can't prevent it. */
  public static final Signal STOP = of(LinuxSignal.SIGSTOP);

  /** Stop: the user has typed Ctrl-Z. */
  public static final Signal TSTP = of(LinuxSignal.SIGTSTP);

  /** Reading from the terminal in the background. */
  public static final Signal TTIN = of(LinuxSignal.SIGTTIN);

  /** Writing to the terminal in the background. */
  public static final Signal TTOU = of(LinuxSignal.SIGTTOU);

  /** Urgent data at a socket. */
  public static final Signal URG = of(LinuxSignal.SIGURG);

  /** The limit of processor time is reached. */
  public static final Signal XCPU = of(LinuxSignal.SIGXCPU);

  /** The limit of a file's size is reached. */
  public static final Signal XFSZ = of(LinuxSignal.SIGXFSZ);

  /** A timer of the process's own processor time has run out. */
  public static final Signal VTALRM = of(LinuxSignal.SIGVTALRM);

  /** A timer of processor time has run out. */
  public static final Signal PROF = of(LinuxSignal.SIGPROF);

  /** The window of the terminal has another size. */
  public static final Signal WINCH = of(LinuxSignal.SIGWINCH);

  /** Something can be read or written. */
  public static final Signal IO = of(LinuxSignal.SIGIO);

  /** The power fails. */
  public static final Signal PWR = of(LinuxSignal.SIGPWR);

  /** A system call that there is not, or that is not allowed. */
  public static final Signal SYS = of(LinuxSignal.SIGSYS);

  private final int number;

  private Signal(int number) {
    this.number = number;
  }

  /**
   * The signal of that number, 1 to 64.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Signal of(int number) {
    if (number <= 0 || number > GREATEST) {
      throw new IllegalArgumentException("no signal: " + number);
    }
    return ALL[number];
  }

  /**
   * The signal of that name, in whatever case: {@code TERM}, {@code SIGTERM}, {@code 15}, {@code
   * RTMIN+3}, {@code RTMAX-1}; {@code CLD}, {@code IOT} and {@code POLL} are other names of {@code
   * CHLD}, {@code ABRT} and {@code IO}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Signal of(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    if (upper.matches("\\d{1,2}")) {
      return of(Integer.parseInt(upper));
    }
    String plain = upper.startsWith("SIG") ? upper.substring(3) : upper;
    int index = NAMES.indexOf(ALIASES.getOrDefault(plain, plain));
    if (index >= 0) {
      return of(index + 1);
    }
    Matcher realTime = REAL_TIME.matcher(plain);
    if (realTime.matches()) {
      int base = realTime.group(1).equals("MIN") ? SignalH.sigrtmin() : GREATEST;
      int number = base + (realTime.group(2) == null ? 0 : Integer.parseInt(realTime.group(2)));
      if (number >= SignalH.sigrtmin() && number <= GREATEST) {
        return of(number);
      }
    }
    throw new IllegalArgumentException("no signal: " + name);
  }

  /** Its number on this system. */
  public int number() {
    return number;
  }

  /**
   * Its name, as {@code TERM}, or {@code RTMIN+3} for one of the real-time signals; the number of
   * one that the C library keeps for itself.
   */
  public String name() {
    if (number <= NAMES.size()) {
      return NAMES.get(number - 1);
    }
    int offset = number - SignalH.sigrtmin();
    return offset < 0 ? Integer.toString(number) : offset == 0 ? "RTMIN" : "RTMIN+" + offset;
  }

  /**
   * The system's own text for it, as {@code Terminated}: see <a
   * href="https://man7.org/linux/man-pages/man3/strsignal.3.html">strsignal(3)</a>.
   */
  public String description() {
    return StringH.strsignal(number);
  }

  /**
   * Sends it to a process. Which one has that number may have changed since it was known: {@link
   * #send(PidFd)} and {@link #send(ProcessHandle)} can't be mistaken.
   *
   * @throws IllegalArgumentException if that is not the number of a process: 0 and negative ones
   *     mean groups, for which there is {@link #sendToGroup}
   * @throws NoSuchProcessException if there is none
   * @throws java.nio.file.AccessDeniedException if it is not this user's ({@code EPERM})
   * @throws IOException if the system refuses otherwise
   * @throws UnsupportedOperationException for a signal that the C library keeps for itself, or on a
   *     system for which there is nothing yet
   */
  public void send(long pid) throws IOException {
    int process = id("process", pid);
    sending("process " + pid, () -> Sending.toProcess(process, number));
  }

  /**
   * Sends it to a process, with a value, which those who look at a signal's origin get with it. See
   * <a href="https://man7.org/linux/man-pages/man3/sigqueue.3.html">sigqueue(3)</a>.
   *
   * @throws IOException as {@link #send(long)} does, and {@code EAGAIN} if the receiver's user has
   *     more signals waiting than {@code RLIMIT_SIGPENDING}
   */
  public void send(long pid, int value) throws IOException {
    int process = id("process", pid);
    sending("process " + pid, () -> Sending.toProcess(process, number, value));
  }

  /**
   * Sends it to the process that the descriptor stands for, and never to another that has got its
   * number since.
   *
   * @throws NoSuchProcessException if it has ended and was reaped
   * @throws java.nio.channels.ClosedChannelException if the descriptor is closed
   * @throws IOException as {@link #send(long)} does
   */
  public void send(PidFd process) throws IOException {
    sendByPidfd(process, fd -> Sending.toPidfd(fd, number));
  }

  /**
   * The same with a value: see {@link #send(long, int)}.
   *
   * @throws IOException as {@link #send(PidFd)} and {@link #send(long, int)} do
   */
  public void send(PidFd process, int value) throws IOException {
    sendByPidfd(process, fd -> Sending.toPidfd(fd, number, value));
  }

  /**
   * Sends it to the process of the handle, and never to another that has got its number since.
   *
   * @throws NoSuchProcessException if it has ended
   * @throws IOException as {@link #send(long)} does
   */
  public void send(ProcessHandle process) throws IOException {
    try (PidFd opened = PidFd.open(process)) {
      send(opened);
    }
  }

  /**
   * Sends it to all processes of a group that this user may send to.
   *
   * @throws IllegalArgumentException if the number is not greater than 1: 1 would mean everyone
   * @throws NoSuchProcessException if there is no such group
   * @throws java.nio.file.AccessDeniedException if none of them is this user's ({@code EPERM})
   * @throws IOException as {@link #send(long)} does
   */
  public void sendToGroup(long group) throws IOException {
    int number = id("group", group);
    if (number == 1) {
      throw new IllegalArgumentException("group 1: to the system that would be everyone");
    }
    sending("group " + group, () -> Sending.toGroup(number, this.number));
  }

  /**
   * Sends it to one thread of a process, by the number that the system has for it.
   *
   * @throws IllegalArgumentException if one of the numbers is none
   * @throws NoSuchProcessException if there is no such thread in that process
   * @throws IOException as {@link #send(long)} does
   */
  public void sendToThread(long pid, long tid) throws IOException {
    int process = id("process", pid);
    int thread = id("thread", tid);
    sending(
        "thread " + tid + " of process " + pid, () -> Sending.toThread(process, thread, number));
  }

  /**
   * Sends it to every process that this user may send to, but for this one and the first of the
   * system.
   *
   * @throws IOException as {@link #send(long)} does
   */
  public void sendToEveryone() throws IOException {
    sending("everyone", () -> Sending.toEveryone(number));
  }

  /**
   * Whether there is a process of that number, of whatever user; one that has ended and was not
   * reaped counts, a thread does not.
   *
   * @throws IllegalArgumentException if that is not the number of a process
   * @throws IOException if the system has no descriptor left ({@code EMFILE})
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  public static boolean probe(long pid) throws IOException {
    try (PidFd opened = PidFd.open(pid)) {
      return opened.pid() == pid;
    } catch (NoSuchProcessException e) {
      return false;
    } catch (IOException e) {
      // EINVAL, and ENOENT later on: the number of a thread that leads no process.
      if (e instanceof SystemError error
          && (error.number() == LinuxErrno.EINVAL || error.number() == LinuxErrno.ENOENT)) {
        return false;
      }
      throw e;
    }
  }

  private interface Call {
    void run() throws ErrnoException;
  }

  private void sending(String target, Call call) throws IOException {
    Kernel.requireKnown("signal");
    requireUsable();
    try {
      call.run();
    } catch (ErrnoException e) {
      throw SystemErrors.of(name() + " to " + target, e);
    }
  }

  private interface PidfdCall {
    void run(int fd) throws ErrnoException;
  }

  private void sendByPidfd(PidFd process, PidfdCall call) throws IOException {
    int fd = process.descriptor().acquire();
    try {
      sending("process " + process.pid(), () -> call.run(fd));
    } finally {
      process.descriptor().release();
    }
  }

  /** The C library cancels threads and changes their users by the first two of real time. */
  private void requireUsable() {
    if (number > LinuxSignal.SIGSYS && number < SignalH.sigrtmin()) {
      throw new UnsupportedOperationException("signal " + number + ": the C library's own");
    }
  }

  private static int id(String what, long number) {
    if (number <= 0 || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not the number of a " + what + ": " + number);
    }
    return (int) number;
  }

  /** Its name. */
  @Override
  public String toString() {
    return name();
  }
}
