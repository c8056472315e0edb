package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Fill;
import dev.interprocess.support.Names;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.channels.AsynchronousCloseException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Those who queue behind the one that waits are woken too, not only that one. */
@OnWindowsToo
class CloseWakesQueueTest {
  private static final int QUEUE = 5;

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void endsReadsBehindARead(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      List<Task<Void>> tasks = start(kind, () -> pair.first().read(new byte[1]));
      pair.first().close();
      assertAllClosed(tasks);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void endsWritesBehindAWrite(ThreadKind kind) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      Fill.up(pipe.writer());
      List<Task<Void>> tasks = start(kind, () -> pipe.writer().write(new byte[10_000]));
      pipe.writer().close();
      assertAllClosed(tasks);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void endsAcceptsBehindAnAccept(ThreadKind kind) throws Exception {
    LocalListener<LocalStream> listener = LocalStream.listen(Names.namespaced());
    List<Task<Void>> tasks = start(kind, () -> listener.accept().close());
    listener.close();
    assertAllClosed(tasks);
  }

  private static List<Task<Void>> start(ThreadKind kind, Task.Body body) throws Exception {
    List<Task<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < QUEUE; i++) {
      tasks.add(Task.run(kind, body).awaitWaiting());
    }
    return tasks;
  }

  private static void assertAllClosed(List<Task<Void>> tasks) {
    assertThat(tasks)
        .allSatisfy(
            task ->
                assertThat(task.failure()).isExactlyInstanceOf(AsynchronousCloseException.class));
  }
}
