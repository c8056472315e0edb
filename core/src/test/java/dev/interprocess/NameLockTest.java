package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.support.HeldLock;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock beside a name, held by another process for longer than it should be. */
class NameLockTest {
  @TempDir Path folder;

  private Path path() {
    return folder.resolve("a.sock");
  }

  private LocalListener<LocalStream> listen() throws IOException {
    return LocalStream.listenOptions()
        .existing(Existing.REPLACE_STALE)
        .listen(LocalName.path(path()));
  }

  @Test
  void isWaitedFor() throws Exception {
    try (HeldLock lock = HeldLock.of(path())) {
      Task<LocalListener<LocalStream>> listen =
          Task.start(ThreadKind.VIRTUAL, this::listen).awaitWaiting();
      lock.release();
      listen.get().close();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isNoFileThatHasSomethingInIt() throws Exception {
    Path file = Files.writeString(folder.resolve("a.sock.lock"), "precious");
    assertThatThrownBy(this::listen).hasMessageContaining("EEXIST");
    assertThat(file).hasContent("precious");
  }

  @Test
  void isLeftByAnInterrupt() throws Exception {
    try (HeldLock lock = HeldLock.of(path())) {
      Task<LocalListener<LocalStream>> listen =
          Task.start(ThreadKind.PLATFORM, this::listen).awaitWaiting();
      listen.thread().interrupt();
      assertThat(listen.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      assertThat(path()).doesNotExist();
      assertThat(lock.holder().isAlive()).isTrue();
    }
  }

  @Test
  void ofAnotherUserIsRefusedAtOnce() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "root");
    Path lock = Files.createFile(folder.resolve("a.sock.lock"));
    Files.setAttribute(lock, "unix:uid", 65534);
    assertThatThrownBy(this::listen)
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("lock");
    assertThat(lock).exists();
    assertThat(path()).doesNotExist();
  }

  @Test
  void thatIsALinkIsNotFollowed() throws Exception {
    Path target = folder.resolve("target");
    Files.createSymbolicLink(folder.resolve("a.sock.lock"), target);
    assertThatThrownBy(this::listen)
        .isInstanceOf(IOException.class)
        .isInstanceOf(SystemError.class);
    assertThat(target).doesNotExist();
  }
}
