package dev.interprocess.unix;

import static dev.interprocess.internal.abi.Linux._NSIG;

import dev.interprocess.SignalReceiver;
import dev.interprocess.SystemError;
import dev.interprocess.internal.abi.LinuxErrno;
import dev.interprocess.internal.abi.LinuxSignal;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SignalH;
import dev.interprocess.internal.libc.StringH;
import dev.interprocess.internal.signal.RaiseDefault;
import dev.interprocess.internal.signal.Sending;
import dev.interprocess.internal.signal.SignalNames;
import java.io.IOException;
import java.util.Arrays;
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
 *
 * try (SignalReceiver<ReceivedSignal> signals = Signal.watch(Signal.HUP, Signal.realTime(0))) {
 *   for (ReceivedSignal received : signals.incoming()) {
 *     System.out.println(received.signal() + " from " + received.pid());
 *   }
 * }
 * }
 *
 * <p>Any thread may call any method; none waits for another process.
 *
 * <p>See <a href="https://man7.org/linux/man-pages/man7/signal.7.html">signal(7)</a>.
 */
public final class Signal {
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

  /** What a process does by default when a signal comes. */
  public enum DefaultAction {
    /** It ends. */
    TERMINATE,
    /** It ends, and its memory is written to a file if that is allowed. */
    CORE,
    /** Nothing. */
    IGNORE,
    /** It stops, until it is told to go on. */
    STOP,
    /** It goes on after a stop. */
    CONTINUE
  }

