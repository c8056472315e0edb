package dev.interprocess.internal.message;

import static dev.interprocess.internal.abi.Linux.MSG_CMSG_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.MSG_CTRUNC;
import static dev.interprocess.internal.abi.Linux.MSG_DONTWAIT;
import static dev.interprocess.internal.abi.Linux.MSG_PEEK;
import static dev.interprocess.internal.abi.Linux.MSG_TRUNC;

import dev.interprocess.internal.abi.Linux.timespec;
import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.libc.SysSocket;
import dev.interprocess.internal.socket.SocketType;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The messages that come in through a socket: try the call; if it would block, wait; try again. On
 * a stream, the bytes with what accompanies the first of them.
 */
public final class MessageInput {
  /** Instead of a length: there will be no more messages. */
  public static final long END = -1;

  /** Instead of a length: a message of a sender who is not admitted was dropped. */
  public static final long DROPPED = -2;

  // More is asked for by its length before, so that a huge buffer costs nothing.
  private static final int LARGE = 256 << 10;
  // What one of SO_TIMESTAMPNS takes, and no descriptor fits into beside it.
  private static final int MARK = ControlWriter.space(timespec.SIZEOF);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
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
   * Receives a message into what is left of a buffer, whose position stays, and leaves behind what
   * accompanies it.
   *
   * @return the message's length, which may be more than the buffer has room for, or {@link #END}
   */
  public long receive(ByteBuffer buffer, long deadline) throws IOException {
    return take(RECEIVE, buffer, 0, deadline);
  }

  /** The same, and leaves the message where it is. */
  public long peek(ByteBuffer buffer, long deadline) throws IOException {
    return peek("peek", buffer, deadline);
  }

  /** The same under another name, for messages. */
  public long peek(String operation, ByteBuffer buffer, long deadline) throws IOException {
    return take(operation, buffer, MSG_PEEK, deadline);
  }

  private long take(String operation, ByteBuffer buffer, int flags, long deadline)
      throws IOException {
    int fd = lane.enter(deadline, operation);
    try {
      for (int dropped = 0; ; dropped++) {
        checkTime(dropped, operation, deadline);
        long length = tryTake(operation, fd, buffer, flags);
        if (length == Lane.WOULD_BLOCK) {
          lane.await(deadline, operation);
        } else if (length != DROPPED) {
          return length;
        }
      }
    } finally {
      lane.exit();
    }
  }

  /**
   * Receives what is there, as {@link #receive} does, or gives {@link Lane#WOULD_BLOCK}, or {@link
   * #DROPPED}.
   */
  public long tryReceive(int fd, ByteBuffer buffer) throws IOException {
    return tryTake(RECEIVE, fd, buffer, 0);
  }

  /** The same for {@link #peek}. */
  public long tryPeek(int fd, ByteBuffer buffer) throws IOException {
    return tryTake("peek", fd, buffer, MSG_PEEK);
  }

  private long tryTake(String operation, int fd, ByteBuffer buffer, int flags) throws IOException {
    if (type == SocketType.DATAGRAM && admission.equals(Admission.EVERYONE)) {
      return tryTakePlain(operation, fd, buffer, flags);
    }
    long size = sizeToBorrow(fd, buffer.remaining(), operation);
    if (size == Lane.WOULD_BLOCK) {
      return size;
    }
    MessageBlock block = MessageBlock.borrow(size);
    try {
      // Who asks for credentials has descriptors delivered as well.
      int room = admission.equals(Admission.EVERYONE) ? MARK : MessageBlock.WHOLE_CONTROL;
      long length = tryCall(fd, block, room, flags | MSG_TRUNC, operation);
      if (length == Lane.WOULD_BLOCK) {
        return length;
      }
      Incoming.Ancillary ancillary = ancillary(block, 0);
      ancillary.close();
      if (!admits(fd, block, ancillary, flags)) {
        return DROPPED;
      }
      if (isEnd(length, block)) {
        return END;
      }
      block.get(buffer, (int) Math.min(length, block.size()));
      return length;
    } finally {
      block.giveBack();
    }
  }

  /** Where neither an end nor a sender has to be told: no copy is made. */
  private static long tryTakePlain(String operation, int fd, ByteBuffer buffer, int flags)
      throws IOException {
    while (true) {
      long length = SysSocket.recv(fd, buffer, flags | MSG_TRUNC | MSG_DONTWAIT);
      if (length >= 0) {
        return length;
      }
      if (Lane.wouldBlock((int) -length, operation)) {
        return Lane.WOULD_BLOCK;
      }
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
      for (int dropped = 0; ; dropped++) {
        checkTime(dropped, RECEIVE, deadline);
        Incoming received = tryReceiveMessage(fd, buffer, most);
        if (received == null) {
          lane.await(deadline, RECEIVE);
        } else if (!received.isDropped()) {
          return received;
        }
      }
    } finally {
      lane.exit();
    }
  }

  /** Receives what is there in the same way, or gives null if that would block. */
  public @Nullable Incoming tryReceiveMessage(int fd, ByteBuffer buffer, int most)
      throws IOException {
    long size = sizeToBorrow(fd, buffer.remaining(), RECEIVE);
    if (size == Lane.WOULD_BLOCK) {
      return null;
    }
    MessageBlock block = MessageBlock.borrow(size);
    try {
      int flags = type == SocketType.STREAM ? 0 : MSG_TRUNC;
      long length = tryCall(fd, block, MessageBlock.WHOLE_CONTROL, flags, RECEIVE);
      return length == Lane.WOULD_BLOCK ? null : incoming(fd, block, length, buffer, most);
    } finally {
      block.giveBack();
    }
  }

  private void checkTime(int dropped, String operation, long deadline) throws IOException {
    if (dropped % DROPPED_UNTIMED == DROPPED_UNTIMED - 1) {
      lane.descriptor().checkTime(deadline, operation);
    }
  }

  /** What is in the block, unless it is dropped. */
  private Incoming incoming(int fd, MessageBlock block, long length, ByteBuffer buffer, int most) {
    Incoming.Ancillary ancillary = ancillary(block, most);
    boolean taken = false;
    try {
      if (!admits(fd, block, ancillary, 0)) {
        return Incoming.DROPPED;
      }
      boolean end = isEnd(length, block);
      int count = (int) Math.min(length, block.size());
      block.get(buffer, count);
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
   * How long a block to borrow for the next message: as long as there is room for, as another who
   * receives here may take the one that is there now. Where that is a lot, a message must be there
   * first: {@link Lane#WOULD_BLOCK} if there is none.
   */
  private long sizeToBorrow(int fd, long room, String operation) throws IOException {
    if (room <= LARGE) {
      return room;
    }
    if (type == SocketType.STREAM) {
      return LARGE;
    }
    long next = tryTakePlain(operation, fd, NOTHING, MSG_PEEK);
    return next == Lane.WOULD_BLOCK ? next : room;
  }

  private static long tryCall(int fd, MessageBlock block, int room, int flags, String operation)
      throws IOException {
    while (true) {
      block.room(room);
      long length = SysSocket.recvmsg(fd, block.header(), flags | MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
      if (length >= 0) {
        return length;
      }
      if (Lane.wouldBlock((int) -length, operation)) {
        return Lane.WOULD_BLOCK;
      }
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
