package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.OnWindowsToo;
import java.io.EOFException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of buffer, and nothing outside its range. */
@OnWindowsToo
class BuffersTest {
  @SuppressWarnings("NullAway.Init") // by open
  private SocketPair<LocalStream> pair;

  @BeforeEach
  void open() throws Exception {
    pair = LocalStream.pair();
  }

  @AfterEach
  void close() {
    pair.close();
  }

  static Stream<ByteBuffer> buffers() {
    return Stream.of(
        ByteBuffer.allocate(30),
        ByteBuffer.allocateDirect(30),
        ByteBuffer.allocate(50).position(10).slice().limit(30),
        ByteBuffer.allocateDirect(50).position(10).slice().limit(30),
        Arena.ofAuto().allocate(30).asByteBuffer());
  }

  @ParameterizedTest
  @MethodSource("buffers")
  void readsAndWritesFromPositionToLimit(ByteBuffer buffer) throws Exception {
    pair.first().write(new byte[] {1, 2, 3, 4, 5, 6});
    buffer.position(10).limit(14);
    assertThat(pair.second().read(buffer)).isEqualTo(4);
    assertThat(buffer.position()).isEqualTo(14);
    assertThat(buffer.get(9)).isZero();
    assertThat(buffer.get(13)).isEqualTo((byte) 4);
    assertThat(buffer.limit(30).get(14)).isZero();
    assertThat(pair.second().write(buffer.limit(13).position(11))).isEqualTo(2);
    assertThat(pair.first().readFully(2)).containsExactly(2, 3);
    assertThat(pair.second().write(buffer.limit(13).position(11).asReadOnlyBuffer())).isEqualTo(2);
    assertThat(pair.first().readFully(2)).containsExactly(2, 3);
  }

  @Test
  void memorySegments() throws Exception {
    try (Arena confined = Arena.ofConfined();
        Arena shared = Arena.ofShared()) {
      for (MemorySegment segment :
          List.of(confined.allocate(8), shared.allocate(8), MemorySegment.ofArray(new long[1]))) {
        segment.set(java.lang.foreign.ValueLayout.JAVA_BYTE, 7, (byte) 9);
        pair.first().write(segment);
        MemorySegment read = confined.allocate(8);
        assertThat(pair.second().read(read)).isEqualTo(8);
        assertThat(read.mismatch(segment)).isEqualTo(-1);
      }
      MemorySegment freed = Arena.ofAuto().allocate(1).asReadOnly();
      assertThatThrownBy(() -> pair.first().read(freed))
          .isInstanceOf(IllegalArgumentException.class);
    }
    MemorySegment closed;
    try (Arena arena = Arena.ofConfined()) {
      closed = arena.allocate(4);
    }
    assertThatThrownBy(() -> pair.first().write(closed)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void nothingIsAskedOrGivenWithoutRoom() throws Exception {
    assertThat(pair.first().read(new byte[0])).isZero();
    assertThat(pair.first().read(ByteBuffer.allocate(0))).isZero();
    assertThat(pair.first().write(ByteBuffer.allocate(0))).isZero();
    pair.first().write(new byte[0]);
    assertThat(pair.second().available()).isZero();
    assertThatThrownBy(() -> pair.first().read(ByteBuffer.allocate(1).asReadOnlyBuffer()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pair.first().read(new byte[1], 1, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void gatheringAndScatteringKeepTheOrder() throws Exception {
    Random random = new Random(1);
    ByteBuffer[] out = new ByteBuffer[20];
    ByteBuffer all = ByteBuffer.allocate(1 << 20);
    for (int i = 0; i < out.length; i++) {
      byte[] bytes = new byte[i % 5 == 0 ? 40_000 : random.nextInt(100)];
      random.nextBytes(bytes);
      all.put(bytes);
      out[i] = i % 2 == 0 ? ByteBuffer.wrap(bytes) : ByteBuffer.allocateDirect(bytes.length);
      if (i % 2 != 0) {
        out[i].put(bytes).flip();
      }
    }
    byte[] expected = new byte[all.position()];
    all.flip().get(expected);
    Thread writer =
        Thread.startVirtualThread(
            () -> {
              try {
                pair.first().write(out);
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    assertThat(pair.second().readFully(expected.length)).isEqualTo(expected);
    writer.join();
    assertThat(out).allMatch(buffer -> !buffer.hasRemaining());

    pair.first().write(new byte[] {1, 2, 3, 4, 5});
    ByteBuffer[] in = {ByteBuffer.allocate(2), ByteBuffer.allocate(0), ByteBuffer.allocate(9)};
    assertThat(pair.second().read(in)).isEqualTo(5);
    assertThat(in[0].array()).containsExactly(1, 2);
    assertThat(in[2].flip().remaining()).isEqualTo(3);
  }

  @Test
  void readFullySaysWhatIsMissing() throws Exception {
    pair.first().write(new byte[3]);
    pair.first().shutdownOutput();
    ByteBuffer buffer = ByteBuffer.allocate(10);
    assertThatThrownBy(() -> pair.second().readFully(buffer))
        .isInstanceOf(EOFException.class)
        .hasMessage("read " + pair.second() + ": end of stream, 7 bytes are missing");
    assertThat(buffer.position()).isEqualTo(3);
  }

  @Test
  void peekTakesNothing() throws Exception {
    pair.first().write(new byte[] {1, 2});
    ByteBuffer buffer = ByteBuffer.allocate(8);
    assertThat(pair.second().peek(buffer)).isEqualTo(2);
    assertThat(buffer.position()).isZero();
    assertThat(buffer.get(1)).isEqualTo((byte) 2);
    assertThat(pair.second().available()).isEqualTo(2);
  }
}
