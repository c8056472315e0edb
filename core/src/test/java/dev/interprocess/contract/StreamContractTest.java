package dev.interprocess.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.ByteWriter;
import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.support.Fill;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.SystemNames;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;

/** What every {@link LocalStream} does, however it was made. */
@OnWindowsToo
class StreamContractTest {
  @ParameterizedTest
  @Kinds(StreamKind.class)
  void bytesGoBothWaysAtOnceAndHalfCloseEndsOne(StreamKind kind) throws Exception {
    byte[] random = new byte[3 << 20];
    new Random(1).nextBytes(random);
    try (SocketPair<? extends LocalStream> pair = kind.open()) {
      Task<Void> there = Task.run(() -> writeAll(pair.first(), random));
      Task<Void> back = Task.run(ThreadKind.PLATFORM, () -> writeAll(pair.second(), random));
      Task<byte[]> first = Task.start(ThreadKind.VIRTUAL, () -> readAll(pair.first()));
      assertThat(readAll(pair.second())).isEqualTo(random);
      assertThat(first.get()).isEqualTo(random);
      there.get();
      back.get();
    }
  }

  private static void writeAll(LocalStream stream, byte[] bytes) throws IOException {
    stream.write(bytes);
    stream.shutdownOutput();
  }

  private static byte[] readAll(LocalStream stream) throws IOException {
    return stream.inputStream().readAllBytes();
  }

  @ParameterizedTest
  @Kinds(StreamKind.class)
  void afterHalfCloseTheOtherDirectionGoesOnAndWritesFail(StreamKind kind) throws Exception {
    try (SocketPair<? extends LocalStream> pair = kind.open()) {
      pair.first().shutdownOutput();
      assertThat(pair.second().read(new byte[1])).isEqualTo(-1);
      assertThatThrownBy(() -> pair.first().write(new byte[1])).is(kind.brokenPipe());
      pair.second().write("still".getBytes(UTF_8));
      assertThat(pair.first().readFully(5)).asString(UTF_8).isEqualTo("still");
    }
  }

  @ParameterizedTest
  @Kinds(StreamKind.class)
  void theHalvesCloseTheirDirectionsAndTheLastOneTheStream(StreamKind kind) throws Exception {
    try (SocketPair<? extends LocalStream> pair = kind.open()) {
      try (ByteWriter writer = pair.first().writer()) {
        writer.write(new byte[] {1});
      }
      assertThat(pair.second().readFully(1)).containsExactly(1);
      assertThat(pair.second().read(new byte[1])).isEqualTo(-1);
      assertThat(pair.first().isOpen()).isTrue();
      pair.first().reader().close();
      assertThat(pair.first().isOpen()).isFalse();
    }
  }

  @ParameterizedTest
  @Kinds(StreamKind.class)
  void peekAndAvailableTakeNothing(StreamKind kind) throws Exception {
    try (SocketPair<? extends LocalStream> pair = kind.open()) {
      assertThat(pair.second().available()).isZero();
      pair.first().write(new byte[] {1, 2, 3});
      ByteBuffer two = ByteBuffer.allocate(2);
      assertThat(pair.second().peek(two)).isEqualTo(2);
      assertThat(pair.second().available()).isEqualTo(3);
      assertThat(pair.second().readFully(3)).containsExactly(1, 2, 3);
    }
  }

  @ParameterizedTest
  @Kinds(StreamKind.class)
  void waitsEndByTimeInterruptAndCloseAndLoseNothing(StreamKind kind) throws Exception {
    for (ThreadKind thread : ThreadKind.values()) {
      try (SocketPair<? extends LocalStream> pair = kind.open()) {
        LocalStream stream = pair.first();
        assertThatThrownBy(() -> stream.read(ByteBuffer.allocate(1), Duration.ofMillis(5)))
            .isExactlyInstanceOf(SocketTimeoutException.class);
        Task<Integer> interrupted =
            Task.start(thread, () -> stream.read(new byte[1])).awaitWaiting();
        interrupted.thread().interrupt();
        assertThat(interrupted.failure()).isExactlyInstanceOf(InterruptedIOException.class);
        pair.second().write(new byte[] {9});
        assertThat(stream.readFully(1)).containsExactly(9);
        Fill.up(stream);
        Task<Void> write = Task.run(thread, () -> stream.write(new byte[1])).awaitWaiting();
        Task<Integer> read = Task.start(thread, () -> stream.read(new byte[1])).awaitWaiting();
        stream.close();
        assertThat(write.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
        assertThat(read.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
        assertThatThrownBy(() -> stream.read(new byte[1]))
            .isExactlyInstanceOf(ClosedChannelException.class);
      }
    }
  }

  @ParameterizedTest
  @Kinds(StreamKind.class)
  void aReadOnlyBufferIsRefusedAtOnce(StreamKind kind) throws Exception {
    ByteBuffer readOnly = ByteBuffer.allocate(1).asReadOnlyBuffer();
    try (SocketPair<? extends LocalStream> pair = kind.open()) {
      assertThatThrownBy(() -> pair.first().read(readOnly))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> pair.first().readAsync(readOnly))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @Kinds(StreamKind.class)
  void thePeerIsThisProcess(StreamKind kind) throws Exception {
    try (SocketPair<? extends LocalStream> pair = kind.open()) {
      if (kind.isOverChannel()) {
        assertThatThrownBy(pair.first()::peer).isInstanceOf(UnsupportedOperationException.class);
        return;
      }
      assertThat(pair.first().peer().pid()).isEqualTo(ProcessHandle.current().pid());
      assertThat(pair.second().peer().isSameUser()).isTrue();
      assertThat(pair.second().peer().executable()).contains(SystemNames.ownExecutable());
    }
  }
}
