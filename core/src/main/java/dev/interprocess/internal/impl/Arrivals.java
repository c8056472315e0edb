package dev.interprocess.internal.impl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What arrives, one after the other, for a {@code for} loop that waits for each. */
final class Arrivals<T> implements Iterator<T> {
  /** Waits for the next one; null at the end. */
  interface Next<T> {
    @Nullable T await() throws IOException;
  }

  private final Object source;
  private final Next<T> next;
  private @Nullable T arrived;

  /**
   * @param source whose {@code toString} is told to who asks beyond the end
   */
  Arrivals(Object source, Next<T> next) {
    this.source = source;
    this.next = next;
  }

  @Override
  public boolean hasNext() {
    try {
      arrived = arrived != null ? arrived : next.await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return arrived != null;
  }

  @Override
  public T next() {
    T taken = hasNext() ? arrived : null;
    arrived = null;
    if (taken == null) {
      throw new NoSuchElementException(source.toString());
    }
    return taken;
  }
}
