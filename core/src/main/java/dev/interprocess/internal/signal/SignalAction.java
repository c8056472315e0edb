package dev.interprocess.internal.signal;

import static dev.interprocess.internal.abi.Linux.SA_ONSTACK;
import static dev.interprocess.internal.abi.Linux.SA_RESTART;
import static dev.interprocess.internal.abi.Linux.SA_SIGINFO;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Linux.sigaction;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SignalH;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What the process does when a signal comes: a {@code struct sigaction}. */
public final class SignalAction {
  // The header has pointers, which abi-check can't hold.
  private static final long SIG_DFL = 0;
  private static final long SIG_IGN = 1;

  /** Held by whoever looks at the action of a signal, changes it, and may put it back. */
  static final Object CHANGES = new Object();

  private final MemorySegment struct = Arena.ofAuto().allocate(sigaction.SIZEOF, 8);

  private SignalAction(long handler, int flags) {
    struct.set(JAVA_LONG, sigaction.sa_handler, handler);
    struct.set(JAVA_INT, sigaction.sa_flags, flags);
  }

  /** The signal's default action. */
  static SignalAction byDefault() {
    return new SignalAction(SIG_DFL, 0);
  }

  static SignalAction ignoring() {
    return new SignalAction(SIG_IGN, 0);
  }

  /** Our handler, with every signal blocked as long as it runs. */
  static SignalAction handling(HandlerTable table, int flags) {
    SignalAction action =
        new SignalAction(table.handler(), SA_SIGINFO | SA_RESTART | SA_ONSTACK | flags);
    action.struct.set(JAVA_LONG, sigaction.sa_mask, -1);
    return action;
  }

  /** The action of a signal as it is now. */
  public static SignalAction of(int signal) throws ErrnoException {
    SignalAction current = byDefault();
    ErrnoException.check("sigaction", SignalH.sigaction(signal, NULL, current.struct));
    return current;
  }

  /** Makes it the action of a signal. */
  void install(int signal) throws ErrnoException {
    ErrnoException.check("sigaction", SignalH.sigaction(signal, struct, NULL));
  }

  public boolean isDefault() {
    return handler() == SIG_DFL;
  }

  public boolean isIgnore() {
    return handler() == SIG_IGN;
  }

  boolean isOf(HandlerTable table) {
    return handler() == table.handler();
  }

  /** The address of the handler's code, 0 if there is none. */
  long code() {
    return isDefault() || isIgnore() ? 0 : handler();
  }

  private long handler() {
    return struct.get(JAVA_LONG, sigaction.sa_handler);
  }
}
