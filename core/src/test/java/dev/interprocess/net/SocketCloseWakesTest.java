package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.net.SocketException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** "Any thread blocked in an operation upon this socket will throw a SocketException." */
@OnWindowsToo
class SocketCloseWakesTest {
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aRead(ThreadKind kind) throws Exception {
    try (Ends ends = Ends.local()) {
      Task<Integer> read =
          Task.start(kind, () -> ends.client().getInputStream().read()).awaitWaiting();
      ends.client().close();
      assertThat(read.failure())
          .isExactlyInstanceOf(SocketException.class)
          .hasMessage("Socket closed");
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aWrite(ThreadKind kind) throws Exception {
    try (Ends ends = Ends.local()) {
      Task<Void> write =
          Task.run(kind, () -> ends.client().getOutputStream().write(new byte[8 << 20]))
              .awaitWaiting();
      ends.client().getOutputStream().close();
      assertThat(write.failure()).isExactlyInstanceOf(SocketException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void anAccept(ThreadKind kind) throws Exception {
    closeAmidAccept(kind); // the JDK opens a socket of its own the first time
    int before = OpenFiles.count();
    closeAmidAccept(kind);
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  private static void closeAmidAccept(ThreadKind kind) throws Exception {
    try (Ends ends = Ends.local()) {
      Task<?> accept = Task.start(kind, () -> ends.listening().accept()).awaitWaiting();
      ends.listening().close();
      assertThat(accept.failure())
          .isExactlyInstanceOf(SocketException.class)
          .hasMessage("Socket closed");
    }
  }
}
