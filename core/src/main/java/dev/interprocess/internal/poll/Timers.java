package dev.interprocess.internal.poll;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is to go on at some time, the next first: a binary heap out of which any can be taken. */
final class Timers {
  // Guarded by this. Differences are compared, as nanoTime may overflow.
  private @Nullable Timer[] heap = new @Nullable Timer[16];
  private int size;

  /** Adds one; true if it is the next. */
  synchronized boolean add(Timer timer) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    put(timer, size++);
    rise(timer);
    return timer.index == 0;
  }

  synchronized void remove(Timer timer) {
    int index = timer.index;
    if (index >= 0) {
      Timer last = at(--size);
      heap[size] = null;
      timer.index = Timer.NOWHERE;
      if (last != timer) {
        put(last, index);
        sink(last);
        rise(last);
      }
    }
  }

  /** Takes out the next one if its time has come. */
  synchronized @Nullable Timer due(long now) {
    if (size == 0 || at(0).deadline - now > 0) {
      return null;
    }
    Timer next = at(0);
    remove(next);
    return next;
  }

  /** When the next one is due, {@link Deadline#NONE} if there is none. */
  synchronized long next() {
    return size == 0 ? Deadline.NONE : at(0).deadline;
  }

  private void rise(Timer timer) {
    while (timer.index > 0) {
      Timer parent = at((timer.index - 1) / 2);
      if (parent.deadline - timer.deadline <= 0) {
        return;
      }
      swap(timer, parent);
    }
  }

  private void sink(Timer timer) {
    while (true) {
      int child = 2 * timer.index + 1;
      if (child + 1 < size && at(child + 1).deadline - at(child).deadline < 0) {
        child++;
      }
      if (child >= size || at(child).deadline - timer.deadline >= 0) {
        return;
      }
      swap(at(child), timer);
    }
  }

  private void swap(Timer up, Timer down) {
    int index = up.index;
    put(up, down.index);
    put(down, index);
  }

  private void put(Timer timer, int index) {
    heap[index] = timer;
    timer.index = index;
  }

  @SuppressWarnings("NullAway") // below size all are there
  private Timer at(int index) {
    return heap[index];
  }
}
