package dev.interprocess.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.Passable;
import dev.interprocess.SocketPair;
import dev.interprocess.support.Names;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeMessages;
import dev.interprocess.windows.NamedPipeOptions;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection of a named pipe that is given to a child of ours. */
@OnWindows
@Timeout(60)
class GivenStreamOnWindowsTest {
  private static Child start(Class<?> main, LocalStream given) throws IOException {
    return WindowsChildren.java(main).give(3, given).error(Redirect.INHERIT).start();
  }

  @Test
  void itIsTheChildsAndBothDirectionsGoOn() throws Exception {
    int before = OpenFiles.count();
    byte[] much = new byte[1 << 20];
    new Random(5).nextBytes(much);
    for (boolean server : new boolean[] {false, true}) {
      SocketPair<LocalStream> pair = LocalStream.pair();
      LocalStream given = server ? pair.second() : pair.first();
      try (LocalStream kept = server ? pair.first() : pair.second();
          Child child = start(Echo.class, given)) {
        assertThat(given.isOpen()).isFalse();
        Task<Void> write =
            Task.run(
                () -> {
                  kept.write(much);
                  kept.shutdownOutput();
                });
        assertThat(kept.inputStream().readAllBytes()).isEqualTo(much);
        write.get();
        assertThat(child.waitFor().isSuccess()).isTrue();
      }
    }
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  static final class Echo {
    public static void main(String[] none) throws Exception {
      try (LocalStream stream = Inherited.stream(3)) {
        stream.transferTo(stream);
        stream.shutdownOutput();
      }
    }
  }

  /** As a server does that has a process for each client. */
  @Test
  void whatWasAcceptedIsServedByAChild() throws Exception {
    LocalName name = LocalName.namespaced(Names.unique());
    try (LocalListener<LocalStream> listener = LocalStream.listen(name);
        LocalStream client = LocalStream.connect(name);
        Child child = start(Echo.class, listener.accept());
        LocalStream next = LocalStream.connect(name);
        LocalStream server = listener.accept()) {
      client.write(new byte[] {1});
      next.write(new byte[] {2});
      assertThat(client.readFully(1)).containsExactly(1);
      assertThat(server.readFully(1)).containsExactly(2);
      child.terminate(Duration.ZERO);
      assertThat(client.read(new byte[1])).isEqualTo(-1);
    }
  }

  @Test
  void theChildWaitsAndCancelsAsEverywhere() throws Exception {
    SocketPair<LocalStream> pair = LocalStream.pair();
    try (LocalStream kept = pair.second();
        Child child = start(Waits.class, pair.first())) {
      assertThat(new String(child.output().readFully(1), UTF_8)).isEqualTo("!");
      kept.write(new byte[] {1});
      assertThat(new String(child.output().inputStream().readAllBytes(), UTF_8)).isEqualTo("ok");
      assertThat(child.waitFor().isSuccess()).isTrue();
      assertThat(kept.inputStream().readAllBytes()).hasSize(1);
    }
  }

  static final class Waits {
    public static void main(String[] none) throws Exception {
      NamedPipeStream stream = (NamedPipeStream) Inherited.stream(3);
      check(!stream.info().server() && stream.info().ofMessages());
      check(stream.peer().isSameUser());
      for (ThreadKind kind : ThreadKind.values()) {
        for (int round = 0; round < 50; round++) {
          Task<Integer> timed =
              Task.start(kind, () -> stream.read(ByteBuffer.allocate(1), Duration.ofMillis(1)));
          check(timed.failure() instanceof SocketTimeoutException);
          Task<Integer> interrupted = Task.start(kind, () -> stream.read(new byte[1]));
          if (round % 2 == 0) {
            interrupted.awaitWaiting();
          }
          interrupted.thread().interrupt();
          check(interrupted.failure() instanceof InterruptedIOException);
        }
      }
      System.out.print("!");
      check(stream.readFully(1)[0] == 1);
      Task<Integer> closed = Task.start(ThreadKind.VIRTUAL, () -> stream.read(new byte[1]));
      closed.awaitWaiting();
      check(stream.available() == 0);
      stream.write(new byte[1]); // which the read does not hold up
      stream.close();
      check(closed.failure() instanceof AsynchronousCloseException);
      System.out.print("ok");
    }

    private static void check(boolean condition) {
      if (!condition) {
        throw new AssertionError();
      }
    }
  }

  @Test
  void nothingIsLeftBehindHere() throws Exception {
    SocketPair<LocalStream> pair = LocalStream.pair();
    try (LocalStream stream = pair.first();
        LocalStream kept = pair.second()) {
      Task<Integer> read = Task.start(ThreadKind.VIRTUAL, () -> stream.read(new byte[1]));
      read.awaitWaiting(); // before that it may not be in use yet
      assertIsRefused(stream, IllegalStateException.class, "in use");
      kept.write(new byte[] {1, 2});
      assertThat(read.get()).isEqualTo(1);
      assertThat(stream.peek(ByteBuffer.allocate(1))).isEqualTo(1);
      assertIsRefused(stream, IllegalStateException.class, "read ahead by a peek");
      assertThat(stream.readFully(1)).containsExactly(2);
      try (Child child = start(Echo.class, stream)) {
        kept.write(new byte[] {3});
        assertThat(kept.readFully(1)).containsExactly(3);
        kept.shutdownOutput();
        assertThat(child.waitFor().isSuccess()).isTrue();
      }
    }
  }

  private static void assertIsRefused(Passable given, Class<? extends Exception> type, String why) {
    assertThatThrownBy(() -> WindowsChildren.cmd("cd").give(3, given).start())
        .isInstanceOf(type)
        .hasMessageContaining(why);
  }

  @Test
  void whatCannotBeSaysWhy() throws Exception {
    NamedPipeAddress address = NamedPipeAddress.of(Names.unique());
    SocketPair<NamedPipeMessages> messages = NamedPipeMessages.pair();
    try (LocalListener<NamedPipeStream> listener = NamedPipeStream.listen(address);
        NamedPipeStream stream = NamedPipeStream.connect(address);
        NamedPipeMessages first = messages.first();
        NamedPipeMessages second = messages.second()) {
      assertIsRefused(listener, UnsupportedOperationException.class, "FIRST_INSTANCE false");
      assertIsRefused(first, UnsupportedOperationException.class, "streams of named ones");
      assertIsRefused(second, UnsupportedOperationException.class, "streams of named ones");
      assertIsRefused(stream.reader(), UnsupportedOperationException.class, "not ");
      assertThatThrownBy(() -> WindowsChildren.cmd("cd").lend(3, stream).start())
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("given, not lent");
      assertThatThrownBy(() -> WindowsChildren.cmd("cd").give(0, stream).start())
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("must not be overlapped");
      assertThat(stream.isOpen()).isTrue();
    }
  }

  @Test
  void aChildCanListenOnTheSameName() throws Exception {
    NamedPipeAddress address = NamedPipeAddress.of(Names.unique());
    LocalListener<NamedPipeStream> ours = SharedListener.listen(address);
    try (ours;
        Child child =
            WindowsChildren.java(SharedListener.class, address.path())
                .error(Redirect.INHERIT)
                .start()) {
      assertThat(new String(child.output().readFully(1), UTF_8)).isEqualTo("!");
      ours.close();
      try (NamedPipeStream client = NamedPipeStream.connect(address)) {
        client.write(new byte[] {4});
        assertThat(client.readFully(1)).containsExactly(4);
        assertThat(client.peer().pid()).isEqualTo(child.pid());
      }
    }
  }

  static final class SharedListener {
    static LocalListener<NamedPipeStream> listen(NamedPipeAddress address) throws IOException {
      return NamedPipeStream.listenOptions()
          .option(NamedPipeOptions.FIRST_INSTANCE, false)
          .listen(address);
    }

    public static void main(String[] path) throws Exception {
      try (LocalListener<NamedPipeStream> listener = listen(NamedPipeAddress.of(path[0]))) {
        System.out.print("!");
        System.out.flush();
        listener.serve(client -> client.transferTo(client));
      }
    }
  }
}
