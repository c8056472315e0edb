package dev.interprocess.unix;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A signal that was received, and where it came from.
 *
 * <p>See {@code siginfo_t} in <a
 * href="https://man7.org/linux/man-pages/man2/sigaction.2.html">sigaction(2)</a>.
 *
 * @param signal which one
 * @param code why it was sent
 * @param pid the process that has sent it, and for {@link Code#CHILD} the child; empty if nobody
 *     has, if the sender is in another namespace of processes, and if the kernel had no memory left
 *     to remember who it was
 * @param uid the user of that process
 * @param value what the sender gave along with it ({@code sigqueue}, a timer, a message queue)
 * @param child what became of the child, for {@link Code#CHILD}
 * @param time when this process took it from the kernel
 * @param dropped how many of the same signal were lost since the one before it. A standard signal
 *     that waits already is not counted when it comes again: the kernel merges the two. One of the
 *     real-time signals is never lost
 */
public record ReceivedSignal(
    Signal signal,
    Code code,
    OptionalLong pid,
    OptionalLong uid,
    OptionalInt value,
    Optional<ChildChange> child,
    Instant time,
    long dropped) {

  /** Why a signal was sent. */
  public enum Code {
    /** By {@code kill}. */
    USER,
    /** By {@code sigqueue}, with a value. */
    QUEUE,
    /** To one thread, by {@code tgkill} or {@code pthread_kill}. */
    THREAD,
    /** By a timer of {@code timer_create}. */
    TIMER,
    /** A message has come to an empty message queue. */
    MESSAGE_QUEUE,
    /** Asynchronous input or output is done. */
    ASYNC_IO,
    /** A child has changed: {@link ReceivedSignal#child}. */
    CHILD,
    /** By the kernel: a terminal, an alarm, a limit, a descriptor that is ready. */
    KERNEL,
    /** Not known: see {@link dev.interprocess.Platform.Feature#SIGNAL_ORIGIN}. */
    UNKNOWN
  }
}
