package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Scale;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A slow reader cuts writes anywhere; the bytes that arrive are those that were written. */
@OnWindowsToo
class PartialWriteTest {
  private static final int SIZE = Scale.rounds(6 << 20, 64 << 20);

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void ofAnOddSizeArrivesWhole(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      assertArrives(kind, pair.first(), pair.second(), 77_777);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void toAPipeArrivesWhole(ThreadKind kind) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create(4096)) {
      assertArrives(kind, pipe.writer(), pipe.reader(), 10_007);
    }
  }

  /**
   * What does not fill a page goes first, into the one that is begun: so each offset can be had.
   */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a piece that was begun stays whole")
  void atEveryOffsetGoesOnWhereItStopped() throws Exception {
    int page = 4096;
    try (UnnamedPipe pipe = UnnamedPipe.create(page)) {
      for (int offset = 1; offset < page; offset++) {
        pipe.writer().write(new byte[1]);
        byte[] sent = new byte[page + offset];
        new Random(offset).nextBytes(sent);
        ByteBuffer bytes = ByteBuffer.wrap(sent);
        SocketTimeoutException cut =
            catchThrowableOfType(
                SocketTimeoutException.class, () -> pipe.writer().write(bytes, Duration.ZERO));
        assertThat(cut.bytesTransferred).isEqualTo(offset);
        assertThat(bytes.position()).isEqualTo(offset);
        pipe.reader().readFully(1);
        ByteBuffer received = ByteBuffer.allocate(sent.length);
        pipe.reader().readFully(received.limit(offset));
        pipe.writer().write(bytes);
        pipe.reader().readFully(received.limit(sent.length));
        assertThat(received.array()).isEqualTo(sent);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void thatIsInterruptedGoesOnWhereItStopped(ThreadKind kind) throws Exception {
    int size = 2 << 20;
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      ByteBuffer bytes = random(size);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes.duplicate());
      // One cut is certain, as nobody reads yet; the others are wherever they fall.
      Task<Integer> first = Task.start(kind, () -> pair.first().write(bytes)).awaitWaiting();
      first.thread().interrupt();
      assertThat(first.failure()).isInstanceOf(InterruptedIOException.class);
      Task<byte[]> read = Task.start(ThreadKind.VIRTUAL, () -> digestOf(pair.second(), size));
      while (bytes.hasRemaining()) {
        Task<Integer> write = Task.start(kind, () -> pair.first().write(bytes));
        write.thread().interrupt();
        try {
          write.get();
        } catch (InterruptedIOException e) {
          assertThat(e.bytesTransferred).isLessThanOrEqualTo(size);
        }
      }
      assertThat(read.get()).isEqualTo(digest.digest());
    }
  }

  private static void assertArrives(
      ThreadKind kind, ByteWriter writer, ByteReader reader, int piece) throws Exception {
    Task<byte[]> read = Task.start(kind, () -> digestOf(reader, SIZE));
    ByteBuffer bytes = random(SIZE);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      ByteBuffer next = bytes.slice(bytes.position(), Math.min(piece, bytes.remaining()));
      while (next.hasRemaining()) {
        try {
          writer.write(next, Duration.ofNanos(20_000));
        } catch (SocketTimeoutException e) {
          assertThat(e.bytesTransferred).isLessThanOrEqualTo(next.position());
        }
      }
      bytes.position(bytes.position() + next.capacity());
    }
    assertThat(read.get()).isEqualTo(digest.digest());
  }

  /** Takes small and big bites, so that the writer is cut at every kind of place. */
  private static byte[] digestOf(ByteReader reader, int size) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Random random = new Random(7);
    int left = size;
    while (left > 0) {
      byte[] bite = new byte[Math.min(left, 1 + random.nextInt(9_000))];
      int count = reader.read(bite);
      digest.update(bite, 0, count);
      left -= count;
    }
    return digest.digest();
  }

  private static ByteBuffer random(int size) {
    byte[] bytes = new byte[size];
    new Random(42).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
