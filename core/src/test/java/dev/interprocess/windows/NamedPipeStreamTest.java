package dev.interprocess.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.SocketPair;
import dev.interprocess.SystemError;
import dev.interprocess.support.Fill;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.windows.NamedPipeOptions.Direction;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Streams of named pipes, where they have more than every stream. */
@OnWindows
class NamedPipeStreamTest {
  @Test
  void bytesGoOneWayWhereThePipeIsOfOneWay() throws Exception {
    for (Direction direction : new Direction[] {Direction.TO_CLIENT, Direction.TO_SERVER}) {
      try (SocketPair<NamedPipeStream> pair =
          PipeTests.connect(
              address ->
                  NamedPipeStream.listenOptions()
                      .option(NamedPipeOptions.DIRECTION, direction)
                      .listen(address),
              address ->
                  NamedPipeStream.connectOptions()
                      .option(NamedPipeOptions.DIRECTION, direction)
                      .connect(address))) {
        boolean toServer = direction == Direction.TO_SERVER;
        NamedPipeStream from = toServer ? pair.first() : pair.second();
        NamedPipeStream to = toServer ? pair.second() : pair.first();
        from.write(new byte[] {1, 2});
        assertThat(to.readFully(2)).containsExactly(1, 2);
        from.shutdownOutput();
        assertThat(to.read(new byte[1])).isEqualTo(-1);
        assertThatThrownBy(() -> to.write(new byte[1])).isInstanceOf(SystemError.class);
      }
    }
  }

  @Test
  void anEmptyWriteIsNothingAndNoEnd() throws Exception {
    try (SocketPair<NamedPipeStream> pair = NamedPipeStream.pair()) {
      pair.first().write(new byte[0]);
      pair.first().write(new ByteBuffer[] {ByteBuffer.allocate(0), ByteBuffer.allocate(0)});
      pair.first().outputStream().write(new byte[0]);
      pair.first().write(new byte[] {1});
      assertThat(pair.second().readFully(1)).containsExactly(1);
    }
  }

  @Test
  void aPipeOfByteTypeIsNotHalfClosed() throws Exception {
    try (SocketPair<NamedPipeStream> pair =
        PipeTests.connect(
            address ->
                NamedPipeStream.listenOptions()
                    .option(NamedPipeOptions.BYTE_TYPE, true)
                    .listen(address),
            NamedPipeStream::connect)) {
      assertThatThrownBy(() -> pair.first().shutdownOutput())
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("byte type");
      pair.first().write(new byte[] {1});
      assertThat(pair.second().readFully(1)).containsExactly(1);
    }
  }

  @Test
  void whatWasWrittenBeforeTheCloseIsStillRead() throws Exception {
    byte[] most = new byte[60_000];
    try (SocketPair<NamedPipeStream> pair = NamedPipeStream.pair()) {
      pair.second().write(most); // the server
      pair.second().close();
      assertThat(pair.first().inputStream().readAllBytes()).hasSize(most.length);
    }
    try (SocketPair<NamedPipeStream> pair = NamedPipeStream.pair()) {
      pair.first().write(most); // the client
      pair.first().close();
      assertThat(pair.second().inputStream().readAllBytes()).hasSize(most.length);
    }
  }

  @Test
  void aPieceThatWaitedTooLongIsStillDelivered() throws Exception {
    try (SocketPair<NamedPipeStream> pair = NamedPipeStream.pair()) {
      long total = Fill.up(pair.first());
      ByteBuffer one = ByteBuffer.wrap("x".getBytes(UTF_8));
      assertThatThrownBy(() -> pair.first().write(one, Duration.ofMillis(20)))
          .isExactlyInstanceOf(SocketTimeoutException.class);
      assertThat(one.position()).isZero(); // another piece is on its way still
      assertThat(Fill.drain(pair.second())).isEqualTo(total);
      pair.first().write(one);
      assertThat(pair.second().readFully(1)).asString(UTF_8).isEqualTo("x");
    }
  }

  @Test
  void flushWaitsForTheReader() throws Exception {
    try (SocketPair<NamedPipeStream> pair = NamedPipeStream.pair()) {
      pair.second().write(new byte[] {1});
      assertThatThrownBy(() -> pair.second().flush(Duration.ofMillis(50)))
          .isExactlyInstanceOf(SocketTimeoutException.class);
      Task<Void> flush = Task.run(() -> pair.second().flush());
      assertThat(flush.isDone()).isFalse();
      assertThat(pair.first().readFully(1)).containsExactly(1);
      flush.get();
    }
  }

