package dev.interprocess.support;

/** Both kinds of threads wait in different ways: in the kernel, and parked. */
public enum ThreadKind {
  PLATFORM,
  VIRTUAL;

  Thread start(Runnable body) {
    return this == VIRTUAL
        ? Thread.ofVirtual().start(body)
        : Thread.ofPlatform().daemon().start(body);
  }
}
