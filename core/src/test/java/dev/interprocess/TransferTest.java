package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Waiter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole streams and files through a connection. */
class TransferTest {
  private static final int SIZE = 3 << 20;

  @TempDir Path folder;
  private final byte[] bytes = new byte[SIZE];

  @BeforeEach
  void fill() {
    new Random(7).nextBytes(bytes);
  }

  @Test
  void fromFileToFile() throws Exception {
    Path source = Files.write(folder.resolve("source"), bytes);
    Path target = folder.resolve("target");
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        FileChannel in = FileChannel.open(source);
        FileChannel out =
            FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Waiter writer =
          Waiter.start(
              Waiter.Kind.PLATFORM,
              () -> {
                long count = pair.first().transferFrom(in.position(10), SIZE);
                pair.first().shutdownOutput();
                return count;
              });
      assertThat(pair.second().transferTo(out, 5)).isEqualTo(5);
      assertThat(pair.second().transferTo(out)).isEqualTo(SIZE - 15);
      assertThat(writer.outcome()).isEqualTo((long) SIZE - 10);
      assertThat(in.position()).isEqualTo(SIZE);
    }
    assertThat(Files.readAllBytes(target)).isEqualTo(Arrays.copyOfRange(bytes, 10, SIZE));
  }

  @Test
  void aFileStandsBehindTheLastByteThatWasWritten() throws Exception {
    Path source = Files.write(folder.resolve("source"), bytes);
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        FileChannel in = FileChannel.open(source)) {
      pair.first().writeTimeout(java.time.Duration.ofMillis(50));
      assertThatThrownBy(() -> pair.first().transferFrom(in, SIZE))
          .isInstanceOf(java.net.SocketTimeoutException.class);
      assertThat(in.position()).isPositive().isEqualTo(pair.second().available());
    }
  }

  @Test
  void bothWaysAtOnceUnderPressure() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Waiter echo =
          Waiter.start(Waiter.Kind.VIRTUAL, () -> pair.second().transferTo(pair.second()));
      Waiter writer =
          Waiter.start(
              Waiter.Kind.VIRTUAL,
              () -> {
                for (int from = 0, step = 1; from < SIZE; from += step, step = step * 3 % 99_991) {
                  pair.first().write(bytes, from, Math.min(step, SIZE - from));
                }
                pair.first().shutdownOutput();
                return "written";
              });
      assertThat(pair.first().readFully(SIZE)).isEqualTo(bytes);
      assertThat(writer.outcome()).isEqualTo("written");
      assertThat(echo.outcome()).isEqualTo((long) SIZE);
    }
  }
}