  /** What else happens to a signal that is received: see {@link #watch(Disposition, Signal...)}. */
  public enum Disposition {
    /**
     * Nothing. So the JVM does not end by {@code INT}, {@code TERM} or {@code HUP}, and no shutdown
     * hook runs: whoever receives decides what they mean.
     */
    CONSUME,
    /**
     * The handler that was there before runs too, if there was one. By {@code INT}, {@code TERM}
     * and {@code HUP} the JVM ends as usual, with its shutdown hooks, and by {@code QUIT} it prints
     * its threads; the receiver may see the signal before that or not.
     */
    CHAIN,
    /**
     * Nothing the first time; from then on the signal has its default action. So the first Ctrl-C
     * can end a program in order, and a second one ends it at once, without shutdown hooks.
     */
    DEFAULT
  }

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
    int standard = SignalNames.number(ALIASES.getOrDefault(plain, plain));
    if (standard != 0) {
      return of(standard);
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

  /**
   * One of the real-time signals, which have no meaning of their own, queue in order, and carry a
   * value: {@code SIGRTMIN + offset}, as the C library counts.
   *
   * @throws IllegalArgumentException if there are not so many
   */
  public static Signal realTime(int offset) {
    if (offset < 0 || offset > GREATEST - SignalH.sigrtmin()) {
      throw new IllegalArgumentException("no signal: RTMIN+" + offset);
    }
    return of(SignalH.sigrtmin() + offset);
  }

  /** All of this system, but for those that the C library keeps for itself, by number. */
  public static List<Signal> all() {
    return Arrays.stream(ALL).skip(1).filter(signal -> !signal.isOfLibrary()).toList();
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
    return SignalNames.of(number);
  }

  /**
   * The system's own text for it, as {@code Terminated}: see <a
   * href="https://man7.org/linux/man-pages/man3/strsignal.3.html">strsignal(3)</a>.
   */
  public String description() {
    return StringH.strsignal(number);
  }

  /** What a process does by default when it comes. */
  public DefaultAction defaultAction() {
    return SignalRules.defaultAction(number);
  }

  /**
   * Whether this JVM has a handler of its own for it, or had until it was received here: to end in
   * order, to print its threads, or for its inner works.
   *
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  public boolean usedByJvm() {
    Kernel.requireKnown("signal");
    return SignalRules.isUsedByJvm(number);
  }

  /**
   * Receives these signals from now on: {@link Disposition#CONSUME}.
   *
   * @throws IOException as {@link #watch(Disposition, Signal...)} does
   */
  public static SignalReceiver<ReceivedSignal> watch(Signal... signals) throws IOException {
    return watch(Disposition.CONSUME, signals);
  }

  /**
   * Receives these signals from now on, until the receiver is closed, which gives them back as they
   * were. Several receivers may have the same signal, in the same disposition.
   *
   * <p>A standard signal ({@code HUP} to {@code SYS}) that comes again before it was taken may be
   * merged with the first by the kernel. So is none of the real-time ones: they come in the order
   * of their numbers, and those of one number in the order in which they were sent, none of them
   * lost up to the kernel's own limit ({@code RLIMIT_SIGPENDING}), beyond which the sender gets
   * {@code EAGAIN}. That holds for {@link Disposition#CONSUME}; in the others they are taken by
   * several threads at once, as standard signals are, whose order may then be another. A real-time
   * signal that was sent to one thread of this process arrives too, within about a quarter of a
   * second.
   *
   * <p>A receiver that does not receive keeps a bounded number: {@link ReceivedSignal#dropped}.
   *
   * <p>The signals are taken by a small handler in machine code. To block the real-time ones in
   * every thread, each is sent a signal that is not in use, {@code STKFLT} most often, once here
   * and once when the receiver is closed. Code that installs a handler of its own meanwhile ({@code
   * sun.misc.Signal}, a native library) takes the signal away from the receivers, and keeps it when
   * they are closed. Where a process may not have code of its own in memory the JDK's own way is
   * taken, which knows no origin and no real-time signals: {@link
   * dev.interprocess.Platform.Feature#SIGNAL_ORIGIN}.
   *
   * @throws IllegalArgumentException if there is no signal, or one of them twice, or one that the
   *     JVM needs ({@code SEGV BUS FPE ILL USR2 PIPE XFSZ}, the one by which it interrupts
   *     channels), that can't be received ({@code KILL STOP}) or that is the C library's
   * @throws IllegalStateException if one of them is ignored by {@link #ignore}, or received in
   *     another disposition
   * @throws IOException if the system refuses, as with {@code EMFILE} when no descriptor is left
   * @throws UnsupportedOperationException on a system for which there is nothing yet, and for
   *     real-time signals where they can't be had
   */
  public static SignalReceiver<ReceivedSignal> watch(Disposition disposition, Signal... signals)
      throws IOException {
    Kernel.requireKnown("signal");
    return SignalWatch.of(disposition, List.of(signals));
  }

  /**
   * Ignores it, as far as this process goes, until what is given back is closed. Children that are
   * started meanwhile are not concerned.
   *
   * @throws IllegalArgumentException if it is one that {@link #watch} refuses
   * @throws IllegalStateException if it is received or ignored already
   * @throws IOException if the system refuses
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  public Ignored ignore() throws IOException {
    Kernel.requireKnown("signal");
    return Ignored.begin(this);
  }

  /**
   * Whether it is ignored, by {@link #ignore}, or since the start of the process: as {@code HUP} is
   * under {@code nohup}, and {@code INT} in the background of a shell's script. A program that
   * means to be a good child leaves such a signal alone.
   *
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  public boolean isIgnored() {
    Kernel.requireKnown("signal");
    return SignalRules.isIgnored(number);
  }

  /**
   * Performs its default action, whatever handler is there: a program that has cleaned up after
   * {@code TERM} ends by {@code TERM} then, which its parent sees. No shutdown hook runs. Returns
   * if the process was stopped and goes on, or if nothing is to be done.
   *
   * @throws IOException if the system refuses
   * @throws UnsupportedOperationException for a signal that the C library keeps for itself, or on a
   *     system for which there is nothing yet
   */
  public void raiseDefault() throws IOException {
    Kernel.requireKnown("signal");
    requireUsable();
    try {
      RaiseDefault.of(number);
    } catch (ErrnoException e) {
      throw SystemErrors.of("raise", name(), e);
    }
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
    if (isOfLibrary()) {
      throw new UnsupportedOperationException("signal " + number + ": the C library's own");
    }
  }

  boolean isOfLibrary() {
    return number > LinuxSignal.SIGSYS && number < SignalH.sigrtmin();
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
