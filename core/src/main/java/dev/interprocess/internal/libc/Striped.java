package dev.interprocess.internal.libc;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few objects that any thread may borrow, without waiting and without allocating: each thread
 * looks in the slot of its own number first. What a {@code ThreadLocal} would hold for every one of
 * a million virtual threads is held here only for those that are inside a call at this moment.
 *
 * @param <T> what is lent
 */
public final class Striped<T> {
  private static final int SLOTS = 32;

  private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);

  /** Takes one out, or null if all are lent: make a new one then. */
  public @Nullable T take() {
    int home = home();
    for (int i = 0; i < SLOTS; i++) {
      int slot = (home + i) % SLOTS;
      if (slots.getPlain(slot) != null) {
        T taken = slots.getAndSet(slot, null);
        if (taken != null) {
          return taken;
        }
      }
    }
    return null;
  }

  /** Gives one back; returns what had to make room for it, which the caller then disposes of. */
  public @Nullable T give(T borrowed) {
    return slots.getAndSet(home(), borrowed);
  }

  private static int home() {
    return (int) (Thread.currentThread().threadId() % SLOTS);
  }
}
