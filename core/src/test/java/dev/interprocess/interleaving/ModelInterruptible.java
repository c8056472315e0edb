package dev.interprocess.interleaving;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;

/**
 * What {@link java.nio.channels.spi.AbstractInterruptibleChannel} is to its subclasses, told by
 * {@link Steps#interrupt}.
 */
public abstract class ModelInterruptible {
  private boolean closed;
  private boolean byInterrupt;

  protected ModelInterruptible() {}

  protected abstract void implCloseChannel();

  protected final void begin() {
    ModelThread me = Run.step("the interrupt status", true);
    me.inForeignCall = this;
    if (me.interrupted) {
      interrupt();
    }
  }

  protected final void end(boolean completed) throws AsynchronousCloseException {
    ModelThread me = Run.step("the interrupt status", true);
    me.inForeignCall = null;
    if (byInterrupt) {
      byInterrupt = false;
      throw new ClosedByInterruptException();
    }
    if (!completed && closed) {
      throw new AsynchronousCloseException();
    }
  }

  public final boolean isOpen() {
    return !closed;
  }

  /** Amid an interrupt, which has its lock: the other can't end the call meanwhile. */
  final void interrupt() {
    if (!closed) {
      closed = true;
      byInterrupt = true;
      implCloseChannel();
    }
  }
}
