package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Never a connection that is none: a client that finds no room waits, and gets in later. */
class FullBacklogTest {
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void waitsUntilOneIsAccepted(ThreadKind kind) throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions().backlog(0).listen(name)) {
      List<LocalStream> early = fill(name);
      Task<LocalStream> late = Task.start(kind, () -> LocalStream.connect(name)).awaitWaiting();
      listener.accept().close();
      try (LocalStream stream = late.get()) {
        assertThat(stream.peer().pid()).isEqualTo(ProcessHandle.current().pid());
      }
      early.forEach(LocalStream::close);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void timesOutInTimeAndLeavesNothingOpen(ThreadKind kind) throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions().backlog(0).listen(name)) {
      List<LocalStream> early = fill(name);
      int before = OpenFiles.count();
      for (Duration timeout : List.of(Duration.ZERO, Duration.ofMillis(200))) {
        long begin = System.nanoTime();
        Task<LocalStream> late =
            Task.start(kind, () -> LocalStream.connectOptions().timeout(timeout).connect(name));
        assertThat(late.failure())
            .isExactlyInstanceOf(SocketTimeoutException.class)
            .hasMessageContaining("backlog");
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
            .isBetween(timeout, timeout.plusSeconds(2));
      }
      assertThat(OpenFiles.count()).isEqualTo(before);
      early.forEach(LocalStream::close);
      assertThat(listener.isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void isLeftByAnInterrupt(ThreadKind kind) throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions().backlog(0).listen(name)) {
      List<LocalStream> early = fill(name);
      int before = OpenFiles.count();
      Task<LocalStream> late = Task.start(kind, () -> LocalStream.connect(name)).awaitWaiting();
      late.thread().interrupt();
      assertThat(late.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      assertThat(OpenFiles.count()).isEqualTo(before);
      early.forEach(LocalStream::close);
      assertThat(listener.isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void isRefusalOnceTheListenerCloses(ThreadKind kind) throws Exception {
    LocalName name = Names.namespaced();
    LocalListener<LocalStream> listener = LocalStream.listenOptions().backlog(0).listen(name);
    List<LocalStream> early = fill(name);
    int before = OpenFiles.count();
    Task<LocalStream> late = Task.start(kind, () -> LocalStream.connect(name)).awaitWaiting();
    listener.close();
    assertThat(late.failure()).isInstanceOf(ConnectException.class);
    assertThat(OpenFiles.count()).isLessThan(before);
    early.forEach(LocalStream::close);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void ofOneTakesThreeClientsInTurn(ThreadKind kind) throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions().backlog(1).listen(name)) {
      List<LocalStream> early = fill(name);
      assertThat(early).as("one more than the backlog, on Linux").hasSize(2);
      Task<LocalStream> third = Task.start(kind, () -> LocalStream.connect(name)).awaitWaiting();
      for (LocalStream client : early) {
        assertConnected(client, listener);
      }
      assertConnected(third.get(), listener);
    }
  }

  private static void assertConnected(LocalStream stream, LocalListener<LocalStream> listener)
      throws Exception {
    try (LocalStream client = stream;
        LocalStream accepted = listener.accept()) {
      client.write(new byte[] {7});
      assertThat(accepted.readFully(1)).containsExactly(7);
    }
  }

  @Test
  @Tag("slow")
  void isWaitedForTenSecondsUnlessAskedOtherwise() throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions().backlog(0).listen(name)) {
      List<LocalStream> early = fill(name);
      long begin = System.nanoTime();
      assertThatThrownBy(() -> LocalStream.connect(name))
          .isExactlyInstanceOf(SocketTimeoutException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
      early.forEach(LocalStream::close);
      assertThat(listener.isOpen()).isTrue();
    }
  }

  @Test
  void letsManyVirtualThreadsThrough() throws Exception {
    LocalName name = Names.namespaced();
    int count = 500;
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions().backlog(50).listen(name)) {
      List<Task<Byte>> clients = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        clients.add(
            Task.start(
                ThreadKind.VIRTUAL,
                () -> {
                  try (LocalStream stream = LocalStream.connect(name)) {
                    return stream.readFully(1)[0];
                  }
                }));
      }
      for (int i = 0; i < count; i++) {
        try (LocalStream stream = listener.accept()) {
          stream.write(new byte[] {42});
        }
      }
      for (Task<Byte> client : clients) {
        assertThat(client.get()).isEqualTo((byte) 42);
      }
    }
  }

  /** Connects until there is no more room. */
  private static List<LocalStream> fill(LocalName name) throws Exception {
    List<LocalStream> clients = new ArrayList<>();
    while (true) {
      try {
        clients.add(LocalStream.connectOptions().timeout(Duration.ZERO).connect(name));
      } catch (SocketTimeoutException e) {
        return clients;
      }
    }
  }
}
