package dev.interprocess.internal.channel;

import static java.nio.channels.SelectionKey.OP_READ;

import dev.interprocess.internal.descriptor.BlockingInput;
import dev.interprocess.internal.descriptor.Turn;
import dev.interprocess.internal.poll.Deadline;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** What comes in through a channel. */
public final class ChannelInput implements BlockingInput {
  private static final int MOST = 64 << 10;

  private final OwnedChannel channel;
  private final Turn turn = new Turn();

  // What has been read and not taken; in the turn.
  private final ByteBuffer held = ByteBuffer.allocate(MOST).limit(0);

  public ChannelInput(OwnedChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read(MemorySegment target, long deadline) throws IOException {
    enter(deadline, "read");
    try {
      if (!hold(target.byteSize(), deadline, "read")) {
        return -1;
      }
      int count = copy(target);
      held.position(held.position() + count);
      return count;
    } finally {
      turn.give();
    }
  }

  @Override
  public int peek(MemorySegment target, long deadline) throws IOException {
    enter(deadline, "peek");
    try {
      if (!hold(target.byteSize(), deadline, "peek")) {
        return -1;
      }
      holdMore(target.byteSize() - held.remaining());
      return copy(target);
    } finally {
      turn.give();
    }
  }

  @Override
  public int available() throws IOException {
    try {
      enter(Deadline.after(0), "available");
    } catch (SocketTimeoutException e) {
      return 0; // another thread waits for the next byte
    }
    try {
      holdMore(MOST);
      return held.remaining();
    } finally {
      turn.give();
    }
  }

  @Override
  public void shutdown() throws IOException {
    channel.shutdown(OP_READ, SocketChannel::shutdownInput);
  }

  private void enter(long deadline, String operation) throws IOException {
    channel.checkOpen();
    turn.take(channel, deadline, operation);
  }

  /** Sees to it that something is held; false at the end. */
  private boolean hold(long room, long deadline, String operation) throws IOException {
    return held.hasRemaining()
        || channel.await(OP_READ, from -> fill(from, room), deadline, operation) > 0;
  }

  /** The same, without a wait. */
  private void holdMore(long room) throws IOException {
    int _ = channel.attempt(from -> fill(from, room), "peek");
  }

  private int fill(SocketChannel from, long room) throws IOException {
    held.compact();
    held.limit(Math.clamp(held.position() + room, held.position(), MOST));
    try {
      return from.read(held);
    } finally {
      held.flip();
    }
  }

  private int copy(MemorySegment target) {
    int count = (int) Math.min(target.byteSize(), held.remaining());
    MemorySegment.copy(MemorySegment.ofBuffer(held), 0, target, 0, count);
    return count;
  }
}
