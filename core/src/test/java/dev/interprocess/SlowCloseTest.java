package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.HeldLock;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The close of a listener while another process holds the lock of its name. */
class SlowCloseTest {
  @TempDir Path folder;

  private Path path() {
    return folder.resolve("a.sock");
  }

  private LocalListener<LocalStream> listen() throws Exception {
    return LocalStream.listen(LocalName.path(path()));
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void endsWaitsAtOnceAndRemovesTheFileLater(ThreadKind kind) throws Exception {
    LocalListener<LocalStream> listener = listen();
    Task<LocalStream> accept = Task.start(kind, listener::accept).awaitWaiting();
    try (HeldLock lock = HeldLock.of(path())) {
      Task<Void> close = Task.run(kind, listener::close).awaitWaiting();
      assertThat(accept.failure()).isInstanceOf(AsynchronousCloseException.class);
      assertThat(close.isDone()).isFalse();
      assertThat(listener.isOpen()).isFalse();
      assertThat(path()).exists();
      lock.release();
      close.get();
    }
    assertThat(path()).doesNotExist();
  }

  @Test
  void leavesNoNameThatLeadsNowhere() throws Exception {
    LocalListener<LocalStream> listener = listen();
    try (HeldLock lock = HeldLock.of(path())) {
      Task<Void> close = Task.run(listener::close).awaitWaiting();
      // Still a socket that listens: the client gets in, and is reset when it is gone.
      try (LocalStream client = LocalStream.connect(LocalName.path(path()))) {
        lock.release();
        close.get();
        assertThat(path()).doesNotExist();
        assertThatThrownBy(() -> client.read(new byte[1])).hasMessageContaining("ECONNRESET");
      }
    }
  }

  @Test
  void givesUpAndLeavesTheFileInTheEnd() throws Exception {
    LocalListener<LocalStream> listener = listen();
    try (HeldLock lock = HeldLock.of(path())) {
      listener.close();
      assertThat(path()).exists();
      lock.release();
    }
    assertThat(Files.exists(path())).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void isNotCutShortByAnInterrupt(ThreadKind kind) throws Exception {
    LocalListener<LocalStream> listener = listen();
    try (HeldLock lock = HeldLock.of(path())) {
      Task<Boolean> close =
          Task.start(
                  kind,
                  () -> {
                    Thread.currentThread().interrupt();
                    listener.close();
                    return Thread.interrupted();
                  })
              .awaitWaiting();
      close.thread().interrupt();
      lock.release();
      assertThat(close.get()).isTrue();
    }
    assertThat(path()).doesNotExist();
  }
}
