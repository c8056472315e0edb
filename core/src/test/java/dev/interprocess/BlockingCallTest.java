package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Accustom;
import dev.interprocess.support.Fill;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import dev.interprocess.support.Waiting;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A platform thread that has waited often waits in the call itself. That it can be closed,
 * interrupted and released there like anywhere is shown by the tests of all kinds of {@link
 * Waiting}.
 */
@EnabledOnOs(OS.LINUX)
class BlockingCallTest {
  @ParameterizedTest
  @CsvSource({
    "ACCUSTOMED_READ,readBlocking",
    "ACCUSTOMED_WRITE,writeBlocking",
    "ACCUSTOMED_PIPE_READ,readBlocking",
    "ACCUSTOMED_PIPE_WRITE,writeBlocking",
    "ACCUSTOMED_SENDFILE,moveBlocking"
  })
  void isWhereAPlatformThreadWaits(Waiting.Kind kind, String call) throws Exception {
    try (Waiting waiting = kind.open()) {
      boolean seen = false;
      // Now and then it is a wait with a look before the sleep.
      for (int i = 0; i < 40 && !seen; i++) {
        Task<Void> task = Task.run(ThreadKind.PLATFORM, waiting.call()).awaitWaiting();
        seen =
            Arrays.stream(task.thread().getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals(call));
        waiting.release().run();
        task.get();
        if (!call.startsWith("read")) {
          Fill.up((ByteWriter) waiting.channel());
        }
      }
      assertThat(seen).isTrue();
    }
  }

  @Test
  void isWhereAVirtualThreadWaitsThatIsAlone() throws Exception {
    int bytes = 3000;
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Task<Void> reads =
          Task.run(
              ThreadKind.VIRTUAL,
              () -> {
                ByteBuffer buffer = ByteBuffer.allocateDirect(1);
                for (int i = 0; i < bytes; i++) {
                  pair.first().read(buffer.clear());
                }
              });
      boolean seen = false;
      for (int i = 0; i < bytes; i++) {
        LockSupport.parkNanos(1); // some 50 microseconds
        seen |=
            i % 10 == 0
                && Arrays.stream(reads.thread().getStackTrace())
                    .anyMatch(frame -> frame.getMethodName().equals("readBlocking"));
        pair.second().write(new byte[] {1});
      }
      reads.get();
      assertThat(seen).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void losesNoByteToInterrupts(ThreadKind kind) throws Exception {
    int bytes = 5000;
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Accustom.reader(pair.first(), pair.second());
      Task<Integer> reads =
          Task.start(
              kind,
              () -> {
                ByteBuffer buffer = ByteBuffer.allocateDirect(1);
                int interrupts = 0;
                for (int i = 0; i < bytes; ) {
                  try {
                    pair.first().read(buffer.clear());
                    assertThat(buffer.get(0)).isEqualTo((byte) i);
                    i++;
                  } catch (InterruptedIOException e) {
                    assertThat(Thread.interrupted()).isTrue();
                    interrupts++;
                  }
                }
                return interrupts;
              });
      for (int i = 0; i < bytes; i++) {
        if (i % 100 == 0) {
          LockSupport.parkNanos(200_000); // so that the reader waits, however fast the writer is
        }
        reads.thread().interrupt();
        pair.second().write(new byte[] {(byte) i});
      }
      assertThat(reads.get()).isPositive();
    }
  }

  @Test
  void ofAWriteThatIsInterruptedTellsHowFarItGot() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Accustom.writer(pair.first(), pair.second());
      ByteBuffer buffer = ByteBuffer.allocateDirect(4 << 20);
      Task<Integer> write =
          Task.start(ThreadKind.PLATFORM, () -> pair.first().write(buffer)).awaitWaiting();
      write.thread().interrupt();
      int written = ((InterruptedIOException) write.failure()).bytesTransferred;
      assertThat(written).isPositive().isEqualTo(buffer.position());
      pair.first().shutdownOutput();
      assertThat(pair.second().inputStream().readAllBytes()).hasSize(written);
    }
  }

  @Test
  void isOfThoseWithoutATimeoutOnly() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      Accustom.reader(pair.first(), pair.second());
      Task<Integer> read =
          Task.start(
              ThreadKind.PLATFORM,
              () -> pair.first().read(ByteBuffer.allocateDirect(1), Duration.ofMillis(20)));
      assertThat(read.failure()).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void doesNotLetATransferWaitInTheKernel() throws Exception {
    try (SocketPair<LocalStream> from = LocalStream.pair();
        SocketPair<LocalStream> pair = LocalStream.pair()) {
      Accustom.writer(pair.first(), pair.second());
      from.second().write(new byte[100_000]);
      Fill.up(pair.first());
      Task<Long> transfer =
          Task.start(
                  ThreadKind.PLATFORM,
                  () -> pair.first().transferFrom(from.first(), Long.MAX_VALUE))
              .awaitWaiting();
      pair.first().close();
      assertThat(transfer.failure()).isInstanceOf(AsynchronousCloseException.class);
    }
  }
}
