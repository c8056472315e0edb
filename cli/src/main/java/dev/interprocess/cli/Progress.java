package dev.interprocess.cli;

import java.util.concurrent.atomic.LongAdder;

/** Bytes moved and their rate, on one line of the terminal that standard error is; else nothing. */
final class Progress implements AutoCloseable {
  private static final long PERIOD_MILLIS = 200;

  private final LongAdder moved;
  private final long begin = System.nanoTime();
  private final Thread painter;

  private Progress(LongAdder moved) {
    this.moved = moved;
    this.painter = Thread.ofVirtual().unstarted(this::paint);
  }

  static Progress of(LongAdder moved) {
    Progress progress = new Progress(moved);
    // The console is where standard input and output are; a relay may use both for data.
    if (Terminal.isStandardError()) {
      progress.painter.start();
    }
    return progress;
  }

  private void paint() {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        System.err.print("\r" + line());
      }
    } catch (InterruptedException e) {
      System.err.println("\r" + line());
    }
  }

  private String line() {
    double bytes = moved.sum();
    double seconds = (System.nanoTime() - begin) / 1e9;
    return "%s, %s/s   ".formatted(Bytes.readable(bytes), Bytes.readable(bytes / seconds));
  }

  @Override
  public void close() {
    painter.interrupt();
    try {
      if (painter.getState() != Thread.State.NEW) {
        painter.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
