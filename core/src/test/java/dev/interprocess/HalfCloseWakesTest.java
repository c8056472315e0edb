package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Fill;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The close of a half is told to who waits on that half as the close of any channel is. */
@OnWindowsToo
class HalfCloseWakesTest {
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void read(ThreadKind kind) throws Exception {
    assertReaderClosed(kind, reader -> reader.read(new byte[1]));
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void scatter(ThreadKind kind) throws Exception {
    assertReaderClosed(kind, reader -> reader.read(new ByteBuffer[] {ByteBuffer.allocate(1)}));
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void readFully(ThreadKind kind) throws Exception {
    assertReaderClosed(kind, reader -> reader.readFully(1));
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void transferTo(ThreadKind kind) throws Exception {
    assertReaderClosed(
        kind, reader -> reader.transferTo(Channels.newChannel(new ByteArrayOutputStream())));
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void write(ThreadKind kind) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Fill.up(pair.first());
      Task<Void> task =
          Task.run(kind, () -> pair.first().writer().write(new byte[9])).awaitWaiting();
      pair.first().writer().close();
      assertThat(task.failure()).isInstanceOf(AsynchronousCloseException.class);
      assertThat(pair.first().isOpen()).isTrue();
    }
  }

  private interface Reading {
    Object with(ByteReader reader) throws Exception;
  }

  private static void assertReaderClosed(ThreadKind kind, Reading reading) throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Task<Object> task =
          Task.start(kind, () -> reading.with(pair.first().reader())).awaitWaiting();
      pair.first().reader().close();
      assertThat(task.failure()).isInstanceOf(AsynchronousCloseException.class);
      assertThat(pair.first().isOpen()).isTrue();
    }
  }
}
