package dev.interprocess.internal.poll;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.interprocess.internal.libc.Target;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Where {@code epoll_wait} puts its events, for one thread at a time. */
final class EventBuffer {
  static final int EVENTS = 256;

  final MemorySegment errno = Arena.ofAuto().allocate(8);
  final MemorySegment events = Arena.ofAuto().allocate((long) EVENTS * Target.EPOLL_EVENT_SIZE, 8);

  int fd(int index) {
    return (int)
        events.get(
            JAVA_LONG_UNALIGNED, (long) index * Target.EPOLL_EVENT_SIZE + Target.EPOLL_EVENT_DATA);
  }

  int events(int index) {
    return events.get(JAVA_INT_UNALIGNED, (long) index * Target.EPOLL_EVENT_SIZE);
  }
}
