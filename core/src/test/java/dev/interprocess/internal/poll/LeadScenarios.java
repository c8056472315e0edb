package dev.interprocess.internal.poll;

import dev.interprocess.interleaving.Scenario;
import java.util.function.Supplier;

/** What is tried in all orders. */
enum LeadScenarios implements Supplier<Scenario> {
  ECHO(UsualScenarios.Echo::new),
  THREE_WAIT(UsualScenarios.ThreeWait::new),
  VACANT(UsualScenarios.Vacant::new),
  LEFT(UsualScenarios.Left::new),
  ROOM(UsualScenarios.Room::new),
  CONTINUATION(UsualScenarios.Continued::new),
  SPIN(UsualScenarios.Spin::new),
  INTERRUPT(EndedScenarios.Interrupted::new),
  INTERRUPT_AGAIN(EndedScenarios.InterruptedAgain::new),
  TIMEOUT(EndedScenarios.TimedOut::new),
  CLOSE(EndedScenarios.Closed::new),
  CLOSE_AMID_HAND_OVER(EndedScenarios.ClosedAmidHandOver::new),
  UNPARK(EndedScenarios.Unparked::new),
  ALONE(AloneScenarios.Joined::new),
  ALONE_AND_IDLE(AloneScenarios.Idle::new),
  ALONE_INTERRUPTED(AloneScenarios.Interrupted::new),
  ALONE_CLOSED(AloneScenarios.Closed::new),
  ALONE_WITH_ROOM(AloneScenarios.Room::new),
  ALONE_FOR_ROOM(AloneScenarios.ForRoom::new),
  CROWD(CrowdedScenarios.Crowd::new),
  CROWD_DISTURBED(CrowdedScenarios.Disturbed::new),
  CROWD_LOST(CrowdedScenarios.Lost::new),
  MOVE(MovingScenarios.Moved::new),
  MOVE_BACK(MovingScenarios.MovedBack::new),
  MOVE_AND_CLOSE(MovingScenarios.MovedAndClosed::new),
  FAILURE(LostLeadScenarios.Failing::new),
  FAILURE_OF_THE_POLLER(LostLeadScenarios.FailingPoller::new),
  LOST(LostLeadScenarios.Lost::new),
  LOST_AND_FOUND(LostLeadScenarios.LostAndFound::new),
  LOST_AND_FAILING(LostLeadScenarios.LostAndFailing::new);

  @SuppressWarnings("ImmutableEnumChecker") // a constructor
  private final Supplier<Scenario> made;

  LeadScenarios(Supplier<Scenario> made) {
    this.made = made;
  }

  @Override
  public Scenario get() {
    return made.get();
  }
}
