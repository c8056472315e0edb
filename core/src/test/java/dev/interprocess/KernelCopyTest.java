package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.Fifo;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Transfers that the kernel does alone: into pipes, and out of files whose descriptor is known. */
class KernelCopyTest {
  // What one holds.
  private static final int PIPE = 65_536;
  private static final byte[] RANDOM = new byte[3_000_017];

  static {
    new Random(5).nextBytes(RANDOM);
  }

  @TempDir Path folder;

  enum Source {
    STREAM,
    HALF,
    PIPE,
    FIFO
  }

  static Stream<Arguments> sourcesAndThreads() {
    return Arrays.stream(Source.values())
        .flatMap(s -> Arrays.stream(ThreadKind.values()).map(thread -> arguments(s, thread)));
  }

  /** A way in and a way out of it. */
  private record Way(ByteWriter in, ByteReader out, AutoCloseable all) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      all.close();
    }
  }

  private Way open(Source source) throws IOException {
    return switch (source) {
      case STREAM, HALF -> {
        SocketPair<LocalStream> pair = LocalStream.pair();
        LocalStream second = pair.second();
        yield new Way(
            pair.first().writer(), source == Source.HALF ? second.reader() : second, pair);
      }
      case PIPE -> {
        UnnamedPipe pipe = UnnamedPipe.create();
        yield new Way(pipe.writer(), pipe.reader(), pipe);
      }
      case FIFO -> {
        Fifo fifo = Fifo.create(folder.resolve("fifo"));
        PipeReader reader = fifo.openReader();
        yield new Way(
            fifo.openWriter(),
            reader,
            () -> {
              reader.close();
              fifo.close();
            });
      }
    };
  }

  @ParameterizedTest
  @MethodSource("sourcesAndThreads")
  void everyByteGoesThroughAPipe(Source source, ThreadKind kind) throws Exception {
    try (Way way = open(source);
        UnnamedPipe pipe = UnnamedPipe.create()) {
      Task<Void> write =
          Task.run(
              kind,
              () -> {
                way.in().write(RANDOM);
                way.in().close();
              });
      Task<Long> transfer =
          Task.start(
              kind,
              () -> {
                long moved = way.out().transferTo(pipe.writer());
                pipe.writer().close();
                return moved;
              });
      assertThat(pipe.reader().inputStream().readAllBytes()).isEqualTo(RANDOM);
      assertThat(transfer.get()).isEqualTo(RANDOM.length);
      write.get();
    }
  }

  @ParameterizedTest
  @MethodSource("sourcesAndThreads")
  void onlySoManyAsWereAskedForAndBackwardsToo(Source source, ThreadKind kind) throws Exception {
    try (Way way = open(source);
        UnnamedPipe pipe = UnnamedPipe.create()) {
      way.in().write(new byte[] {1, 2, 3, 4, 5});
      assertThat(Task.start(kind, () -> way.out().transferTo(pipe.writer(), 2)).get()).isEqualTo(2);
      assertThat(Task.start(kind, () -> pipe.writer().transferFrom(way.out(), 2)).get())
          .isEqualTo(2);
      assertThat(pipe.reader().readFully(4)).containsExactly(1, 2, 3, 4);
      assertThat(way.out().readFully(1)).containsExactly(5);
    }
  }

  @ParameterizedTest
  @MethodSource("sourcesAndThreads")
  void waitsForInputEndAndLeaveThePipeToOthers(Source source, ThreadKind kind) throws Exception {
    try (Way way = open(source);
        UnnamedPipe pipe = UnnamedPipe.create()) {
      way.out().readTimeout(Duration.ofMillis(20));
      assertThatThrownBy(() -> way.out().transferTo(pipe.writer()))
          .isExactlyInstanceOf(SocketTimeoutException.class);
      way.out().readTimeout(Duration.ofSeconds(50));
      Task<Long> transfer =
          Task.start(kind, () -> way.out().transferTo(pipe.writer())).awaitWaiting();
      pipe.writer().write(new byte[] {7}, 0, 1); // nobody holds its turn
      assertThat(pipe.reader().readFully(1)).containsExactly(7);
      transfer.thread().interrupt();
      assertThat(transfer.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      Task<Long> closed = Task.start(kind, () -> way.out().transferTo(pipe.writer()));
      closed.awaitWaiting();
      way.out().close();
      assertThat(closed.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("sourcesAndThreads")
  void waitsForRoomEndAndLoseNothing(Source source, ThreadKind kind) throws Exception {
    try (Way way = open(source);
        UnnamedPipe pipe = UnnamedPipe.create()) {
      if (way.in() instanceof PipeWriter writer) {
        writer.capacity(256 << 10);
      }
      byte[] sent = Arrays.copyOf(RANDOM, 100_000);
      way.in().write(sent, 0, PIPE);
      Task<Long> transfer =
          Task.start(kind, () -> way.out().transferTo(pipe.writer())).awaitWaiting();
      // After so much at once the kernel moves alone, and the pipe is full.
      assertThat(pipe.reader().available()).isEqualTo(PIPE);
      way.in().write(sent, PIPE, sent.length - PIPE);
      awaitFullPipe(transfer);
      transfer.thread().interrupt();
      assertThat(transfer.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      assertThat(pipe.reader().readFully(PIPE)).isEqualTo(Arrays.copyOf(sent, PIPE));
      assertThat(way.out().readFully(sent.length - PIPE))
          .isEqualTo(Arrays.copyOfRange(sent, PIPE, sent.length));
      way.in().write(sent, 0, PIPE);
      Task<Long> broken =
          Task.start(kind, () -> way.out().transferTo(pipe.writer())).awaitWaiting();
      way.in().write(sent, PIPE, sent.length - PIPE);
      awaitFullPipe(broken);
      pipe.reader().close();
      assertThat(broken.failure())
          .isInstanceOf(SystemError.class)
          .hasMessage("write (splice) pipe: Broken pipe (EPIPE)");
    }
  }

  /**
   * Input that comes between a call that found none and the look for why: the pipe was full before,
   * so what would wake those who wait for room is set up, and has nothing to report.
   */
  @ParameterizedTest
  @MethodSource("sourcesAndThreads")
  void inputThatComesAtTheWrongMomentIsNotTakenForAFullPipe(Source source, ThreadKind kind)
      throws Exception {
    try (Way way = open(source);
        UnnamedPipe pipe = UnnamedPipe.create()) {
      way.in().write(RANDOM, 0, PIPE);
      Task<Long> transfer =
          Task.start(kind, () -> way.out().transferTo(pipe.writer())).awaitWaiting();
      way.in().write(RANDOM, 0, PIPE / 2);
      awaitFullPipe(transfer);
      pipe.reader().readFully(PIPE + PIPE / 2);
      // At any moment of the transfer's, and few: the pipe must not be full again.
      for (int i = 0; i < 20_000; i += 2) {
        way.in().write(RANDOM, i, 1);
        long until = System.nanoTime() + (RANDOM[i] & 0xFF) * 400L;
        while (System.nanoTime() < until) {
          Thread.onSpinWait();
        }
        way.in().write(RANDOM, i + 1, 1);
        assertThat(pipe.reader().readFully(2)).isEqualTo(Arrays.copyOfRange(RANDOM, i, i + 2));
      }
      way.in().close();
      assertThat(transfer.get()).isEqualTo(PIPE + PIPE / 2 + 20_000);
    }
  }

  /** It waits for room, no longer for input. */
  private static void awaitFullPipe(Task<?> transfer) throws Exception {
    while (Arrays.stream(transfer.thread().getStackTrace())
        .noneMatch(frame -> frame.getMethodName().equals("spliceOrWaitForRoom"))) {
      Thread.sleep(1);
    }
    transfer.awaitWaiting();
  }

  @Test
  void packetsStayPackets() throws Exception {
    try (UnnamedPipe packets = UnnamedPipe.createPackets();
        UnnamedPipe bytes = UnnamedPipe.create()) {
      packets.writer().write(new byte[3]);
      packets.writer().write(new byte[2]);
      assertThat(packets.reader().transferTo(bytes.writer(), 5)).isEqualTo(5);
      assertThat(bytes.reader().transferTo(packets.writer(), 5)).isEqualTo(5);
      assertThat(packets.reader().read(new byte[100])).isEqualTo(5);
    }
  }

  private Descriptor file() throws IOException {
    Path path = folder.resolve("file");
    Files.write(path, RANDOM);
    return Descriptor.open(path);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aFilesBytesGoIntoPipesAndStreams(ThreadKind kind) throws Exception {
    try (Descriptor file = file();
        UnnamedPipe pipe = UnnamedPipe.create();
        SocketPair<LocalStream> pair = LocalStream.pair();
        SocketPair<LocalStream> shared = LocalStream.pair();
        LocalStream duplicate = LocalStream.duplicateOf(shared.first())) {
      assertThat(duplicate.isOpen()).isTrue();
      assertGoesThrough(kind, file, pipe.writer(), pipe.reader());
      assertGoesThrough(kind, file, pair.first().writer(), pair.second());
      assertGoesThrough(kind, file, shared.first(), shared.second());
    }
  }

  private static void assertGoesThrough(
      ThreadKind kind, Descriptor file, ByteWriter writer, ByteReader reader) throws Exception {
    SeekableByteChannel channel = file.fileChannel();
    channel.position(1);
    Task<Long> transfer =
        Task.start(
            kind,
            () -> {
              long some = writer.transferFrom(channel, 1000);
              return some + writer.transferFrom(channel, Long.MAX_VALUE);
            });
    assertThat(reader.readFully(RANDOM.length - 1))
        .isEqualTo(Arrays.copyOfRange(RANDOM, 1, RANDOM.length));
    assertThat(transfer.get()).isEqualTo(RANDOM.length - 1);
    assertThat(channel.position()).isEqualTo(RANDOM.length);
    assertThat(writer.transferFrom(channel, 9)).isZero();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aFilesPositionFollowsWhatWasWritten(ThreadKind kind) throws Exception {
    try (Descriptor file = file();
        SocketPair<LocalStream> alone = LocalStream.pair();
        SocketPair<LocalStream> shared = LocalStream.pair();
        LocalStream duplicate = LocalStream.duplicateOf(shared.first())) {
      assertThat(duplicate.isOpen()).isTrue();
      SeekableByteChannel channel = file.fileChannel();
      for (SocketPair<LocalStream> pair : java.util.List.of(alone, shared)) {
        channel.position(0);
        Task<Long> transfer =
            Task.start(kind, () -> pair.first().transferFrom(channel, Long.MAX_VALUE))
                .awaitWaiting();
        transfer.thread().interrupt();
        assertThat(transfer.failure()).isExactlyInstanceOf(InterruptedIOException.class);
        assertThat(channel.position()).isPositive().isEqualTo(pair.second().available());
      }
    }
  }
}
