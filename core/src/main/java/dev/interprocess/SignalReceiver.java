package dev.interprocess;

import dev.interprocess.internal.impl.EventReceiver;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Receives signals. It is made by the kind of signal: {@link dev.interprocess.unix.Signal#watch},
 * {@link dev.interprocess.windows.CSignal#watch}, {@link
 * dev.interprocess.windows.ConsoleEvent#watch}.
 *
 * {@snippet :
 * try (SignalReceiver<ReceivedSignal> signals = Signal.watch(Signal.HUP)) {
 *   for (ReceivedSignal signal : signals.incoming()) {
 *     System.out.println(signal.signal() + " from " + signal.pid());
 *   }
 * }
 * }
 *
 * <p>Each receiver gets every one of its signals, whatever others receive; of the threads that wait
 * on one receiver, one gets it. What comes while nobody waits is kept. Any thread may call any
 * method. A virtual thread does not hold its carrier while it waits, and no thread of the library
 * is held either: as long as nobody waits and no callback is there, nothing runs.
 *
 * @param <S> what is known of a signal
 */
public sealed interface SignalReceiver<S> extends AutoCloseable permits EventReceiver {

  /**
   * Waits for the next signal.
   *
   * @throws java.io.InterruptedIOException if the thread is interrupted; its status stays set
   * @throws java.nio.channels.AsynchronousCloseException if this is closed meanwhile
   * @throws java.nio.channels.ClosedChannelException if this is closed
   * @throws IOException if the system refuses, as with {@code EMFILE} when no descriptor is left
   */
  S receive() throws IOException;

  /**
   * Waits for the next signal, at most so long; zero takes one only if it is there already.
   *
   * @return empty if the time is over
   * @throws IllegalArgumentException if the timeout is negative
   * @throws IOException as {@link #receive()} does
   */
  Optional<S> receive(Duration timeout) throws IOException;

  /**
   * The next signal, as soon as it is there, without a thread that waits. Several get theirs in the
   * order in which they asked. Who cancels it, or lets its time run out by {@code orTimeout}, loses
   * no signal. It completes in a virtual thread, exceptionally with what {@link #receive()} throws.
   */
  CompletableFuture<S> receiveAsync();

  /**
   * The signals, one after the other, for a {@code for} loop: {@code next} waits. It ends when this
   * is closed; everything else is thrown as {@link java.io.UncheckedIOException}.
   */
  Iterable<S> incoming();

  /**
   * Calls {@code callback} for each signal, one after the other, in a virtual thread, until this is
   * closed, which the callback itself may do. What it throws is logged, and the next signal is
   * waited for.
   *
   * @return this
   * @throws IllegalStateException if there is a callback already
   */
  SignalReceiver<S> onEach(Consumer<? super S> callback);

  /** Whether it was not closed yet. */
  boolean isOpen();

  /**
   * Ends the waits of others, forgets what was not received, and lets what happens to the signals
   * be what it was before, unless another receiver is there for them. Further calls do nothing.
   */
  @Override
  void close();
}
