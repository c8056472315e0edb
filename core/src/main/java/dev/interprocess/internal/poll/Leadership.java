package dev.interprocess.internal.poll;

import static dev.interprocess.internal.abi.Linux.EPOLLIN;

import dev.interprocess.internal.libc.ErrnoException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Leader and followers: of the virtual threads that wait, one may wait in the kernel for all of
 * them, on the carrier that was added for that. When its own event comes it simply goes on, without
 * a hop from thread to thread; the others it unparks. Where many wait, a {@link Dispatcher} does
 * that for all. Otherwise the poller's thread leads.
 *
 * <p>The lead is vacant only while he who had it runs: the poller looks in now and then, and takes
 * it when it stays vacant or is held by one who does not come back. A leader to whom nothing comes
 * for a while hands it to the poller, so a carrier is never held for long.
 *
 * <p>All orders of the steps of a hand-over are tried by {@code LeadInterleavingTest}, with these
 * very classes: a change here is one to run it for, with {@code interprocess.full} too.
 */
@SuppressWarnings("ReferenceEquality") // leaders are told apart by identity
final class Leadership implements Registered {
  /** How often the poller looks in, which disturbs who leads. */
  static final int LOOK_MILLIS = 3;

  /** How long one may hold a carrier to whom nothing comes. */
  static final int PATIENCE_MILLIS = 10;

  private static final long VACANT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LOST_NANOS = TimeUnit.MILLISECONDS.toNanos(5 * PATIENCE_MILLIS);

  private static final Object POLLER = new Object();

  // The poller watches, and one virtual thread waits in a call of its own.
  private static final Object ALONE = new Object();

  private static final VarHandle LEADER;

