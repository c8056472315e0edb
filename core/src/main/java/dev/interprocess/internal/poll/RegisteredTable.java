package dev.interprocess.internal.poll;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What is registered, by the descriptor's number, which the kernel keeps small. To look one up
 * allocates nothing.
 */
final class RegisteredTable {
  private volatile AtomicReferenceArray<@Nullable Registered> slots =
      new AtomicReferenceArray<>(64);

  // Changed under this alone, as a table that grows is copied.
  private volatile int size;

  @Nullable Registered get(int fd) {
    AtomicReferenceArray<@Nullable Registered> seen = slots;
    return fd < seen.length() ? seen.get(fd) : null;
  }

  synchronized void put(int fd, Registered registered) {
    AtomicReferenceArray<@Nullable Registered> old = slots;
    if (fd >= old.length()) {
      AtomicReferenceArray<@Nullable Registered> longer =
          new AtomicReferenceArray<>(2 * Integer.highestOneBit(fd));
      for (int i = 0; i < old.length(); i++) {
        longer.setPlain(i, old.getPlain(i));
      }
      slots = longer;
    }
    if (slots.getAndSet(fd, registered) == null) {
      size++;
    }
  }

  synchronized void remove(int fd) {
    if (fd < slots.length() && slots.getAndSet(fd, null) != null) {
      size--;
    }
  }

  /** Tells all of them. */
  void tellAll(int events) {
    AtomicReferenceArray<@Nullable Registered> seen = slots;
    for (int fd = 0; fd < seen.length(); fd++) {
      Registered registered = seen.get(fd);
      if (registered != null) {
        registered.onEvents(events);
      }
    }
  }

  int size() {
    return size;
  }
}
