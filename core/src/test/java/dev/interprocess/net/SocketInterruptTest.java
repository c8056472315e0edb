package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An interrupt ends the wait on any kind of thread, and the socket goes on. */
@OnWindowsToo
class SocketInterruptTest {
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void endsARead(ThreadKind kind) throws Exception {
    try (Ends ends = Ends.local()) {
      interrupt(kind, () -> ends.client().getInputStream().read());
      ends.server().getOutputStream().write(7);
      assertThat(ends.client().getInputStream().read()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void endsAWriteAndTellsHowMuchIsWritten(ThreadKind kind) throws Exception {
    try (Ends ends = Ends.local()) {
      InterruptedIOException e =
          interrupt(
              kind,
              () -> {
                ends.client().getOutputStream().write(new byte[8 << 20]);
                return 0;
              });
      ends.client().shutdownOutput();
      assertThat(ends.server().getInputStream().readAllBytes()).hasSize(e.bytesTransferred);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void endsAnAccept(ThreadKind kind) throws Exception {
    try (Ends ends = Ends.local()) {
      interrupt(kind, () -> ends.listening().accept());
      try (Socket second = new LocalSocketFactory("unused").createSocket()) {
        second.connect(ends.listening().getLocalSocketAddress());
        ends.listening().accept().close();
        assertThat(second.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  private static InterruptedIOException interrupt(ThreadKind kind, Callable<?> operation)
      throws Exception {
    boolean[] status = new boolean[1];
    Task<?> task =
        Task.start(
                kind,
                () -> {
                  try {
                    return operation.call();
                  } finally {
                    status[0] = Thread.currentThread().isInterrupted();
                  }
                })
            .awaitWaiting();
    task.thread().interrupt();
    Exception failure = task.failure();
    assertThat(failure)
        .isInstanceOf(InterruptedIOException.class)
        .isNotInstanceOf(SocketTimeoutException.class);
    assertThat(status[0]).as("interrupt status").isTrue();
    return (InterruptedIOException) failure;
  }
}
