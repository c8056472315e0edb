package dev.interprocess.unix;

import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.signal.Ignoring;
import java.io.IOException;

/**
 * A signal that is ignored until this is closed: see {@link Signal#ignore}. Any thread may close
 * it.
 *
 * {@snippet :
 * try (Ignored interrupts = Signal.INT.ignore()) {
 *   new ProcessBuilder("vi", "notes").inheritIO().start().waitFor(); // Ctrl-C is vi's
 * }
 * }
 */
public final class Ignored implements AutoCloseable {
  private final Signal signal;
  private final Ignoring ignoring;

  private Ignored(Signal signal, Ignoring ignoring) {
    this.signal = signal;
    this.ignoring = ignoring;
  }

  static Ignored begin(Signal signal) throws IOException {
    SignalRules.check(signal);
    try {
      return new Ignored(signal, Ignoring.begin(signal.number()));
    } catch (ErrnoException e) {
      throw SystemErrors.of("ignore", signal, e);
    }
  }

  /** The signal. */
  public Signal signal() {
    return signal;
  }

  /** Lets it do what it did before. Further calls do nothing. */
  @Override
  public void close() {
    ignoring.end();
  }

  @Override
  public String toString() {
    return "ignored " + signal;
  }
}
