package dev.interprocess.windows;

import static dev.interprocess.windows.PipeProcess.Act.ACCEPT;
import static dev.interprocess.windows.PipeProcess.Act.DISCONNECT;
import static dev.interprocess.windows.PipeProcess.Act.LISTEN;
import static dev.interprocess.windows.PipeProcess.Act.READ_ONE;
import static dev.interprocess.windows.PipeProcess.Act.SHUTDOWN_OUTPUT;
import static dev.interprocess.windows.PipeProcess.Act.WRITE_MUCH;
import static dev.interprocess.windows.PipeProcess.Act.WRITE_ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Fill;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.EOFException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server's process is killed at each step: the client is told, and its name is free. */
@OnWindows
@Timeout(60)
class KilledServerTest {
  private final NamedPipeAddress address = PipeTests.address();
  private int before;
  private PipeProcess server;

  @BeforeEach
  void start() throws Exception {
    server = PipeProcess.start(address).does(LISTEN);
    before = OpenFiles.count();
  }

  @AfterEach
  void nothingIsLeftAndAnotherServerCanTakeTheName() throws Exception {
    server.close();
    PipeTests.assertServes(address);
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
  }

  @Test
  void whoComesLaterIsRefused() throws Exception {
    server.kill();
    assertThatThrownBy(() -> NamedPipeStream.connect(address))
        .isInstanceOf(ConnectException.class)
        .hasMessageEndingWith("(ERROR_FILE_NOT_FOUND)");
  }

  @Test
  void whoWasNotAcceptedReadsTheEnd() throws Exception {
    try (NamedPipeStream client = NamedPipeStream.connect(address)) {
      Task<Integer> read = PipeTests.reading(client);
      server.kill();
      PipeTests.assertIsGone(client, read);
    }
  }

  @Test
  void whoWaitsForAFreeInstanceIsRefused() throws Exception {
    try (NamedPipeStream first = NamedPipeStream.connect(address)) {
      Task<NamedPipeStream> second =
          Task.start(ThreadKind.VIRTUAL, () -> NamedPipeStream.connect(address)).awaitWaiting();
      server.kill();
      assertThat(second.failure()).isInstanceOf(ConnectException.class);
      PipeTests.assertIsGone(first, PipeTests.reading(first));
    }
  }

  @Test
  void whoReadsReadsTheEnd() throws Exception {
    try (NamedPipeStream client = NamedPipeStream.connect(address)) {
      server.does(ACCEPT);
      Task<Integer> read = PipeTests.reading(client);
      server.kill();
      PipeTests.assertIsGone(client, read);
    }
  }

  @Test
  void whoWritesIsToldThatNobodyReads() throws Exception {
    try (NamedPipeStream client = NamedPipeStream.connect(address)) {
      server.does(ACCEPT);
      Fill.up(client);
      Task<Void> write = Task.run(() -> client.write(new byte[1])).awaitWaiting();
      server.kill();
      PipeTests.assertNobodyReads(write.failure());
      PipeTests.assertIsGone(client, PipeTests.reading(client));
    }
  }

  @Test
  void whatItHasWrittenIsReadBeforeTheEnd() throws Exception {
    try (NamedPipeStream client = NamedPipeStream.connect(address)) {
      server.does(ACCEPT, WRITE_ONE);
      server.kill();
      assertThat(client.readFully(1)).containsExactly(1);
      PipeTests.assertIsGone(client, PipeTests.reading(client));
    }
  }

  @Test
  void amidAWriteWhatCameIsReadBeforeTheEnd() throws Exception {
    try (NamedPipeStream client = NamedPipeStream.connect(address)) {
      server.does(ACCEPT);
      server.begins(WRITE_MUCH);
      assertThat(client.readFully(1)).hasSize(1);
      server.kill();
      assertThat(client.inputStream().readAllBytes()).hasSizeLessThan(PipeProcess.MUCH);
      PipeTests.assertIsGone(client, PipeTests.reading(client));
    }
  }

  @Test
  void afterItsHalfCloseWritesFail() throws Exception {
    try (NamedPipeStream client = NamedPipeStream.connect(address)) {
      server.does(ACCEPT, SHUTDOWN_OUTPUT);
      assertThat(client.read(new byte[1])).isEqualTo(-1);
      client.write(new byte[1]);
      server.kill();
      PipeTests.assertIsGone(client, PipeTests.reading(client));
    }
  }

  @Test
  void afterItsDisconnectNothingIsLeftToRead() throws Exception {
    try (NamedPipeStream client = NamedPipeStream.connect(address)) {
      server.does(ACCEPT, WRITE_ONE, DISCONNECT);
      server.kill();
      PipeTests.assertNobodyReads(PipeTests.reading(client).failure());
    }
  }

  @Test
  void itsMessagesAreReceivedBeforeTheEnd() throws Exception {
    try (NamedPipeMessages client = NamedPipeMessages.connect(address)) {
      server.does(ACCEPT, WRITE_ONE);
      server.kill();
      assertThat(client.receive()).contains(new byte[] {1});
      assertThat(client.receive()).isEmpty();
      PipeTests.assertNobodyReads(Task.run(() -> client.send(ByteBuffer.allocate(0))).failure());
    }
  }

  @Test
  void aCallEndsWithoutAnAnswer() throws Exception {
    Task<Integer> call =
        Task.start(
                ThreadKind.VIRTUAL,
                () ->
                    NamedPipeMessages.call(
                        address,
                        ByteBuffer.allocate(1),
                        ByteBuffer.allocate(1),
                        Duration.ofSeconds(50)))
            .awaitWaiting();
    server.does(ACCEPT, READ_ONE);
    server.kill();
    assertThat(call.failure()).isExactlyInstanceOf(EOFException.class);
  }
}
