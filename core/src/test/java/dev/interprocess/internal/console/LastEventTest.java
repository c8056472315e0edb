package dev.interprocess.internal.console;

import static dev.interprocess.internal.abi.Windows.CTRL_CLOSE_EVENT;
import static dev.interprocess.internal.abi.Windows.CTRL_LOGOFF_EVENT;
import static dev.interprocess.internal.abi.Windows.CTRL_SHUTDOWN_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The events after which the system ends the process as soon as the handler returns. No test can
 * have the system send them, so the handler is called as the system would, by its pointer.
 */
@OnWindows
class LastEventTest {
  @ParameterizedTest
  @ValueSource(ints = {CTRL_CLOSE_EVENT, CTRL_LOGOFF_EVENT, CTRL_SHUTDOWN_EVENT})
  void theHandlerReturnsWhenAllReceiversAreDone(int event) throws Exception {
    EventQueue first = ConsoleEvents.begin(Set.of(event));
    EventQueue second = ConsoleEvents.begin(Set.of(event));
    Task<Boolean> handler = Task.start(ThreadKind.PLATFORM, () -> call(event)).awaitWaiting();
    assertThat(first.take(Deadline.NONE)).isEqualTo(event);
    ConsoleEvents.end(first);
    assertThat(second.take(Deadline.NONE)).isEqualTo(event);
    assertThat(handler.isDone()).isFalse();
    ConsoleEvents.end(second);
    assertThat(handler.get()).isTrue();
  }

  @Test
  void oneThatIsNeverDoneHoldsItForTheGraceOnly() throws Exception {
    EventQueue never = ConsoleEvents.begin(Set.of(CTRL_CLOSE_EVENT));
    try {
      long begin = System.nanoTime();
      assertThat(call(CTRL_CLOSE_EVENT)).isTrue();
      assertThat(System.nanoTime() - begin)
          .isGreaterThanOrEqualTo(ConsoleEvents.grace(CTRL_CLOSE_EVENT));
    } finally {
      ConsoleEvents.end(never);
    }
  }

  @Test
  void whatNobodyReceivesIsLeftToTheJvm() throws Exception {
    EventQueue other = ConsoleEvents.begin(Set.of(CTRL_LOGOFF_EVENT));
    try {
      assertThat(call(CTRL_CLOSE_EVENT)).isFalse();
    } finally {
      ConsoleEvents.end(other);
    }
  }

  @SuppressWarnings("restricted")
  private static boolean call(int event) throws Exception {
    try {
      return (int)
              Linker.nativeLinker()
                  .downcallHandle(
                      ConsoleEvents.handler(),
                      FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                  .invokeExact(event)
          != 0;
    } catch (Throwable t) {
      throw new AssertionError(t);
    }
  }
}
