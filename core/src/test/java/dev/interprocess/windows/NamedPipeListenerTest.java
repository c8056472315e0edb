package dev.interprocess.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.interprocess.Access;
import dev.interprocess.Existing;
import dev.interprocess.LocalListener;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.support.Wine;
import java.net.BindException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Instances, their limit, and the name that is always there. */
@OnWindows
class NamedPipeListenerTest {
  @Test
  void beyondTheLimitAClientWaitsForAFreeInstance() throws Exception {
    NamedPipeAddress address = PipeTests.address();
    try (LocalListener<NamedPipeStream> listener =
            NamedPipeStream.listenOptions()
                .option(NamedPipeOptions.MAX_INSTANCES, 1)
                .listen(address);
        NamedPipeStream first = NamedPipeStream.connect(address);
        NamedPipeStream accepted = listener.accept()) {
      assertThatThrownBy(
              () ->
                  NamedPipeStream.connectOptions().timeout(Duration.ofMillis(50)).connect(address))
          .isExactlyInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("busy");
      Task<NamedPipeStream> second =
          Task.start(ThreadKind.VIRTUAL, () -> NamedPipeStream.connect(address)).awaitWaiting();
      first.close();
      accepted.close();
      try (NamedPipeStream client = second.get();
          NamedPipeStream server = listener.accept()) {
        client.write(new byte[] {1});
        assertThat(server.readFully(1)).containsExactly(1);
      }
    }
  }

  @Test
  void aClientMayComeBeforeOrAfterTheAcceptAndBeGoneAgain() throws Exception {
    NamedPipeAddress address = PipeTests.address();
    try (LocalListener<NamedPipeStream> listener = NamedPipeStream.listen(address)) {
      try (NamedPipeStream before = NamedPipeStream.connect(address);
          NamedPipeStream server = listener.accept()) {
        before.write(new byte[] {1});
        assertThat(server.readFully(1)).containsExactly(1);
      }
      Task<NamedPipeStream> accept =
          Task.start(ThreadKind.PLATFORM, listener::accept).awaitWaiting();
      try (NamedPipeStream after = NamedPipeStream.connect(address);
          NamedPipeStream server = accept.get()) {
        after.write(new byte[] {2});
        assertThat(server.readFully(1)).containsExactly(2);
      }
      try (NamedPipeStream gone = NamedPipeStream.connect(address)) {
        gone.write(new byte[] {3});
      }
      try (NamedPipeStream server = listener.accept()) {
        assertThat(server.inputStream().readAllBytes()).containsExactly(3);
      }
    }
  }

  @Test
  void theSecondOfTheNameIsRefused() throws Exception {
    assumeFalse(Wine.RUNS, "Wine ignores FILE_FLAG_FIRST_PIPE_INSTANCE");
    NamedPipeAddress address = PipeTests.address();
    try (LocalListener<NamedPipeStream> first = NamedPipeStream.listen(address)) {
      assertThatThrownBy(() -> NamedPipeStream.listen(address))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("(ERROR_ACCESS_DENIED)");
      assertThat(first.isOpen()).isTrue();
    }
  }

  @Test
  void aNameMayBeSharedIfBothWantTo() throws Exception {
    NamedPipeAddress address = PipeTests.address();
    var options = NamedPipeStream.listenOptions().option(NamedPipeOptions.FIRST_INSTANCE, false);
    try (LocalListener<NamedPipeStream> one = options.listen(address);
        LocalListener<NamedPipeStream> other = options.listen(address)) {
      // Whose instance a client gets is the system's choice.
      try (NamedPipeStream client = NamedPipeStream.connect(address)) {
        one.close();
        try (NamedPipeStream second = NamedPipeStream.connect(address);
            NamedPipeStream server = other.accept()) {
          assertThat(client.isOpen() && second.isOpen() && server.isOpen()).isTrue();
        }
      }
    }
  }

  @Test
  void theNameIsFreeAfterTheClose() throws Exception {
    NamedPipeAddress address = PipeTests.address();
    for (int i = 0; i < 20; i++) {
      try (LocalListener<NamedPipeStream> listener = NamedPipeStream.listen(address);
          NamedPipeStream client = NamedPipeStream.connect(address);
          NamedPipeStream server = listener.accept()) {
        client.write(new byte[] {1});
        assertThat(server.readFully(1)).containsExactly(1);
      }
    }
  }

  @Test
  void theCheckSendsClientsAway() throws Exception {
    NamedPipeAddress address = PipeTests.address();
    try (LocalListener<NamedPipeStream> listener =
            NamedPipeStream.listenOptions()
                .access(Access.owner().onlyIf(peer -> peer.pid() == 0))
                .listen(address);
        NamedPipeStream client = NamedPipeStream.connect(address)) {
      assertThatThrownBy(() -> listener.accept(Duration.ofMillis(200)))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(client.read(new byte[1])).isEqualTo(-1);
    }
  }

  @Test
  void whatCannotBeIsRefusedBeforeAnyCall() {
    assertThatThrownBy(() -> NamedPipeStream.listen(NamedPipeAddress.of("\\\\other\\pipe\\x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                NamedPipeStream.listenOptions()
                    .existing(Existing.REPLACE)
                    .listen(PipeTests.address()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(
            () ->
                NamedPipeStream.listenOptions()
                    .option(NamedPipeOptions.MAX_INSTANCES, 0)
                    .listen(PipeTests.address()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                NamedPipeStream.listenOptions().option(java.net.StandardSocketOptions.SO_SNDBUF, 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
