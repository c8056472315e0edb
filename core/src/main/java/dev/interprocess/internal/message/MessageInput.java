package dev.interprocess.internal.message;

import static dev.interprocess.internal.abi.Linux.MSG_CMSG_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.MSG_CTRUNC;
import static dev.interprocess.internal.abi.Linux.MSG_DONTWAIT;
import static dev.interprocess.internal.abi.Linux.MSG_PEEK;
import static dev.interprocess.internal.abi.Linux.MSG_TRUNC;
import static java.lang.foreign.MemorySegment.NULL;

import dev.interprocess.internal.abi.Linux.timespec;
import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.libc.SysSocket;
import dev.interprocess.internal.socket.SocketType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The messages that come in through a socket: try the call; if it would block, wait; try again. On
 * a stream, the bytes with what accompanies the first of them.
 */
public final class MessageInput {
  /** Instead of a length: there will be no more messages. */
  public static final long END = -1;

  // More is asked for by its length before, so that a huge buffer costs nothing.
  private static final int LARGE = 256 << 10;
  // What one of SO_TIMESTAMPNS takes, and no descriptor fits into beside it.
  private static final int MARK = ControlWriter.space(timespec.SIZEOF);
  private static final String RECEIVE = "receive";

  // So often the time is looked at while messages are dropped, which others may send without end.
  private static final int DROPPED_UNTIMED = 100;

  private final Lane lane;
  private final SocketType type;
  private final Admission admission;

  public MessageInput(Lane lane, SocketType type, Admission admission) {
    this.lane = lane;
    this.type = type;
    this.admission = admission;
  }

  /** For operations of more than one call. */
  public Lane lane() {
    return lane;
  }

  /**
   * Receives a message, and leaves behind what accompanies it.
   *
   * @return the message's length, which may be more than the buffer has room for, or {@link #END}
   */
  public long receive(MemorySegment buffer, long deadline) throws IOException {
    return take(RECEIVE, buffer, 0, deadline);
  }

  /** The same, and leaves the message where it is. */
  public long peek(MemorySegment buffer, long deadline) throws IOException {
    return take("peek", buffer, MSG_PEEK, deadline);
  }

  private long take(String operation, MemorySegment buffer, int flags, long deadline)
      throws IOException {
    if (type == SocketType.DATAGRAM && admission.equals(Admission.EVERYONE)) {
      return takePlain(operation, buffer, flags, deadline);
    }
    int fd = lane.enter(deadline, operation);
    try {
      for (int dropped = 0; ; dropped++) {
        checkTime(dropped, operation, deadline);
        MessageBlock block = borrow(fd, buffer.byteSize(), operation, deadline);
        try {
          // Who asks for credentials has descriptors delivered as well.
          int room = admission.equals(Admission.EVERYONE) ? MARK : MessageBlock.WHOLE_CONTROL;
          long length = call(fd, block, room, flags | MSG_TRUNC, operation, deadline);
          Incoming.Ancillary ancillary = ancillary(block, 0);
          ancillary.close();
          if (admits(fd, block, ancillary, flags)) {
            if (isEnd(length, block)) {
              return END;
            }
            block.get(buffer, Math.min(length, block.size()));
            return length;
          }
        } finally {
          block.giveBack();
        }
      }
    } finally {
      lane.exit();
    }
  }

  /** Where neither an end nor a sender has to be told: no copy is made. */
  private long takePlain(String operation, MemorySegment buffer, int flags, long deadline)
      throws IOException {
    int fd = lane.enter(deadline, operation);
    try {
      MemorySegment target = buffer.byteSize() == 0 ? NULL : buffer;
      while (true) {
        long length =
            SysSocket.recv(fd, target, buffer.byteSize(), flags | MSG_TRUNC | MSG_DONTWAIT);
        if (length >= 0) {
          return length;
        }
        lane.retry((int) -length, deadline, operation);
      }
    } finally {
      lane.exit();
    }
  }

