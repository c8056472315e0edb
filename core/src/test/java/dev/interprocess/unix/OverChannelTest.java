package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.SocketPair;
import dev.interprocess.contract.StreamKind;
import dev.interprocess.net.LocalSocketFactory;
import dev.interprocess.support.Fill;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Scale;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream that keeps a channel of the JDK, as on systems of which nothing else is known. */
@Timeout(120)
class OverChannelTest {
  private static final int ROUNDS = Scale.rounds(200, 10_000);
  private static final long LATEST = 200_000; // nanoseconds until the fault

  @SuppressWarnings("unchecked") // of that kind they are
  private static SocketPair<UnixStream> open() throws IOException {
    return (SocketPair<UnixStream>) StreamKind.OVER_CHANNEL.open();
  }

  @Test
  void whatCannotBeTakenStaysTheCallers() throws Exception {
    try (SocketChannel unconnected = SocketChannel.open(StandardProtocolFamily.UNIX);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SocketChannel tcp =
            SocketChannel.open(
                new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
        Selector selector = Selector.open()) {
      assertThatThrownBy(() -> ChannelStreams.over(unconnected))
          .isInstanceOf(NotYetConnectedException.class);
      assertThatThrownBy(() -> ChannelStreams.over(tcp))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not a Unix domain socket");
      assertThat(tcp.isBlocking()).isTrue();
      tcp.configureBlocking(false).register(selector, SelectionKey.OP_READ);
      assertThatThrownBy(() -> ChannelStreams.over(tcp))
          .isInstanceOf(IllegalBlockingModeException.class);
      assertThat(tcp.isOpen() && unconnected.isOpen()).isTrue();
      unconnected.close();
      assertThatThrownBy(() -> ChannelStreams.over(unconnected))
          .isInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void whatOnlyTheSocketHasIsRefused() throws Exception {
    try (SocketPair<UnixStream> pair = open()) {
      UnixStream stream = pair.first();
      assertThat(stream.remoteAddress()).isEqualTo(pair.second().localAddress());
      assertThat(stream.localAddress()).isEqualTo(UnixAddress.unnamed());
      stream.setOption(StandardSocketOptions.SO_SNDBUF, 50_000);
      assertThat(stream.getOption(StandardSocketOptions.SO_SNDBUF)).isGreaterThan(40_000);
      assertThat(stream.supportedOptions()).contains(StandardSocketOptions.SO_SNDBUF);
      List<Task.Body> calls =
          List.of(
              stream::peer,
              stream::peerPidFd,
              stream::unsent,
              stream::isPeerGone,
              stream::receiveUrgent,
              () -> stream.sendMessage(ByteBuffer.allocate(1)),
              () -> stream.receiveMessage(ByteBuffer.allocate(1)),
              () -> UnixStream.duplicateOf(stream),
              () -> Descriptor.duplicateOf(stream));
      for (Task.Body call : calls) {
        assertThatThrownBy(call::run)
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageContaining("over a channel of the JDK");
      }
      LocalSocketFactory.socket(stream).getOutputStream().write(7);
      assertThat(pair.second().readFully(1)).containsExactly(7);
    }
  }

  @Test
  void bytesGoFromAndToAnyMemory() throws Exception {
    try (SocketPair<UnixStream> pair = open()) {
      pair.first().write(MemorySegment.ofArray(new int[] {1, 2}));
      int[] numbers = new int[2];
      assertThat(pair.second().read(MemorySegment.ofArray(numbers))).isEqualTo(8);
      assertThat(numbers).containsExactly(1, 2);
      ByteBuffer[] two = {ByteBuffer.wrap(new byte[] {1}), ByteBuffer.wrap(new byte[] {2, 3})};
      assertThat(pair.first().write(two)).isEqualTo(3);
      assertThat(pair.second().readFully(3)).containsExactly(1, 2, 3);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aWriteThatEndsEarlySaysHowFarItGot(ThreadKind kind) throws Exception {
    try (SocketPair<UnixStream> pair = open()) {
      ByteBuffer much = ByteBuffer.allocate(4 << 20);
      Exception failure =
          Task.run(kind, () -> pair.first().write(much, Duration.ofMillis(20))).failure();
      assertThat(failure).isExactlyInstanceOf(SocketTimeoutException.class);
      assertThat(((SocketTimeoutException) failure).bytesTransferred).isEqualTo(much.position());
      pair.first().shutdownOutput();
      assertThat(pair.second().inputStream().readAllBytes()).hasSize(much.position());
    }
  }

  @Test
  void aShutdownEndsTheWaitInItsDirection() throws Exception {
    try (SocketPair<UnixStream> pair = open()) {
      Fill.up(pair.first());
      Task<Void> write = Task.run(() -> pair.first().write(new byte[1])).awaitWaiting();
      Task<Integer> read =
          Task.start(ThreadKind.PLATFORM, () -> pair.first().read(new byte[1])).awaitWaiting();
      pair.first().shutdownOutput();
      assertThat(write.failure()).hasMessageContaining("Broken pipe");
      pair.first().shutdownInput();
      assertThat(read.get()).isEqualTo(-1);
    }
  }

  @Test
  void aShutdownAtAnyMomentIsSeen() throws Exception {
    Random random = new Random(4);
    for (int i = 0; i < ROUNDS; i++) {
      try (SocketPair<UnixStream> pair = open()) {
        Fill.up(pair.first());
        Task<Void> write = Task.run(() -> pair.first().write(new byte[1]));
        LockSupport.parkNanos(random.nextLong(LATEST / 4));
        pair.first().shutdownOutput();
        assertThat(write.failure()).hasMessageContaining("Broken pipe");
      }
    }
  }

  @Test
  void aPeerThatIsGoneIsTold() throws Exception {
    try (SocketPair<UnixStream> pair = open()) {
      pair.second().close();
      assertThat(pair.first().read(new byte[1])).isEqualTo(-1);
      assertThatThrownBy(() -> writeOn(pair.first()))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageStartingWith("write ")
          .hasMessageContaining("Broken pipe");
    }
  }

  /** Until it fails: the JDK closes a channel for good when the selector knows of it. */
  private static void writeOn(UnixStream stream) throws IOException {
    while (true) {
      stream.write(new byte[1]);
    }
  }

  @Test
  void aReadThatIsWithdrawnTakesNothing() throws Exception {
    try (SocketPair<UnixStream> pair = open()) {
      for (int i = 0; i < ROUNDS; i++) {
        CompletableFuture<Integer> read = pair.first().readAsync(ByteBuffer.allocate(1));
        boolean withdrawn = read.cancel(false);
        pair.second().write(new byte[] {(byte) i});
        if (withdrawn) {
          assertThat(pair.first().readFully(1)).containsExactly((byte) i);
        } else {
          assertThat(read.get()).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void waitsEndAtAnyMomentAndNothingIsLeft() throws Exception {
    open().close(); // what is opened once and stays
    int before = settled();
    Random random = new Random(3);
    for (int i = 0; i < ROUNDS; i++) {
      ThreadKind kind = i % 2 == 0 ? ThreadKind.PLATFORM : ThreadKind.VIRTUAL;
      try (SocketPair<UnixStream> pair = open()) {
        UnixStream stream = pair.first();
        Fill.up(stream);
        Task<Integer> read = Task.start(kind, () -> stream.read(new byte[1]));
        Task<Void> write = Task.run(kind, () -> stream.write(new byte[1]));
        LockSupport.parkNanos(random.nextLong(LATEST));
        read.thread().interrupt();
        assertThat(read.failure()).isExactlyInstanceOf(InterruptedIOException.class);
        stream.close();
        assertThat(write.failure()).isInstanceOf(ClosedChannelException.class);
      }
    }
    assertThat(settled()).isEqualTo(before);
  }

  /** As many as there are once the thread of the selector has closed what it has to. */
  private static int settled() {
    int last = Integer.MAX_VALUE;
    for (int now = OpenFiles.count(); now < last; now = OpenFiles.count()) {
      last = now;
      LockSupport.parkNanos(100_000_000);
    }
    return last;
  }

  @Test
  void oneThatIsLostIsClosed() throws Exception {
    open().close();
    int before = settled();
    lose();
    for (int i = 0; i < 100 && OpenFiles.count() > before; i++) {
      System.gc();
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  private static void lose() throws IOException {
    SocketPair<UnixStream> pair = open();
    pair.first().write(new byte[1]);
    assertThat(pair.second().readFully(1)).hasSize(1);
  }

  @Test
  void manyAreWaitedForAtOnce() throws Exception {
    List<SocketPair<UnixStream>> pairs = new ArrayList<>();
    List<Task<Long>> echoes = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        SocketPair<UnixStream> pair = open();
        pairs.add(pair);
        echoes.add(Task.start(ThreadKind.VIRTUAL, () -> pair.second().transferTo(pair.second())));
      }
      for (byte round = 0; round < 5; round++) {
        for (SocketPair<UnixStream> pair : pairs) {
          pair.first().write(new byte[] {round});
        }
        for (SocketPair<UnixStream> pair : pairs) {
          assertThat(pair.first().readFully(1)).containsExactly(round);
        }
      }
      for (int i = 0; i < pairs.size(); i++) {
        pairs.get(i).first().shutdownOutput();
        assertThat(echoes.get(i).get()).isEqualTo(5);
      }
    } finally {
      for (SocketPair<UnixStream> pair : pairs) {
        pair.close();
      }
    }
  }
}