  static {
    try {
      LEADER = MethodHandles.lookup().findVarHandle(Leadership.class, "leader", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Poller poller;
  private final Epoll epoll;
  private final AddedCarrier carrier = new AddedCarrier();

  // Null while it is vacant, POLLER, or a virtual thread. To and from POLLER it changes under this,
  // together with what the poller's epoll watches.
  private volatile @Nullable Object leader = POLLER;

  // A leader's, replaced after the lead was taken from one who may still use them.
  private volatile Kernel kernel;
  private volatile Interruption interruption;

  // How often leaders have come back from the kernel: a sign of life. Changed by the leader.
  private volatile long returns;

  private volatile long vacantSince;

  // One failed with events in his hands, or may have.
  private volatile boolean eventsLost;

  private final TakingLead takingLead = new TakingLead();
  private long returnsWhenTaken; // from the poller; changed under this

  private final Crowd crowd = new Crowd();

  // How often the dispatcher has been given the lead; changed under this.
  private volatile long bursts;

  private final LoneWaits loneWaits = new LoneWaits();

  // Whether one has waited alone lately, so that the poller looks in.
  private volatile boolean alone;
  private final LoneCall loneCall = new LoneCall(this);

  // A leader's: how well it paid for those before him.
  private final Spinning adaptive = new Spinning();

  // The poller's thread's own.
  private final EventBuffer pollersBuffer = new EventBuffer();
  private @Nullable Dispatcher dispatcher; // made at the first need
  private long returnsSeen;
  private long seenAt;

  /** The poller's, which leads at first. */
  Leadership(Poller poller, Epoll epoll) throws ErrnoException {
    this.poller = poller;
    this.epoll = epoll;
    this.kernel = new Kernel(epoll, new EventBuffer());
    this.interruption = new Interruption(epoll::wake);
    poller.epoll().add(epoll.fd(), EPOLLIN, this);
  }

  /** With which all that virtual threads wait for is registered. */
  Epoll epoll() {
    return epoll;
  }

  long returns() {
    return returns;
  }

  long bursts() {
    return bursts;
  }

  boolean hasAddedCarrier() {
    return carrier.wasAdded();
  }

  /** Whether the poller leads, and all has been told; otherwise it has to look in. */
  boolean isPollers() {
    return leader == POLLER && !alone && !eventsLost;
  }

  /**
   * Leads, if this thread may, until it is no longer awaited by it. Otherwise somebody else leads,
   * and it has to park.
   *
   * @return false if there is nothing left to do but park; if it has told itself of an event, no
   *     one else will unpark it
   */
  boolean lead(Readiness readiness, long deadline, WaitMode mode) throws ErrnoException {
    Thread me = Thread.currentThread();
    if (!take(me)) {
      return false;
    }
    try {
      Kernel mine = kernel;
      Interruption heard = interruption;
      if (leader != me) {
        return true; // taken since, so those may be the next leader's
      }
      boolean goesOn = true;
      boolean told = false;
      try {
        heard.start();
        boolean hasYielded = false;
        while (goesOn && leader == me && readiness.isAwaitedBy(me) && !me.isInterrupted()) {
          int patience = patience(deadline);
          int count = hasYielded ? mine.look() : poll(mine, mode, patience);
          countReturn();
          goesOn = patience > 0 && (hasYielded || count != 0);
          hasYielded = count > 0 && readiness.isAwaitedBy(me);
          if (count > 0) {
            crowd.add(hasYielded ? count : count - 1 - Crowd.FEW);
          }
          if (crowd.isThere()) {
            goesOn = false;
          } else if (hasYielded) {
            letOthersRun();
          }
        }
        told = true;
      } finally {
        leaveToNext(me, heard.stop() == heard, told);
      }
      if (!goesOn) {
        handToPoller(me);
      }
      return goesOn || !readiness.isAwaitedBy(me);
    } finally {
      vacantSince = System.nanoTime();
      LEADER.compareAndSet(this, me, null);
    }
  }

  /** A virtual thread is about to park, or to lead. */
  void noteWait(Thread me) {
    if (!crowd.isThere()) { // or many carriers would write here
      loneWaits.note(me);
    }
  }

  boolean isAlone(Thread me) {
    return loneWaits.areOf(me);
  }

  /** For one that is alone; null if it has to wait as usual. */
  @Nullable BlockingCall beginAlone(@Nullable Spinning looks) {
    if (crowd.isThere() || !isAlone(Thread.currentThread()) || !carrier.isThere()) {
      return null;
    }
    if (looks != null && !looks.passes()) {
      takingLead.allowNow(); // for when it has looked in vain
      return null;
    }
    try {
      return takeAlone() ? loneCall : null;
    } catch (ErrnoException e) {
      return null; // the next one who waits is told
    }
  }

  private synchronized boolean takeAlone() throws ErrnoException {
    if (leader == null) {
      handToPoller(null);
    }
    if (leader != POLLER) {
      return false;
    }
    leader = ALONE;
    if (!alone) {
      alone = true;
      poller.wake(); // so that it begins to look in
    }
    return true;
  }

  void endAlone() {
    countReturn();
    LEADER.compareAndSet(this, ALONE, POLLER);
  }

  /** All that is a leader's, before the next one may come. */
  private void leaveToNext(Object me, boolean servesOn, boolean told) {
    if (!told) {
      eventsLost = true;
    }
    Object now = leader;
    if (now != me && !(me == POLLER && now == ALONE)) {
      passWakeUpOn();
    } else if (!servesOn) {
      interruption = new Interruption(epoll::wake);
    }
  }

  /**
   * On this carrier, without a hop to another; afterwards one look may tell of all that they did.
   */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but the cost
  static void letOthersRun() {
    Thread.yield();
  }

  /**
   * Who asked and did not lead may have been told what was meant for him who does, or has failed.
   */
  private void passWakeUpOn() {
    epoll.wake();
  }

  boolean isLedBy(Dispatcher asking) {
    return leader == asking;
  }

  boolean isCrowded() {
    return crowd.isThere();
  }

  /** The dispatcher tells of what has come. */
  int tell(Dispatcher asking, EventBuffer itsOwn) throws ErrnoException {
    int count = pollOnce(asking, itsOwn);
    countReturn();
    if (count > 0) {
      crowd.notice(count);
    }
    return count;
  }

  /** The dispatcher has told of all that came, or only few come. */
  void endBurst(Dispatcher ending) throws ErrnoException {
    if (!crowd.isThere()) {
      takingLead.allow();
    }
    handToPoller(ending);
  }

  /** For others than a virtual thread of the user's. */
  private int pollOnce(Object me, EventBuffer buffer) throws ErrnoException {
    boolean told = false;
    try {
      int count = epoll.poll(buffer, 0);
      told = true;
      return count;
    } finally {
      leaveToNext(me, /* servesOn= */ true, told);
    }
  }

  private int poll(Kernel mine, WaitMode mode, int patience) throws ErrnoException {
    Spinning spinning = Spinning.of(mode, adaptive);
    int count = spinning == null || patience <= 0 ? 0 : spinning.spin(mine);
    return count == 0 && patience > 0 ? epoll.poll(mine.buffer(), patience) : count;
  }

  /** What a leader asks, and where its answers go. */
  private record Kernel(Epoll epoll, EventBuffer buffer) implements Spinning.Look<ErrnoException> {
    @Override
    public int look() throws ErrnoException {
      return epoll.poll(buffer, 0);
    }
  }

  /** In whole milliseconds: who has less left parks, and the poller leads meanwhile. */
  private static int patience(long deadline) {
    return deadline == Deadline.NONE
        ? PATIENCE_MILLIS
        : (int)
            Math.min(PATIENCE_MILLIS, TimeUnit.NANOSECONDS.toMillis(Deadline.remaining(deadline)));
  }

  private boolean take(Thread me) throws ErrnoException {
    Object seen = leader;
    if (seen == null) {
      if (!carrier.isThere()) {
        handToPoller(null);
      } else if (LEADER.compareAndSet(this, null, me)) {
        countReturn();
        return true;
      }
      return false;
    }
    return seen == POLLER && !crowd.isThere() && takingLead.isWorthIt() && takeFromPoller(me);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // there is one leader
  private void countReturn() {
    returns++;
  }

  private synchronized boolean takeFromPoller(Thread me) throws ErrnoException {
    if (leader != POLLER || !carrier.isThere()) {
      return false;
    }
    poller.epoll().modify(epoll.fd(), 0);
    returnsWhenTaken = returns;
    countReturn();
    leader = me;
    poller.wake(); // so that it begins to look in
    return true;
  }

  /** By the poller's thread. */
  @SuppressWarnings("NonAtomicOperationOnVolatileField") // under this
  private synchronized void giveToDispatcher() throws ErrnoException {
    if (leader == POLLER) {
      Dispatcher next = dispatcher == null ? new Dispatcher(this) : dispatcher;
      dispatcher = next;
      poller.epoll().modify(epoll.fd(), 0);
      carrier.withdraw();
      leader = next;
      bursts++;
      next.lead();
    }
  }

  // Never does the poller watch what another leads: it would be woken again and again.
  private synchronized void handToPoller(@Nullable Object from) throws ErrnoException {
    if (LEADER.compareAndSet(this, from, POLLER)) {
      boolean watched = false;
      try {
        poller.epoll().modify(epoll.fd(), EPOLLIN);
        watched = true;
      } finally {
        if (!watched) {
          leader = from;
          poller.wake(); // so that it looks in
        }
      }
    }
  }

  /** The poller leads, and there are events. */
  @Override
  public void onEvents(int events) {
    try {
      if (crowd.isThere() && leader == POLLER) {
        giveToDispatcher();
      } else {
        crowd.notice(pollOnce(POLLER, pollersBuffer));
      }
    } catch (ErrnoException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The poller looks in. */
  void lookIn() throws ErrnoException {
    if (eventsLost) {
      tellAll();
    }
    Object seen = leader;
    if (seen == POLLER && !alone) {
      return;
    }
    long now = System.nanoTime();
    if (seen == null) {
      if (now - vacantSince >= VACANT_NANOS) {
        handStaleToPoller();
      }
    } else if (returns != returnsSeen) {
      returnsSeen = returns;
      seenAt = now;
    } else if (seen == POLLER || seen == ALONE) {
      lookAfterAlone(now - seenAt);
    } else if (now - seenAt >= LOST_NANOS) {
      takeFrom(seen);
    }
  }

  /** Who waits alone for long does so without a carrier. */
  private void lookAfterAlone(long nanos) {
    if (nanos >= TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
      alone = false;
      if (leader == ALONE) { // or who comes now sees that the poller does not look in
        loneWaits.forget();
        loneCall.wake();
      }
    }
  }

  /** Who failed with events in his hands has not told everybody; nor has this if it fails. */
  private void tellAll() {
    boolean told = false;
    eventsLost = false;
    try {
      epoll.tellAll();
      told = true;
    } finally {
      if (!told) {
        eventsLost = true;
      }
    }
  }

  /** Others have waited in vain meanwhile: who leads here does something else afterwards. */
  private synchronized void handStaleToPoller() throws ErrnoException {
    handToPoller(null);
    if (leader == POLLER) { // or somebody has come meanwhile, and waits on that carrier
      takingLead.stayedVacant(returns - returnsWhenTaken);
      carrier.withdraw();
    }
  }

  /**
   * From one who should have come back long ago, and can't go on, as nobody gives him a carrier.
   */
  private synchronized void takeFrom(@Nullable Object lost) throws ErrnoException {
    if (leader == lost) {
      handToPoller(lost);
      if (lost == dispatcher) {
        crowd.disperse();
      } else {
        // Only now: who reads these and leads after that has those of before.
        kernel = new Kernel(epoll, new EventBuffer());
        interruption = new Interruption(epoll::wake);
      }
      eventsLost = true; // it may have some in its hands
    }
  }

  /** If it leads it is not parked, but asleep in the kernel. */
  void wake(Thread follower) {
    if (leader == follower) {
      epoll.wake();
    }
  }
}
