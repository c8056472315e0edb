package dev.interprocess.internal.poll;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.spi.AbstractInterruptibleChannel;

/**
 * Hears of {@link Thread#interrupt} while a thread is in a foreign call. The JDK tells only its
 * channels, and closes them: so this is one, with nothing in it but the wake-up.
 */
final class Interruption extends AbstractInterruptibleChannel {
  private final Runnable wake;

  Interruption(Runnable wake) {
    this.wake = wake;
  }

  /** From here on an interrupt of the current thread wakes it, also one that came before. */
  void start() {
    begin();
  }

  /** Until here. What serves the next time: another, if an interrupt has used this one up. */
  Interruption stop() {
    try {
      end(/* completed= */ true);
    } catch (AsynchronousCloseException e) {
      // The status stays set, and the wait reports it by itself.
    }
    return isOpen() ? this : new Interruption(wake);
  }

  @Override
  protected void implCloseChannel() {
    wake.run();
  }
}
