package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Transfers into a stream that the kernel does alone, from another stream or from a pipe. */
class SpliceIntoStreamTest {
  private static final byte[] RANDOM = new byte[3_000_017];

  static {
    new Random(6).nextBytes(RANDOM);
  }

  /** Where the bytes come from: a way in and a way out of it. */
  private record Way(ByteWriter in, ByteReader out, AutoCloseable all) implements AutoCloseable {
    static Way open(boolean pipe) throws IOException {
      if (pipe) {
        UnnamedPipe both = UnnamedPipe.create();
        return new Way(both.writer(), both.reader(), both);
      }
      SocketPair<LocalStream> pair = LocalStream.pair();
      return new Way(pair.first(), pair.second(), pair);
    }

    @Override
    public void close() throws Exception {
      all.close();
    }
  }

  static Stream<Arguments> sourcesAndThreads() {
    return Stream.of(true, false)
        .flatMap(pipe -> Arrays.stream(ThreadKind.values()).map(thread -> arguments(pipe, thread)));
  }

  private static Task<Void> writing(ThreadKind kind, Way way) {
    return Task.run(
        kind,
        () -> {
          way.in().write(RANDOM);
          way.in().close();
        });
  }

  @ParameterizedTest
  @MethodSource("sourcesAndThreads")
  void everyByteArrivesAndNoDescriptorIsLeft(boolean pipe, ThreadKind kind) throws Exception {
    int before = OpenFiles.count();
    try (Way way = Way.open(pipe);
        SocketPair<LocalStream> target = LocalStream.pair()) {
      Task<Void> write = writing(kind, way);
      Task<Long> transfer =
          Task.start(
              kind,
              () -> {
                long some = target.first().transferFrom(way.out(), 1_000_000);
                long moved = some + way.out().transferTo(target.first());
                target.first().close();
                return moved;
              });
      assertThat(target.second().inputStream().readAllBytes()).isEqualTo(RANDOM);
      assertThat(transfer.get()).isEqualTo(RANDOM.length);
      write.get();
    }
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  /** Whoever gets a descriptor of it meanwhile expects that calls wait; it is written as before. */
  @ParameterizedTest
  @MethodSource("sourcesAndThreads")
  void alsoIfTheTargetIsSharedAmidIt(boolean pipe, ThreadKind kind) throws Exception {
    try (Way way = Way.open(pipe);
        SocketPair<LocalStream> target = LocalStream.pair()) {
      Task<Void> write = writing(kind, way);
      Task<Long> transfer =
          Task.start(kind, () -> way.out().transferTo(target.first())).awaitWaiting();
      try (LocalStream shared = LocalStream.duplicateOf(target.first())) {
        assertThat(target.second().readFully(RANDOM.length)).isEqualTo(RANDOM);
        assertThat(transfer.get()).isEqualTo(RANDOM.length);
        assertThat(shared.isOpen()).isTrue();
      }
      write.get();
    }
  }

  @ParameterizedTest
  @MethodSource("sourcesAndThreads")
  void aWaitForRoomEnds(boolean pipe, ThreadKind kind) throws Exception {
    try (Way way = Way.open(pipe);
        SocketPair<LocalStream> target = LocalStream.pair()) {
      Task<Void> write = writing(kind, way);
      Task<Long> interrupted =
          Task.start(kind, () -> way.out().transferTo(target.first())).awaitWaiting();
      interrupted.thread().interrupt();
      assertThat(interrupted.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      int arrived = target.second().available();
      assertThat(target.second().readFully(arrived)).isEqualTo(Arrays.copyOf(RANDOM, arrived));
      Task<Long> closed =
          Task.start(kind, () -> way.out().transferTo(target.first())).awaitWaiting();
      target.first().close();
      assertThat(closed.failure())
          .isInstanceOf(ClosedChannelException.class); // or between two calls
      way.out().close();
      assertThat(write.failure()).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("sourcesAndThreads")
  void nobodyReadsAnyMore(boolean pipe, ThreadKind kind) throws Exception {
    try (Way way = Way.open(pipe);
        SocketPair<LocalStream> target = LocalStream.pair()) {
      Task<Void> write = writing(kind, way);
      Task<Long> transfer =
          Task.start(kind, () -> way.out().transferTo(target.first())).awaitWaiting();
      target.second().close();
      assertThat(transfer.failure())
          .isInstanceOf(SystemError.class)
          .hasMessageMatching("write( \\(splice\\))? socket pair: Broken pipe \\(EPIPE\\)");
      way.out().close();
      assertThat(write.failure()).isInstanceOf(IOException.class);
    }
  }
}
