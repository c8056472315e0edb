package dev.interprocess.unix;

import dev.interprocess.SignalReceiver;
import dev.interprocess.internal.impl.EventReceiver;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.signal.SignalInfo;
import dev.interprocess.internal.signal.SignalMode;
import dev.interprocess.internal.signal.Subscription;
import dev.interprocess.internal.signal.Subscriptions;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The signals of one receiver. */
final class SignalWatch implements EventReceiver.Source<ReceivedSignal> {
  private final Subscription subscription;
  private final String name;

  private SignalWatch(Subscription subscription, String name) {
    this.subscription = subscription;
    this.name = name;
  }

  static SignalReceiver<ReceivedSignal> of(Signal.Disposition disposition, List<Signal> signals)
      throws IOException {
    if (signals.isEmpty()) {
      throw new IllegalArgumentException("no signal to receive");
    }
    Set<Signal> once = new HashSet<>();
    for (Signal signal : signals) {
      SignalRules.check(signal);
      if (!once.add(signal)) {
        throw new IllegalArgumentException("twice: " + signal);
      }
    }
    String name =
        signals.stream().map(Signal::toString).collect(Collectors.joining(", ", "signals ", ""));
    List<Integer> numbers = signals.stream().map(Signal::number).toList();
    try {
      return new EventReceiver<>(
          new SignalWatch(Subscriptions.begin(numbers, mode(disposition)), name));
    } catch (ErrnoException e) {
      throw SystemErrors.of("watch", name, e);
    }
  }

  private static SignalMode mode(Signal.Disposition disposition) {
    return switch (disposition) {
      case CONSUME -> SignalMode.CONSUME;
      case CHAIN -> SignalMode.CHAIN;
      case DEFAULT -> SignalMode.ONCE;
    };
  }

  @Override
  public @Nullable ReceivedSignal take(long deadline) throws IOException {
    try {
      SignalInfo info = subscription.take(deadline);
      return info == null ? null : SignalDecoder.decode(info);
    } catch (ErrnoException e) {
      throw SystemErrors.of("receive", name, e);
    }
  }

  @Override
  public boolean isOpen() {
    return subscription.isOpen();
  }

  @Override
  public void close() {
    subscription.end();
  }

  @Override
  public String toString() {
    return name;
  }
}
