package dev.interprocess.internal.channel;

import static java.nio.channels.SelectionKey.OP_WRITE;

import dev.interprocess.internal.descriptor.BlockingOutput;
import dev.interprocess.internal.descriptor.ByteOutput;
import dev.interprocess.internal.descriptor.Turn;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** What goes out through a channel. */
public final class ChannelOutput implements BlockingOutput {
  private static final String WRITE = "write";

  private final OwnedChannel channel;
  private final Turn turn = new Turn();
  private final ByteBuffer piece = ByteBuffer.allocate(64 << 10); // in the turn

  public ChannelOutput(OwnedChannel channel) {
    this.channel = channel;
  }

  @Override
  public void enter(long deadline) throws IOException {
    channel.checkOpen();
    turn.take(channel, deadline, WRITE);
  }

  @Override
  public void exit() {
    turn.give();
  }

  @Override
  public void write(MemorySegment bytes, @Nullable ByteBuffer position, long deadline)
      throws IOException {
    enter(deadline);
    long done = 0;
    try {
      while (done < bytes.byteSize()) {
        int count = (int) Math.min(piece.capacity(), bytes.byteSize() - done);
        piece.clear().limit(count);
        MemorySegment.copy(bytes, done, MemorySegment.ofBuffer(piece), 0, count);
        while (piece.hasRemaining()) {
          int moved = channel.await(OP_WRITE, to -> to.write(piece), deadline, WRITE);
          done += moved;
          if (position != null) {
            position.position(position.position() + moved);
          }
        }
      }
    } catch (InterruptedIOException e) { // the timeout's too
      e.bytesTransferred = ByteOutput.saturated(done);
      throw e;
    } finally {
      exit();
    }
  }

  @Override
  public void shutdown() throws IOException {
    channel.shutdown(OP_WRITE, SocketChannel::shutdownOutput);
  }
}
