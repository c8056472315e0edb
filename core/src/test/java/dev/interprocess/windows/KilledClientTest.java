package dev.interprocess.windows;

import static dev.interprocess.windows.PipeProcess.Act.CONNECT;
import static dev.interprocess.windows.PipeProcess.Act.SHUTDOWN_OUTPUT;
import static dev.interprocess.windows.PipeProcess.Act.WRITE_MUCH;
import static dev.interprocess.windows.PipeProcess.Act.WRITE_ONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.support.Fill;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Task;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client's process is killed at each step: the server is told, and serves the next one. */
@OnWindows
@Timeout(60)
class KilledClientTest {
  private final NamedPipeAddress address = PipeTests.address();
  private int before;
  private LocalListener<NamedPipeStream> listener;
  private PipeProcess client;

  @BeforeEach
  void start() throws Exception {
    client = PipeProcess.start(address);
    listener =
        NamedPipeStream.listenOptions()
            .option(NamedPipeOptions.MAX_INSTANCES, 1) // one that is lost is missed at once
            .listen(address);
    before = OpenFiles.count();
  }

  @AfterEach
  void nothingIsLeftAndTheNextOneIsServed() throws Exception {
    client.close();
    PipeTests.assertServes(listener, address);
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
    listener.close();
  }

  @Test
  void beforeItIsAcceptedItIsServedNevertheless() throws Exception {
    client.does(CONNECT, WRITE_ONE);
    client.kill();
    try (NamedPipeStream server = listener.accept()) {
      assertThat(server.readFully(1)).containsExactly(1);
      PipeTests.assertIsGone(server, PipeTests.reading(server));
    }
  }

  @Test
  void amidItsWaitForAFreeInstanceNobodyIsTold() throws Exception {
    try (NamedPipeStream first = NamedPipeStream.connect(address);
        NamedPipeStream server = listener.accept()) {
      client.begins(CONNECT);
      client.kill();
      first.write(new byte[] {1});
      assertThat(server.readFully(1)).containsExactly(1);
    }
  }

  @Test
  void whoReadsReadsTheEnd() throws Exception {
    client.does(CONNECT);
    try (NamedPipeStream server = listener.accept()) {
      Task<Integer> read = PipeTests.reading(server).awaitWaiting();
      client.kill();
      PipeTests.assertIsGone(server, read);
    }
  }

  @Test
  void whoWritesIsToldThatNobodyReads() throws Exception {
    client.does(CONNECT);
    try (NamedPipeStream server = listener.accept()) {
      Fill.up(server);
      Task<Void> write = Task.run(() -> server.write(new byte[1])).awaitWaiting();
      client.kill();
      PipeTests.assertNobodyReads(write.failure());
      PipeTests.assertIsGone(server, PipeTests.reading(server));
    }
  }

  @Test
  void amidAWriteWhatCameIsReadBeforeTheEnd() throws Exception {
    client.does(CONNECT);
    try (NamedPipeStream server = listener.accept()) {
      client.begins(WRITE_MUCH);
      assertThat(server.readFully(1)).hasSize(1);
      client.kill();
      assertThat(server.inputStream().readAllBytes()).hasSizeLessThan(PipeProcess.MUCH);
      PipeTests.assertIsGone(server, PipeTests.reading(server));
    }
  }

  @Test
  void afterItsHalfCloseWritesFail() throws Exception {
    client.does(CONNECT, SHUTDOWN_OUTPUT);
    try (NamedPipeStream server = listener.accept()) {
      assertThat(server.read(new byte[1])).isEqualTo(-1);
      server.write(new byte[1]);
      client.kill();
      PipeTests.assertIsGone(server, PipeTests.reading(server));
    }
  }

  @Test
  void whoWaitsUntilItHasReadEverythingWaitsNoMore() throws Exception {
    client.does(CONNECT);
    try (NamedPipeStream server = listener.accept()) {
      server.write(new byte[1]);
      Task<Void> flush = Task.run(server::flush).awaitWaiting();
      client.kill();
      flush.get();
    }
  }

  @Test
  void itsDisconnectFindsNobody() throws Exception {
    client.does(CONNECT, WRITE_ONE);
    try (NamedPipeStream server = listener.accept()) {
      client.kill();
      server.disconnect();
      PipeTests.assertNobodyReads(PipeTests.reading(server).failure());
    }
  }

  @Test
  void itsMessagesAreReceivedBeforeTheEnd() throws Exception {
    NamedPipeAddress other = PipeTests.address();
    try (LocalListener<NamedPipeMessages> messages = NamedPipeMessages.listen(other);
        PipeProcess sender = PipeProcess.start(other).does(CONNECT, WRITE_ONE);
        NamedPipeMessages server = messages.accept()) {
      sender.kill();
      assertThat(server.receive()).contains(new byte[] {1});
      assertThat(server.receive()).isEmpty();
      PipeTests.assertNobodyReads(Task.run(() -> server.send(ByteBuffer.allocate(0))).failure());
    }
  }
}
