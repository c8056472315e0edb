package dev.interprocess.internal.poll;

import dev.interprocess.internal.libc.SysSyscall;

/**
 * The call in which a virtual thread waits that does so time and again while no other does: the
 * read or write itself, on the carrier that was added. The poller watches for all others meanwhile.
 */
final class LoneCall extends BlockingCall {
  private static final int NOBODY = 0; // yet: to ask for a carrier's number takes a start's time

  private final Leadership leadership;

  LoneCall(Leadership leadership) {
    super(/* possible= */ true, NOBODY);
    this.leadership = leadership;
  }

  // No sooner: until here the thread may have gone to another carrier.
  @Override
  boolean isIn(int signalled) {
    int carrier = SysSyscall.gettid();
    if (carrier != signalled) {
      if (!WakeUpSignal.wakesThisThread()) {
        return false;
      }
      signalTo(carrier);
    }
    return true;
  }

  @Override
  public void giveBack() {
    leadership.endAlone();
  }

  @Override
  public void end() {
    super.end();
    leadership.endAlone();
  }
}
