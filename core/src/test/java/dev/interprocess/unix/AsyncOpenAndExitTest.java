package dev.interprocess.unix;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.process.Child;
import dev.interprocess.support.OpenFiles;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** A FIFO's reader and a process' end, without a thread that waits for them. */
class AsyncOpenAndExitTest {
  @Test
  void theWriterOpensOnceThereIsAReader() throws Exception {
    try (Fifo fifo = Fifo.createTemporary()) {
      CompletableFuture<PipeWriter> open = fifo.openWriterAsync();
      assertThat(open.isDone()).isFalse();
      try (PipeReader reader = fifo.openReader();
          PipeWriter writer = open.get(20, SECONDS)) {
        writer.write(new byte[] {5});
        assertThat(reader.readFully(1)).containsExactly(5);
      }
    }
  }

  @Test
  void anOpenThatIsWithdrawnLeavesNothing() throws Exception {
    int before = OpenFiles.count();
    try (Fifo fifo = Fifo.createTemporary()) {
      assertThat(fifo.openWriterAsync().thenApply(w -> w).cancel(true)).isTrue();
      CompletableFuture<PipeWriter> late = fifo.openWriterAsync().orTimeout(5, MILLISECONDS);
      assertThatThrownBy(() -> late.get(20, SECONDS)).hasCauseInstanceOf(TimeoutException.class);
      try (PipeReader reader = fifo.openReader()) {
        assertThat(reader.available()).isZero();
      }
    }
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  @Test
  void aCloseEndsTheOpen() throws Exception {
    Fifo fifo = Fifo.createTemporary();
    CompletableFuture<PipeWriter> open = fifo.openWriterAsync();
    fifo.close();
    assertThatThrownBy(() -> open.get(20, SECONDS))
        .hasCauseInstanceOf(AsynchronousCloseException.class);
    assertThatThrownBy(() -> fifo.openWriterAsync().get(20, SECONDS))
        .hasCauseExactlyInstanceOf(ClosedChannelException.class);
  }

  @Test
  void aProcessEndIsTold() throws Exception {
    try (Child child = Child.command("cat").start();
        PidFd process = PidFd.open(child.toHandle())) {
      CompletableFuture<Void> first = process.onExit();
      CompletableFuture<Void> second = process.onExit();
      assertThat(process.onExit().cancel(true)).isTrue();
      assertThat(first.isDone()).isFalse();
      child.input().close();
      first.get(20, SECONDS);
      second.get(20, SECONDS);
      process.onExit().get(20, SECONDS);
      assertThat(process.isAlive()).isFalse();
    }
  }

  @Test
  void closingThePidFdEndsTheWait() throws Exception {
    PidFd self = PidFd.open(ProcessHandle.current());
    CompletableFuture<Void> end = self.onExit();
    self.close();
    assertThatThrownBy(() -> end.get(20, SECONDS))
        .hasCauseInstanceOf(AsynchronousCloseException.class);
    assertThatThrownBy(() -> self.onExit().get(20, SECONDS))
        .hasCauseExactlyInstanceOf(ClosedChannelException.class);
  }
}
