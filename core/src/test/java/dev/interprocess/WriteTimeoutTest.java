package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interprocess.support.Fill;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A write that got part of the way says how far, and nothing that it counted is missing. */
@OnWindowsToo
class WriteTimeoutTest {
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void tellsHowFarAStreamGot(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      assertPartial(kind, pair.first(), pair.second());
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void tellsHowFarAPipeGot(ThreadKind kind) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      assertPartial(kind, pipe.writer(), pipe.reader());
    }
  }

  private static void assertPartial(ThreadKind kind, ByteWriter writer, ByteReader reader)
      throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(4 << 20);
    Task<Integer> write = Task.start(kind, () -> writer.write(buffer, Duration.ofMillis(20)));
    Exception failure = write.failure();
    assertThat(failure).isExactlyInstanceOf(SocketTimeoutException.class);
    int written = ((SocketTimeoutException) failure).bytesTransferred;
    assertThat(written).isPositive().isEqualTo(buffer.position());
    assertThat(Fill.drain(reader)).isEqualTo(written);
    writer.write(new byte[] {42});
    assertThat(reader.readFully(1)).containsExactly(42);
  }

  @Test
  void countsAllBuffersOfAGather() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      pipe.writer().writeTimeout(Duration.ofMillis(5));
      ByteBuffer[] buffers = {
        ByteBuffer.allocate(10), ByteBuffer.allocate(40_000), ByteBuffer.allocate(1 << 20)
      };
      SocketTimeoutException failure =
          catchThrowableOfType(SocketTimeoutException.class, () -> pipe.writer().write(buffers));
      assertThat(failure.bytesTransferred)
          .isGreaterThan(40_010)
          .isEqualTo(buffers[0].position() + buffers[1].position() + buffers[2].position());
      assertThat(Fill.drain(pipe.reader())).isEqualTo(failure.bytesTransferred);
    }
  }

  @Test
  void ofAFullBufferWritesNothing() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Fill.up(pair.first());
      ByteBuffer buffer = ByteBuffer.allocate(10);
      SocketTimeoutException failure =
          catchThrowableOfType(
              SocketTimeoutException.class,
              () -> pair.first().write(buffer, Duration.ofNanos(300_000)));
      assertThat(failure.bytesTransferred).isZero();
      assertThat(buffer.position()).isZero();
    }
  }
}
