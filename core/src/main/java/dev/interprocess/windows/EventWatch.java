package dev.interprocess.windows;

import dev.interprocess.internal.console.EventQueue;
import dev.interprocess.internal.impl.EventReceiver;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The events of one receiver. */
final class EventWatch<E extends Enum<E>> implements EventReceiver.Source<E> {
  private final EventQueue queue;
  private final Map<Integer, E> events;
  private final Consumer<EventQueue> end;

  /**
   * Receives what is queued.
   *
   * @param events those that it receives, by their numbers
   * @param end ends it
   */
  EventWatch(EventQueue queue, Map<Integer, E> events, Consumer<EventQueue> end) {
    this.queue = queue;
    this.events = events;
    this.end = end;
  }

  /** The events by their numbers: at least one, and none twice. */
  static <E extends Enum<E>> Map<Integer, E> numbered(E[] events, ToIntFunction<E> number) {
    if (events.length == 0) {
      throw new IllegalArgumentException("nothing to receive");
    }
    return Arrays.stream(events)
        .collect(
            Collectors.toMap(
                number::applyAsInt,
                event -> event,
                (event, _) -> {
                  throw new IllegalArgumentException("twice: " + event);
                }));
  }

  @Override
  public @Nullable E take(long deadline) throws IOException {
    Integer number = queue.take(deadline);
    return number == null ? null : events.get(number);
  }

  @Override
  public boolean isOpen() {
    return queue.isOpen();
  }

  @Override
  public void close() {
    end.accept(queue);
  }

  @Override
  public String toString() {
    return events.values().stream()
        .sorted()
        .map(Object::toString)
        .collect(Collectors.joining(", ", "receiver of ", ""));
  }
}
