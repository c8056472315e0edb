package dev.interprocess.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interleaving.Exploration;
import dev.interprocess.support.Scale;
import dev.interprocess.support.TestJvm;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The hand-over of the lead, in all orders of steps that depart from the plain one twice (three
 * times with {@code -Dinterprocess.full=true}), and in some at random that depart more often: who
 * sleeps in the kernel is the one who leads, on the carrier that was added; nobody who was told,
 * interrupted, closed or whose time is over sleeps on; no event waits longer than 4 ms for somebody
 * to see it, 60 where the leader is lost; in the end the lead is the poller's again.
 *
 * <p>What it finds is shown by calls that are left out of the classes, one at a time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES) // of all orders with interprocess.full
class LeadInterleavingTest {
  private static final int DEPARTURES = Scale.rounds(2, 3);
  private static final int RANDOM = Scale.rounds(500, 100_000);

  private TestJvm jvm;

  @BeforeAll
  void startOneForAll() throws IOException {
    jvm =
        TestJvm.start(
            "export JDK_JAVA_OPTIONS='-Djdk.virtualThreadScheduler.parallelism=1"
                + " -XX:+UseSerialGC'",
            Exploration.class,
            LeadScenarios.class.getName(),
            // Guesses, for which a lost update does no harm.
            "TakingLead.lastWait",
            "TakingLead.waitsByPoller",
            "TakingLead.pause",
            "LoneWaits.last",
            "LoneWaits.inARow",
            "Crowd.size",
            "Pollable.adaptive",
            "Pollable.looked",
            "Company.next",
            "Company.strangers");
  }

  @AfterAll
  void end() {
    jvm.close();
  }

  @ParameterizedTest
  @EnumSource
  void noOrderOfStepsDoesHarm(LeadScenarios scenario) throws IOException {
    assertThat(explore(scenario, DEPARTURES, RANDOM, "")).startsWith("ok ");
  }

  @ParameterizedTest
  @CsvSource({
    "THREE_WAIT, Readiness.unpark:unpark, nobody can go on",
    "THREE_WAIT, Leadership.lead:compareAndSet, has not given back the lead",
    "THREE_WAIT, Leadership.takeFromPoller:wake, the poller does not lead at the end",
    "THREE_WAIT, Leadership.takeFromPoller:modify, goes on without end",
    "TIMEOUT, Leadership.handToPoller:modify, leads and does not watch",
    "CLOSE, Readiness.unpark:wakeLeader, was told and sleeps",
    "CLOSE, Pollable.close:wake, waits for what is closed",
    "CLOSE_AMID_HAND_OVER, Leadership.leaveToNext:passWakeUpOn, was told and sleeps",
    "INTERRUPT, Interruption.implCloseChannel:run, was interrupted and waits",
    "INTERRUPT, Leadership.lead:isInterrupted, was interrupted and waits",
    "LEFT, Leadership.handStaleToPoller:withdraw, the carrier is still there",
    "CONTINUATION, Poller.execute:wake, what was handed over does not go on",
    "ALONE, Leadership.endAlone:compareAndSet, the poller does not lead at the end",
    "ALONE_AND_IDLE, Leadership.takeAlone:wake, has been in a call for long",
    "ALONE_AND_IDLE, Leadership.lookAfterAlone:wake, has been in a call for long",
    "ALONE_INTERRUPTED, BlockingCall.wake:send, is not woken in its call",
    "ALONE_WITH_ROOM, Pollable.block:signal, has not been told",
    "CROWD, Leadership.giveToDispatcher:lead, the dispatcher leads and rests",
    "CROWD, Leadership.endBurst:handToPoller, goes on without end",
    "CROWD_LOST, Leadership.lookIn:takeFrom, has not been told",
    "MOVE, Pollable.moveTo:remove, 2 watch",
    "MOVE, Pollers.add:start, has not been told",
    "MOVE_AND_CLOSE, Pollable.close:remove, 1 watch",
    "FAILURE, Leadership.lookIn:tellAll, has not been told",
    "FAILURE_OF_THE_POLLER, Poller.poll:tellAll, the operation does not go on",
    "LOST, Leadership.lookIn:takeFrom, has not been told",
    "LOST_AND_FOUND, Leadership.leaveToNext:passWakeUpOn, was interrupted and waits",
  })
  void aCallThatIsLeftOutIsMissed(LeadScenarios scenario, String leftOut, String found)
      throws IOException {
    assertThat(explore(scenario, 2, 0, leftOut)).contains(found);
  }

  private String explore(LeadScenarios scenario, int departures, int random, String leftOut)
      throws IOException {
    jvm.tell(scenario + " " + departures + " " + random + " " + leftOut);
    return jvm.hear().replace(Exploration.NEXT_LINE, "\n");
  }
}
