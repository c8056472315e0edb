package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixDatagram;
import dev.interprocess.unix.UnixSeqPacket;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever waits for a client or a message when it is closed: the name is free at once. */
class NameAfterCloseTest {
  private static final int ROUNDS = 100;

  private CompletableFuture<?> pending = CompletableFuture.completedFuture(null);

  /** What has a name. */
  private interface Opening<C extends Closeable> {
    C open() throws IOException;
  }

  /** What waits with it. */
  private interface Wait<C extends Closeable> {
    void on(C channel) throws Exception;
  }

  @ParameterizedTest
  @EnumSource
  void ofAnAcceptIsFree(ThreadKind kind) throws Exception {
    LocalName name = Names.namespaced();
    closeAndOpenAgain(() -> LocalStream.listen(name), LocalListener::accept, kind);
  }

  @ParameterizedTest
  @EnumSource
  void ofAServerIsFree(ThreadKind kind) throws Exception {
    LocalName name = Names.namespaced();
    closeAndOpenAgain(() -> LocalStream.listen(name), server -> server.serve(_ -> {}), kind);
  }

  @Test
  void ofAnAsynchronousAcceptIsFree() throws Exception {
    LocalName name = Names.namespaced();
    closeAndOpenAgain(() -> LocalStream.listen(name), server -> pending = server.acceptAsync());
    assertThat(pending).isDone();
  }

  @ParameterizedTest
  @EnumSource
  void ofASeqPacketServerIsFree(ThreadKind kind) throws Exception {
    UnixAddress name = UnixAddress.abstractName(Names.unique());
    closeAndOpenAgain(() -> UnixSeqPacket.listen(name), server -> server.serve(_ -> {}), kind);
  }

  @ParameterizedTest
  @EnumSource
  void ofAReceiverOfDatagramsIsFree(ThreadKind kind) throws Exception {
    UnixAddress name = UnixAddress.abstractName(Names.unique());
    closeAndOpenAgain(() -> UnixDatagram.bind(name), UnixDatagram::receive, kind);
  }

  private static <C extends Closeable> void closeAndOpenAgain(
      Opening<C> opening, Wait<? super C> wait, ThreadKind kind) throws Exception {
    closeAndOpenAgain(opening, opened -> Task.run(kind, () -> wait.on(opened)).awaitWaiting());
  }

  private static <C extends Closeable> void closeAndOpenAgain(
      Opening<C> opening, Wait<? super C> beginOfWait) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      C opened = opening.open(); // which fails if the name is still in use
      beginOfWait.on(opened);
      opened.close();
    }
  }
}
