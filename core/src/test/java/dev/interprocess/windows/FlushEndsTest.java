package dev.interprocess.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.SocketPair;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A flush to a peer that does not read: every way to end it does, and nothing stays open. */
@OnWindows
@Timeout(60)
class FlushEndsTest {
  @ParameterizedTest
  @EnumSource
  void byCloseWhichThePeerSees(ThreadKind kind) throws Exception {
    try (SocketPair<NamedPipeStream> pair = NamedPipeStream.pair()) {
      pair.first().write(ByteBuffer.allocate(100));
      assertThatThrownBy(() -> pair.first().flush(Duration.ofMillis(20)))
          .isInstanceOf(SocketTimeoutException.class);
      Task<Void> flush = Task.run(kind, () -> pair.first().flush()).awaitWaiting();
      pair.first().close();
      assertThat(flush.failure()).isInstanceOf(AsynchronousCloseException.class);
      assertThatThrownBy(() -> pair.second().write(ByteBuffer.allocate(1 << 20)))
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void byInterruptAndTheNextOneWaitsForThePeer(ThreadKind kind) throws Exception {
    try (SocketPair<NamedPipeStream> pair = NamedPipeStream.pair()) {
      pair.first().write(ByteBuffer.allocate(100));
      Task<Void> flush = Task.run(kind, () -> pair.first().flush()).awaitWaiting();
      flush.thread().interrupt();
      assertThat(flush.failure()).isInstanceOf(InterruptedIOException.class);
      Task<Void> next = Task.run(kind, () -> pair.first().flush()).awaitWaiting();
      assertThat(pair.second().readFully(100)).hasSize(100);
      next.get();
    }
  }
}
