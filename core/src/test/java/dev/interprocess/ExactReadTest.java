package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A read that takes just what is there leaves no trace: the next one waits, and is woken. */
@OnWindowsToo
class ExactReadTest {
  private static final int ROUNDS = 200;

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void ofAStreamDoesNotBlockTheNext(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      assertAlternates(kind, pair.first(), pair.second());
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void ofAPipeDoesNotBlockTheNext(ThreadKind kind) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      assertAlternates(kind, pipe.writer(), pipe.reader());
    }
  }

  private static void assertAlternates(ThreadKind kind, ByteWriter writer, ByteReader reader)
      throws Exception {
    for (int round = 1; round <= ROUNDS; round++) {
      int size = round;
      Task<byte[]> read =
          Task.start(
              kind,
              () -> {
                byte[] exact = new byte[size];
                assertThat(reader.read(exact)).isEqualTo(size);
                return exact;
              });
      if (round % 2 == 0) {
        read.awaitWaiting();
      }
      byte[] bytes = new byte[size];
      bytes[size - 1] = (byte) round;
      writer.write(bytes);
      assertThat(read.get()).isEqualTo(bytes);
    }
  }
}
