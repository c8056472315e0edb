package dev.interprocess.internal.poll;

import dev.interprocess.interleaving.Steps;
import java.util.concurrent.TimeUnit;

/** Whoever leads may be kept from going on for so long that the lead is taken from it. */
abstract class LostLead extends LeadScenario {
  static final int STALL_MILLIS = 80;

  private static final int LOST_MILLIS = 50 + 2 * Leadership.LOOK_MILLIS;

  @Override
  public boolean isAboutAStall() {
    return true;
  }

  @Override
  public long stall(Thread here, String step) {
    if (step.equals(Steps.PARKING)) {
      return 0; // whom it is about to unpark has been told, and nobody else can know that
    }
    Object leader = get(leadership(), "leader");
    boolean leads =
        leader == here || (leader instanceof Dispatcher && get(leader, "thread") == here);
    return leads ? STALL_MILLIS : 0;
  }

  @Override
  long latest() {
    return super.latest() + TimeUnit.MILLISECONDS.toNanos(LOST_MILLIS);
  }
}
