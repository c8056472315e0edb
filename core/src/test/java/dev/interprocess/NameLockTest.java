package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.support.Peers;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.AsynchronousCloseException;
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

  /** Returns when the lock is held. */
  private Process hold() throws Exception {
    Process peer =
        Peers.python(
            """
            import fcntl
            f = open(sys.argv[1] + '.lock', 'w'); fcntl.flock(f, fcntl.LOCK_EX)
            print('held'); sys.stdin.read(1); os.remove(sys.argv[1] + '.lock')
            """,
            path().toString());
    assertThat(peer.inputReader().readLine()).isEqualTo("held");
    return peer;
  }

  @Test
  void isWaitedFor() throws Exception {
    Process peer = hold();
    Task<LocalListener<LocalStream>> listen =
        Task.start(ThreadKind.VIRTUAL, this::listen).awaitWaiting();
    peer.outputWriter().close();
    listen.get().close();
    assertThat(path()).doesNotExist();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isLeftByAnInterrupt() throws Exception {
    Process peer = hold();
    Task<LocalListener<LocalStream>> listen =
        Task.start(ThreadKind.PLATFORM, this::listen).awaitWaiting();
    listen.thread().interrupt();
    assertThat(listen.failure()).isExactlyInstanceOf(InterruptedIOException.class);
    assertThat(path()).doesNotExist();
    peer.destroyForcibly();
  }

  @Test
  void isWaitedForByCloseWhichThenRemovesTheFile() throws Exception {
    LocalListener<LocalStream> listener = listen();
    Task<LocalStream> accept = Task.start(ThreadKind.VIRTUAL, listener::accept).awaitWaiting();
    Process peer = hold();
    Task<Void> close = Task.run(ThreadKind.VIRTUAL, listener::close).awaitWaiting();
    peer.outputWriter().close();
    close.get();
    assertThat(accept.failure()).isInstanceOf(AsynchronousCloseException.class);
    assertThat(path()).doesNotExist();
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
