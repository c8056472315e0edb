package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Buffers of every kind and size, one after the other and each of them again and again: the bytes
 * that come are those that were sent, and nothing outside of the range is touched.
 */
class MemoryExchangeTest {
  private static final int ROUNDS = 600;
  private static final int SMALL = 100;
  private static final int LARGE = 20_000; // no copy of it is made

  private static List<ByteBuffer> buffers(Arena confined, Arena shared) {
    List<ByteBuffer> buffers = new ArrayList<>();
    for (int size : new int[] {SMALL, LARGE}) {
      buffers.add(ByteBuffer.allocate(size));
      buffers.add(ByteBuffer.allocate(size + 9).slice(7, size));
      buffers.add(ByteBuffer.allocateDirect(size));
      buffers.add(ByteBuffer.allocateDirect(size + 9).slice(7, size));
      buffers.add(Arena.ofAuto().allocate(size).asByteBuffer());
      buffers.add(Arena.global().allocate(size).asByteBuffer());
      buffers.add(shared.allocate(size).asByteBuffer());
      buffers.add(confined.allocate(size).asByteBuffer());
    }
    return buffers;
  }

  /** A random range of a random buffer. */
  private static ByteBuffer next(List<ByteBuffer> buffers, Random random) {
    ByteBuffer buffer = buffers.get(random.nextInt(buffers.size()));
    int position = random.nextInt(buffer.capacity());
    int limit = position + 1 + random.nextInt(buffer.capacity() - position);
    return buffer.clear().limit(limit).position(position);
  }

  private static void writeAll(LocalStream stream) throws Exception {
    Random random = new Random(1);
    Random bytes = new Random(3);
    try (Arena confined = Arena.ofConfined();
        Arena shared = Arena.ofShared()) {
      List<ByteBuffer> buffers = buffers(confined, shared);
      for (int i = 0; i < ROUNDS; i++) {
        ByteBuffer buffer = next(buffers, random);
        buffer.duplicate().put(nextBytes(bytes, buffer.remaining()));
        stream.write(i % 2 == 0 ? buffer : buffer.asReadOnlyBuffer());
      }
    }
    stream.shutdownOutput();
  }

  private static long readAll(LocalStream stream) throws Exception {
    Random random = new Random(2);
    Random bytes = new Random(3);
    long total = 0;
    try (Arena confined = Arena.ofConfined();
        Arena shared = Arena.ofShared()) {
      List<ByteBuffer> buffers = buffers(confined, shared);
      while (true) {
        ByteBuffer buffer = next(buffers, random);
        int begin = buffer.position();
        byte[] expected = new byte[buffer.capacity()];
        buffer.duplicate().clear().put(expected);
        int count = stream.read(buffer);
        if (count < 0) {
          return total;
        }
        assertThat(buffer.position()).isEqualTo(begin + count);
        System.arraycopy(nextBytes(bytes, count), 0, expected, begin, count);
        assertThat(buffer.clear()).isEqualTo(ByteBuffer.wrap(expected));
        total += count;
      }
    }
  }

  /** Whatever the sizes that are asked for, the bytes are the same. */
  private static byte[] nextBytes(Random random, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) random.nextInt();
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource
  void movesWhatIsInRangeAndNothingElse(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Task<Void> writes = Task.run(kind, () -> writeAll(pair.first()));
      Task<Long> reads = Task.start(kind, () -> readAll(pair.second()));
      writes.get();
      assertThat(reads.get()).isGreaterThan(ROUNDS);
    }
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker") // closed amid the test
  void aBufferIsRefusedOnceItsArenaIsClosed() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Arena arena = Arena.ofShared();
      ByteBuffer buffer = arena.allocate(4).asByteBuffer();
      pair.second().write(new byte[6]);
      assertThat(pair.first().read(buffer)).isEqualTo(4);
      assertThat(pair.first().write(buffer.flip())).isEqualTo(4);
      arena.close();
      assertThatThrownBy(() -> pair.first().read(buffer.clear()))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> pair.first().write(buffer.clear()))
          .isInstanceOf(IllegalStateException.class);
      assertThat(pair.first().available()).isEqualTo(2);
      assertThat(pair.second().available()).isEqualTo(4);
    }
  }

  @Test
  void aSegmentMayBeAnArrayOfAnything() throws Exception {
    long[] longs = {1, 2, 3};
    long[] received = new long[4];
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().write(MemorySegment.ofArray(longs));
      assertThat(pair.second().read(MemorySegment.ofArray(received).asSlice(8))).isEqualTo(24);
      assertThat(received).containsExactly(0, 1, 2, 3);
      pair.first().write(MemorySegment.ofArray(longs).asReadOnly());
      assertThat(pair.second().available()).isEqualTo(24);
    }
  }
}
