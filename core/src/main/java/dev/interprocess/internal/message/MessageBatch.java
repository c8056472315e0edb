package dev.interprocess.internal.message;

import static dev.interprocess.internal.abi.Linux.MSG_DONTWAIT;
import static dev.interprocess.internal.abi.Linux.MSG_NOSIGNAL;
import static dev.interprocess.internal.abi.Linux.MSG_TRUNC;
import static java.lang.foreign.MemorySegment.NULL;

import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.libc.SysSocket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Many datagrams with one call of the system. */
public final class MessageBatch {
  private static final int MOST = 64;

  private final Lane in;
  private final Lane out;

  public MessageBatch(Lane in, Lane out) {
    this.in = in;
    this.out = out;
  }

  /** Sends all, each whole, and moves the positions of those that were sent. */
  public void send(ByteBuffer[] messages, long deadline) throws IOException {
    int fd = out.enter(deadline, "send");
    try {
      for (int sent = 0; sent < messages.length; ) {
        int end = Math.min(messages.length, sent + MOST);
        sent += sendSome(fd, Arrays.copyOfRange(messages, sent, end), deadline);
      }
    } finally {
      out.exit();
    }
  }

  private int sendSome(int fd, ByteBuffer[] messages, long deadline) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MessageSlots slots = new MessageSlots(arena, messages);
      slots.fill();
      while (true) {
        int sent =
            SysSocket.sendmmsg(fd, slots.headers(), messages.length, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent >= 0) {
          for (int i = 0; i < sent; i++) {
            messages[i].position(messages[i].limit());
          }
          return sent;
        }
        out.retry(-sent, deadline, "send");
      }
    }
  }

  /**
   * Waits for one message, takes as many as there are, and moves the buffers' positions.
   *
   * @return the whole length of each, which may be more than its buffer had room for
   */
  public int[] receive(ByteBuffer[] buffers, long deadline) throws IOException {
    ByteBuffer[] some = Arrays.copyOf(buffers, Math.min(MOST, buffers.length));
    int fd = in.enter(deadline, "receive");
    try (Arena arena = Arena.ofConfined()) {
      MessageSlots slots = new MessageSlots(arena, some);
      while (true) {
        int received =
            SysSocket.recvmmsg(fd, slots.headers(), some.length, MSG_DONTWAIT | MSG_TRUNC, NULL);
        if (received >= 0) {
          int[] lengths = new int[received];
          for (int i = 0; i < received; i++) {
            lengths[i] = slots.length(i);
            slots.empty(i);
          }
          return lengths;
        }
        in.retry(-received, deadline, "receive");
      }
    } finally {
      in.exit();
    }
  }
}