  /**
   * Receives a message, or bytes of a stream, and what accompanies it. Moves the buffer's position.
   *
   * @param most how many descriptors to take at most
   */
  public Incoming receiveMessage(ByteBuffer buffer, int most, long deadline) throws IOException {
    int fd = lane.enter(deadline, RECEIVE);
    try {
      Incoming received = null;
      for (int dropped = 0; received == null; dropped++) {
        checkTime(dropped, RECEIVE, deadline);
        MessageBlock block = borrow(fd, buffer.remaining(), RECEIVE, deadline);
        try {
          int flags = type == SocketType.STREAM ? 0 : MSG_TRUNC;
          long length = call(fd, block, MessageBlock.WHOLE_CONTROL, flags, RECEIVE, deadline);
          received = incoming(fd, block, length, buffer, most);
        } finally {
          block.giveBack();
        }
      }
      return received;
    } finally {
      lane.exit();
    }
  }

  private void checkTime(int dropped, String operation, long deadline) throws IOException {
    if (dropped % DROPPED_UNTIMED == DROPPED_UNTIMED - 1) {
      lane.descriptor().checkTime(deadline, operation);
    }
  }

  /** What is in the block, or null if it is dropped. */
  private @Nullable Incoming incoming(
      int fd, MessageBlock block, long length, ByteBuffer buffer, int most) {
    Incoming.Ancillary ancillary = ancillary(block, most);
    boolean taken = false;
    try {
      if (!admits(fd, block, ancillary, 0)) {
        return null;
      }
      boolean end = isEnd(length, block);
      int count = (int) Math.min(length, block.size());
      block.get(MemorySegment.ofBuffer(buffer), count);
      buffer.position(buffer.position() + count);
      taken = true;
      return new Incoming(length, length - count, end, block.source(), ancillary);
    } finally {
      if (!taken) { // or the buffer's memory is not accessible any more
        ancillary.close();
      }
    }
  }

  /**
   * A block for the next message, at most as long as there is room for. Where that is a lot it is
   * waited for, as its length is known only once it is there.
   */
  private MessageBlock borrow(int fd, long room, String operation, long deadline)
      throws IOException {
    if (room <= LARGE) {
      return MessageBlock.borrow(room);
    }
    if (type == SocketType.STREAM) {
      return MessageBlock.borrow(LARGE);
    }
    long next = SysSocket.recv(fd, NULL, 0, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
    while (next < 0) {
      lane.retry((int) -next, deadline, operation);
      next = SysSocket.recv(fd, NULL, 0, MSG_PEEK | MSG_TRUNC | MSG_DONTWAIT);
    }
    return MessageBlock.borrow(Math.min(room, Math.max(next, LARGE)));
  }

  private long call(
      int fd, MessageBlock block, int room, int flags, String operation, long deadline)
      throws IOException {
    while (true) {
      block.room(room);
      long length = SysSocket.recvmsg(fd, block.header(), flags | MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
      if (length >= 0) {
        return length;
      }
      lane.retry((int) -length, deadline, operation);
    }
  }

  private Incoming.Ancillary ancillary(MessageBlock block, int most) {
    return ControlReader.read(
        block.control(), lane.descriptor(), most, block.isFlagged(MSG_CTRUNC));
  }

  /**
   * Of a seqpacket socket an empty message and the end are both 0 bytes. But a message brings a
   * time stamp along, as {@code UnixSockets.mark} has asked for, and the end brings nothing.
   */
  private boolean isEnd(long length, MessageBlock block) {
    return switch (type) {
      case STREAM -> length == 0;
      case SEQPACKET -> length == 0 && block.controlSize() == 0;
      case DATAGRAM -> false;
    };
  }

  private boolean admits(int fd, MessageBlock block, Incoming.Ancillary ancillary, int flags) {
    if (admission.admits(ancillary.credentials())) {
      return true;
    }
    if ((flags & MSG_PEEK) != 0) {
      block.room(0);
      SysSocket.recvmsg(fd, block.header(), MSG_DONTWAIT);
    }
    return false;
  }
}
