package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory of every kind: taken as it is, refused as its own rules say, never left. */
class MemoryTest {
  private static final byte UNTOUCHED = 0x55;

  @TempDir Path folder;

  @Test
  void outsideTheRangeIsNeverWritten() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        Arena arena = Arena.ofConfined()) {
      byte[] array = new byte[30];
      MemorySegment direct = arena.allocate(30);
      ByteBuffer slice = ByteBuffer.wrap(new byte[40]).slice(5, 30);
      for (MemorySegment memory :
          new MemorySegment[] {
            MemorySegment.ofArray(array), direct, MemorySegment.ofBuffer(slice)
          }) {
        memory.fill(UNTOUCHED);
        pair.second().write(new byte[100]);
        ByteBuffer buffer = memory.asByteBuffer().position(10).limit(17);
        assertThat(pair.first().read(buffer)).isEqualTo(7);
        assertThat(pair.first().peek(buffer.position(12))).isEqualTo(5);
        byte[] expected = new byte[30];
        Arrays.fill(expected, UNTOUCHED);
        Arrays.fill(expected, 10, 17, (byte) 0);
        assertThat(memory.toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
        pair.first().readFully(93);
      }
    }
  }

  @Test
  void ofAMappedFileIsSentAndReceivedInto() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        FileChannel file =
            FileChannel.open(
                folder.resolve("file"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
      MappedByteBuffer mapped = file.map(MapMode.READ_WRITE, 0, 8192);
      mapped.put(4096, (byte) 7);
      pair.first().write(mapped.position(4090).limit(4100));
      MappedByteBuffer target = file.map(MapMode.READ_WRITE, 0, 8192);
      pair.second().readFully(target.position(100).limit(110));
      assertThat(target.get(106)).isEqualTo((byte) 7);
    }
  }

  @Test
  void thatIsReadOnlyIsSentButNotReceivedInto() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.second().write(new byte[9]);
      LocalStream stream = pair.first();
      ByteBuffer buffer = ByteBuffer.allocate(4).asReadOnlyBuffer();
      MemorySegment segment = MemorySegment.ofArray(new byte[4]).asReadOnly();
      Class<?> illegal = IllegalArgumentException.class;
      assertThatThrownBy(() -> stream.read(buffer)).isInstanceOf(illegal);
      assertThatThrownBy(() -> stream.peek(buffer)).isInstanceOf(illegal);
      assertThatThrownBy(() -> stream.readFully(buffer)).isInstanceOf(illegal);
      assertThatThrownBy(() -> stream.read(segment)).isInstanceOf(illegal);
      assertThatThrownBy(() -> stream.read(new ByteBuffer[] {ByteBuffer.allocate(1), buffer}))
          .isInstanceOf(illegal);
      assertThat(stream.available()).isEqualTo(9);
      stream.write(buffer);
      stream.write(segment);
      assertThat(pair.second().available()).isEqualTo(8);
    }
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker") // closed amid the test
  void thatIsFreedOrAnothersIsRefusedAndNothingIsLost() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        Arena mine = Arena.ofConfined()) {
      Arena freed = Arena.ofShared();
      MemorySegment gone = freed.allocate(4);
      freed.close();
      MemorySegment confined = mine.allocate(4);
      pair.second().write(new byte[4]);
      assertThatThrownBy(() -> pair.first().read(gone)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> pair.first().write(gone)).isInstanceOf(IllegalStateException.class);
      Task<Long> other = Task.start(ThreadKind.PLATFORM, () -> pair.first().read(confined));
      assertThat(other.failure()).isInstanceOf(WrongThreadException.class);
      assertThat(pair.first().read(confined)).isEqualTo(4);
      assertThat(pair.second().available()).isZero();
    }
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker") // closed amid the test
  void ofAnArenaThatIsClosedAmidTheWaitIsRefused() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Arena arena = Arena.ofShared();
      MemorySegment memory = arena.allocate(4);
      Task<Long> read =
          Task.start(ThreadKind.PLATFORM, () -> pair.first().read(memory)).awaitWaiting();
      arena.close();
      pair.second().write(new byte[] {1, 2});
      assertThat(read.failure()).isInstanceOf(IllegalStateException.class);
      assertThat(pair.first().readFully(2)).containsExactly(1, 2);
    }
  }
}
