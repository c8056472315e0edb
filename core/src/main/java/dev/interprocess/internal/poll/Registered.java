package dev.interprocess.internal.poll;

/** What is told of the events of a descriptor that is registered with an {@link Epoll}. */
interface Registered {
  void onEvents(int events);
}