  @Test
  void disconnectDropsTheClientAndWhatItHasNotRead() throws Exception {
    try (SocketPair<NamedPipeStream> pair = NamedPipeStream.pair()) {
      pair.second().write(new byte[] {1});
      pair.second().disconnect();
      assertThatThrownBy(() -> pair.first().readFully(1)).isInstanceOf(SystemError.class);
      assertThatThrownBy(() -> pair.first().write(new byte[1])).isInstanceOf(SystemError.class);
      assertThatThrownBy(() -> pair.first().disconnect())
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void bothEndsKnowWhoIsThereAndWhatThePipeIs() throws Exception {
    NamedPipeAddress address = PipeTests.address();
    try (LocalListener<NamedPipeStream> listener =
            NamedPipeStream.listenOptions()
                .option(NamedPipeOptions.MAX_INSTANCES, 7)
                .listen(address);
        NamedPipeStream client = NamedPipeStream.connect(address);
        NamedPipeStream server = listener.accept()) {
      for (NamedPipeStream end : new NamedPipeStream[] {client, server}) {
        WindowsCredentials peer = end.peer();
        assertThat(peer.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(peer.isSameUser()).isTrue();
        assertThat(peer.sid().orElseThrow()).startsWith("S-1-");
        assertThat(peer.user()).isNotEmpty();
        assertThat(end.info().ofMessages()).isTrue();
        assertThat(end.info().maxInstances()).hasValue(7);
        assertThat(end.address()).isEqualTo(address);
      }
      assertThat(server.info().server()).isTrue();
      assertThat(client.info().server()).isFalse();
      assertThat(client.peer().session()).isEqualTo(server.peer().session());
    }
  }

  @Test
  void impersonationEndsHoweverTheBodyDoes() throws Exception {
    try (SocketPair<NamedPipeStream> pair =
        PipeTests.connect(
            NamedPipeStream::listen,
            address ->
                NamedPipeStream.connectOptions()
                    .option(
                        NamedPipeOptions.SECURITY_QUALITY,
                        NamedPipeOptions.SecurityQuality.IMPERSONATION)
                    .connect(address))) {
      pair.first().write(new byte[] {1});
      pair.second().readFully(1);
      Task<String> task =
          Task.start(ThreadKind.PLATFORM, () -> pair.second().impersonate(() -> "done"));
      assertThat(task.get()).isEqualTo("done");
      Task<Object> thrown =
          Task.start(
              ThreadKind.PLATFORM,
              () ->
                  pair.second()
                      .impersonate(
                          () -> {
                            throw new IOException("body");
                          }));
      assertThat(thrown.failure()).hasMessage("body");
      Task<String> virtual =
          Task.start(ThreadKind.VIRTUAL, () -> pair.second().impersonate(() -> "never"));
      assertThat(virtual.failure()).isInstanceOf(WrongThreadException.class);
      assertThatThrownBy(() -> pair.first().impersonate(() -> "never"))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void anInputThatIsShutDownWakesItsReader() throws Exception {
    try (SocketPair<NamedPipeStream> pair = NamedPipeStream.pair()) {
      Task<Integer> read =
          Task.start(ThreadKind.VIRTUAL, () -> pair.first().read(new byte[1])).awaitWaiting();
      pair.first().shutdownInput();
      assertThat(read.get()).isEqualTo(-1);
      pair.first().write(new byte[] {1});
      assertThat(pair.second().readFully(1)).containsExactly(1);
    }
  }

  @Test
  void anOutputThatIsShutDownWakesItsWriterAndEndsThePeersReads() throws Exception {
    try (SocketPair<NamedPipeStream> pair = NamedPipeStream.pair()) {
      long total = Fill.up(pair.first());
      Task<Void> write = Task.run(() -> pair.first().write(ByteBuffer.allocate(1))).awaitWaiting();
      pair.first().shutdownOutput();
      assertThat(write.failure())
          .isInstanceOf(SystemError.class)
          .hasMessageContaining("ERROR_NO_DATA");
      assertThat((long) pair.second().inputStream().readAllBytes().length).isEqualTo(total);
    }
  }

  @Test
  void closeEndsAWriteThatWaits() throws Exception {
    try (SocketPair<NamedPipeStream> pair = NamedPipeStream.pair()) {
      Fill.up(pair.first());
      Task<Void> write = Task.run(() -> pair.first().write(new byte[1])).awaitWaiting();
      pair.first().close();
      assertThat(write.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
    }
  }

  @Test
  void nobodyThereIsToldByTheNameOfTheError() {
    NamedPipeAddress address = NamedPipeAddress.of("nobody-listens-here");
    assertThatThrownBy(() -> NamedPipeStream.connect(address))
        .isInstanceOf(ConnectException.class)
        .isInstanceOf(SystemError.class)
        .hasMessageStartingWith("connect pipe:nobody-listens-here: ")
        .hasMessageEndingWith(" (ERROR_FILE_NOT_FOUND)");
  }
}
