package dev.interprocess.internal.message;

import static dev.interprocess.internal.abi.Linux.MSG_DONTWAIT;
import static dev.interprocess.internal.abi.Linux.MSG_NOSIGNAL;

import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.libc.SysSocket;
import dev.interprocess.internal.poll.Pause;
import dev.interprocess.internal.socket.FolderPath;
import dev.interprocess.internal.socket.SocketType;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The messages that go out through a socket, each whole or not at all. */
public final class MessageOutput {
  private static final int FLAGS = MSG_DONTWAIT | MSG_NOSIGNAL;
  private static final String SEND = "send";

  // Of a stream as much goes with the first call; the rest needs no company.
  private static final int STREAM_PART = 64 << 10;

  private final Lane lane;
  private final int most;

  public MessageOutput(Lane lane, SocketType type) {
    this.lane = lane;
    this.most = type == SocketType.STREAM ? STREAM_PART : Integer.MAX_VALUE;
  }

  /** For operations that no thread waits for. */
  public Lane lane() {
    return lane;
  }

  /** Sends the buffer as a message to the peer, and moves its position. */
  public void send(ByteBuffer buffer, long deadline) throws IOException {
    int fd = lane.enter(deadline, SEND);
    try {
      while (!trySend(fd, buffer)) {
        lane.await(deadline, SEND);
      }
    } finally {
      lane.exit();
    }
  }

  /** The same; false if that would block. */
  public boolean trySend(int fd, ByteBuffer buffer) throws IOException {
    while (true) {
      long count = SysSocket.send(fd, buffer, FLAGS);
      if (count >= 0) {
        buffer.position(buffer.limit());
        return true;
      }
      if (Lane.wouldBlock((int) -count, SEND)) {
        return false;
      }
    }
  }

  /**
   * Sends the buffer with what accompanies it, and moves its position: over all of a message, of a
   * stream's bytes over as many as one call has taken.
   *
   * @param target where to, the peer if null
   */
  public void sendMessage(
      ByteBuffer buffer, Outgoing outgoing, byte @Nullable [] target, long deadline)
      throws IOException {
    int fd = lane.enter(deadline, SEND);
    try {
      Pause pause = new Pause();
      while (!trySendMessage(fd, buffer, outgoing, target)) {
        if (target == null) {
          lane.await(deadline, SEND);
        } else {
          // The target's queue is full, and only who is connected to it is told when it is not.
          lane.descriptor().checkTime(deadline, SEND);
          pause.sleep(deadline, SEND, lane.descriptor());
        }
      }
    } finally {
      lane.exit();
    }
  }

  /** The same; false if that would block. */
  public boolean trySendMessage(
      int fd, ByteBuffer buffer, Outgoing outgoing, byte @Nullable [] target) throws IOException {
    ByteBuffer part = buffer.slice(buffer.position(), Math.min(buffer.remaining(), most));
    MessageBlock block = MessageBlock.borrow(part.remaining());
    try (FolderPath path = target == null ? null : FolderPath.of(target)) {
      block.put(part);
      block.fill(outgoing, path == null ? null : path.name());
      while (true) {
        long count = SysSocket.sendmsg(fd, block.header(), FLAGS);
        if (count >= 0) {
          buffer.position(buffer.position() + (int) count);
          return true;
        }
        if (Lane.wouldBlock((int) -count, SEND)) {
          return false;
        }
      }
    } finally {
      block.giveBack();
    }
  }
}
