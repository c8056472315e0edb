package dev.interprocess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interprocess.support.Fill;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.unix.Descriptor;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileTransferTest {
  private static final int SIZE = 3_000_001;

  @TempDir Path folder;

  private byte[] content() {
    byte[] bytes = new byte[SIZE];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  private FileChannel source() throws Exception {
    return FileChannel.open(
        Files.write(folder.resolve("source"), content()), StandardOpenOption.READ);
  }

  @Test
  void goesFromFileToFileWhole() throws Exception {
    Path target = folder.resolve("target");
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        FileChannel from = source();
        FileChannel to =
            FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Task<Long> read =
          Task.start(
              ThreadKind.PLATFORM,
              () -> pair.second().transferTo(to, 5) + pair.second().transferTo(to));
      assertThat(pair.first().transferFrom(from, Long.MAX_VALUE)).isEqualTo(SIZE);
      pair.first().shutdownOutput();
      assertThat(read.get()).isEqualTo(SIZE);
      assertThat(from.position()).isEqualTo(SIZE);
    }
    assertThat(target).hasBinaryContent(content());
  }

  @Test
  void takesAsMuchAsAskedFromThePositionOn() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        FileChannel from = source()) {
      from.position(1_000_000);
      assertThat(pair.first().transferFrom(from, 10)).isEqualTo(10);
      assertThat(from.position()).isEqualTo(1_000_010);
      assertThat(pair.second().readFully(10))
          .isEqualTo(java.util.Arrays.copyOfRange(content(), 1_000_000, 1_000_010));
      assertThat(pair.second().available()).isZero();
    }
  }

  @Test
  void stopsAtTheCountAndLeavesTheRest() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        FileChannel to =
            FileChannel.open(
                folder.resolve("t"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      pair.first().write(new byte[100]);
      assertThat(pair.second().transferTo(to, 40)).isEqualTo(40);
      assertThat(pair.second().available()).isEqualTo(60);
      assertThat(pair.second().transferTo(to, 0)).isZero();
    }
  }

  @Test
  void leavesThePositionBehindTheLastByteWrittenWhenItTimesOut() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        FileChannel from = source()) {
      pair.first().writeTimeout(Duration.ofMillis(10));
      assertThatThrownBy(() -> pair.first().transferFrom(from, SIZE))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(from.position()).isPositive().isEqualTo(Fill.drain(pair.second()));
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void thatIsInterruptedLeavesTheFileOpenAtTheRightPosition(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        FileChannel from = source()) {
      Task<Long> task =
          Task.start(kind, () -> pair.first().transferFrom(from, SIZE)).awaitWaiting();
      task.thread().interrupt();
      assertThat(task.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      assertThat(from.isOpen()).as("the user's file is open").isTrue();
      assertThat(from.position()).isEqualTo(Fill.drain(pair.second()));
    }
  }

  @Test
  void refusesAChannelThatDoesNotBlock() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.sink().configureBlocking(false);
    pipe.source().configureBlocking(false);
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      assertThatThrownBy(() -> pair.first().transferTo(pipe.sink()))
          .isInstanceOf(java.nio.channels.IllegalBlockingModeException.class);
      assertThatThrownBy(() -> pair.first().transferFrom(pipe.source(), 1))
          .isInstanceOf(java.nio.channels.IllegalBlockingModeException.class);
      assertThatThrownBy(() -> pair.first().transferTo(pipe.sink(), -1))
          .isInstanceOf(IllegalArgumentException.class);
    } finally {
      pipe.sink().close();
      pipe.source().close();
    }
  }

  /** Whose bytes are made as they are read, so that the kernel has no way to move them. */
  @Test
  void aFileOfProcIsTransferredByTheLoop() throws Exception {
    Path status = Path.of("/proc/self/status");
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        Descriptor file = Descriptor.open(status, StandardOpenOption.READ)) {
      long moved = pair.first().transferFrom(file.fileChannel(), Long.MAX_VALUE);
      assertThat(moved).isPositive();
      assertThat(new String(pair.second().readFully((int) moved), UTF_8)).startsWith("Name:");
    }
  }

  @Test
  void aTransferThatEndsByTimeTellsHowFarItGot() throws Exception {
    Path file = Files.write(Files.createTempFile("transfer", null), new byte[4 << 20]);
    try (Descriptor descriptor = Descriptor.open(file, StandardOpenOption.READ);
        FileChannel channel = FileChannel.open(file)) {
      assertThat(arrivedAndTold(descriptor.fileChannel())).satisfies(FileTransferTest::areEqual);
      assertThat(arrivedAndTold(channel)).satisfies(FileTransferTest::areEqual);
      assertThat(arrivedAndTold(Channels.newChannel(Files.newInputStream(file))))
          .satisfies(FileTransferTest::areEqual);
    } finally {
      Files.delete(file);
    }
  }

  private static void areEqual(long[] arrivedAndTold) {
    assertThat(arrivedAndTold[0]).isPositive().isEqualTo(arrivedAndTold[1]);
  }

  private static long[] arrivedAndTold(ReadableByteChannel source) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().writeTimeout(Duration.ofMillis(50));
      SocketTimeoutException thrown =
          catchThrowableOfType(
              SocketTimeoutException.class,
              () -> pair.first().transferFrom(source, Long.MAX_VALUE));
      pair.first().shutdownOutput();
      long arrived = pair.second().inputStream().readAllBytes().length;
      return new long[] {arrived, thrown.bytesTransferred};
    }
  }
}
