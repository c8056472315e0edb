package dev.interprocess.unix;

import static dev.interprocess.internal.abi.Linux.MSG_DONTWAIT;
import static dev.interprocess.internal.abi.Linux.MSG_NOSIGNAL;
import static dev.interprocess.internal.abi.Linux.MSG_OOB;
import static dev.interprocess.internal.abi.LinuxErrno.EAGAIN;
import static dev.interprocess.internal.abi.LinuxErrno.EINVAL;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/** The byte of a stream that overtakes the others. */
final class UrgentByte {
  private static final int FLAGS = MSG_OOB | MSG_DONTWAIT | MSG_NOSIGNAL;

  private UrgentByte() {}

  static void send(UnixEndpoint endpoint, int urgent) throws IOException {
    ByteBuffer one = ByteBuffer.wrap(new byte[] {(byte) urgent});
    endpoint.withDescriptor(
        fd -> ErrnoException.check("send urgent", (int) SysSocket.send(fd, one, FLAGS)));
  }

  static OptionalInt receive(UnixEndpoint endpoint) throws IOException {
    byte[] one = new byte[1];
    return endpoint.withDescriptor(
        fd -> {
          int count = (int) SysSocket.recv(fd, ByteBuffer.wrap(one), FLAGS);
          // EINVAL: none was sent since the last; EAGAIN: it is on its way.
          boolean none = count == -EINVAL || count == -EAGAIN || count == 0;
          ErrnoException.check("receive urgent", none ? 0 : count);
          return none ? OptionalInt.empty() : OptionalInt.of(Byte.toUnsignedInt(one[0]));
        });
  }
}
