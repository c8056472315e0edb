package dev.interprocess.internal.signal;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.poll.Deadline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes signals over and gives them back.
 *
 * <p>A standard signal is served by the handler alone, on whatever thread it comes to, so that
 * nothing is blocked and those for one thread are served too. A real-time one is blocked in every
 * thread and read in one place, as two handlers that run at once would mix up the order; the
 * handler serves it only in threads in which it is not blocked, until it has blocked it there.
 */
final class SignalHub implements SignalQueues.Leading {
  private static final long LOOK_FOR_STRAYS = TimeUnit.MILLISECONDS.toNanos(250);

  // What could be opened stays for the next try, if descriptors run out amid it.
  private static @Nullable ThreadList openThreads;
  private static @Nullable SignalSource openSource;
  private static @Nullable SignalHub instance;

  private final HandlerTable table;
  private final SignalSource source;
  private final ThreadList threads;
  private final ThreadMasks masks;
  private final SignalQueues queues = new SignalQueues(this);

  // Guarded by this, which is held for long: all threads are asked while a mask is edited.
  private final Map<Integer, Takeover> takeovers = new HashMap<>();

  private volatile long blocked; // written under this
  private volatile long nextLook = Deadline.after(0); // for strays; written by who leads

  private SignalHub(HandlerTable table, SignalSource source, ThreadList threads)
      throws ErrnoException {
    this.table = table;
    this.source = source;
    this.threads = threads;
    this.masks = new ThreadMasks(table, threads);
  }

  static synchronized SignalHub of(HandlerTable table) throws ErrnoException {
    SignalHub hub = instance;
    if (hub == null) {
      ThreadList threads = openThreads;
      if (threads == null) {
        threads = new ThreadList();
        openThreads = threads;
      }
      SignalSource source = openSource;
      if (source == null) {
        source = new SignalSource(table);
        openSource = source;
      }
      hub = new SignalHub(table, source, threads);
      instance = hub;
    }
    return hub;
  }

  /** Whether that signal is received now. */
  static synchronized boolean receives(int signal) {
    return instance != null && (instance.queues.wanted() & SignalSet.of(signal)) != 0;
  }

  synchronized Subscription subscribe(Collection<Integer> signals, SignalMode mode)
      throws ErrnoException {
    for (int signal : signals) {
      Takeover takeover = takeovers.get(signal);
      if (takeover != null && takeover.mode() != mode) {
        throw new IllegalStateException(
            "watch " + SignalNames.of(signal) + ": received already, in another disposition");
      }
    }
    SignalQueue queue = new SignalQueue(SignalSet.of(signals));
    try {
      takeOver(signals, mode, queue);
    } catch (ErrnoException | RuntimeException e) {
      unsubscribe(queue);
      throw e;
    }
    return new Subscription(queues, queue, () -> end(queue));
  }

  private void takeOver(Collection<Integer> signals, SignalMode mode, SignalQueue queue)
      throws ErrnoException {
    List<Integer> fresh = new ArrayList<>(signals);
    fresh.removeAll(takeovers.keySet());
    for (int signal : fresh) {
      source.discard(signal); // what the last receiver has not read
    }
    queues.add(queue); // before the first can come
    long blockedBefore = blockedEverywhere(SignalSet.of(fresh));
    long toRead = 0;
    long toBlock = 0;
    long toUnblock = 0;
    for (int signal : fresh) {
      boolean wasBlocked = (blockedBefore & SignalSet.of(signal)) != 0;
      Takeover takeover = Takeover.of(signal, mode, wasBlocked, table, source.pipe(signal));
      takeovers.put(signal, takeover);
      toRead |= takeover.isBlocked() ? SignalSet.of(signal) : 0;
      toBlock |= takeover.toBlock();
      toUnblock |= takeover.toUnblock();
    }
    if (toRead != 0) {
      // First the reader, then those who leave it to him: in between the handler serves them.
      setBlocked(blocked | toRead);
    }
    edit(toBlock, toUnblock);
  }

  private void edit(long toBlock, long toUnblock) throws ErrnoException {
    if ((toBlock | toUnblock) != 0) {
      masks.edit(toBlock, toUnblock, SignalSet.of(takeovers.keySet()));
    }
  }

  /** Those of a set that no thread takes, as this process was started so. */
  private long blockedEverywhere(long set) throws ErrnoException {
    long left = set;
    for (int thread : threads.now()) {
      left &= ThreadStatus.blocked(thread);
      if (left == 0) {
        break;
      }
    }
    return left;
  }

  private void setBlocked(long signals) throws ErrnoException {
    blocked = signals;
    source.readBlocked(signals);
  }

  /** Ends the waits for it, and gives back what nobody else receives. */
  private synchronized void unsubscribe(SignalQueue queue) throws ErrnoException {
    if (!queues.remove(queue)) {
      return;
    }
    source.wake(); // the leader, which may be waiting for it
    long wanted = queues.wanted();
    List<Takeover> ended = new ArrayList<>(takeovers.values());
    ended.removeIf(takeover -> (wanted & SignalSet.of(takeover.signal())) != 0);
    long toLeave = 0;
    long toBlock = 0;
    long toUnblock = 0;
    for (Takeover takeover : ended) {
      if (takeover.isBlocked()) {
        takeover.unblock(table, source.pipe(takeover.signal()));
        toLeave |= SignalSet.of(takeover.signal());
      }
      toBlock |= takeover.toUnblock();
      toUnblock |= takeover.toBlock();
    }
    if (toLeave != 0) {
      setBlocked(blocked & ~toLeave);
    }
    // Unblocked as long as our handler is there: one that waits still would end the process.
    edit(toBlock, toUnblock);
    for (Takeover takeover : ended) {
      takeover.undo(table);
      takeovers.remove(takeover.signal());
    }
  }

  @Override
  public boolean read() throws ErrnoException {
    return source.read(queues);
  }

  @Override
  public void await(long deadline) throws IOException {
    try {
      source.await(blocked == 0 ? deadline : Math.min(nextLook, deadline));
    } catch (SocketTimeoutException e) {
      // For a look, or the caller sees that his time is over.
    }
    if (blocked != 0 && Deadline.remaining(nextLook) <= 0) {
      nextLook = Deadline.after(LOOK_FOR_STRAYS);
      freeStrays();
    }
  }

  /**
   * Frees signals that were sent to one thread, in which they are blocked: no other can take them.
   */
  private void freeStrays() throws ErrnoException {
    if (blocked == 0 || !ThreadStatus.hasQueuedSignals()) {
      return;
    }
    synchronized (this) {
      long set = blocked;
      List<Integer> held = threads.now();
      held.removeIf(thread -> (ThreadStatus.pending(thread) & set) == 0);
      if (!held.isEmpty()) {
        long inUse = SignalSet.of(takeovers.keySet());
        masks.edit(held, 0, set, inUse); // the handler takes them at once
        masks.edit(held, set, 0, inUse);
      }
    }
  }

  private void end(SignalQueue queue) {
    try {
      unsubscribe(queue);
    } catch (ErrnoException e) {
      throw new AssertionError("what was taken can be given back", e);
    }
  }
}
