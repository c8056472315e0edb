package dev.interprocess.internal.message;

import static dev.interprocess.internal.abi.Linux.SCM_CREDENTIALS;
import static dev.interprocess.internal.abi.Linux.SCM_RIGHTS;
import static dev.interprocess.internal.abi.Linux.SOL_SOCKET;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.abi.Linux.cmsghdr;
import dev.interprocess.internal.abi.Linux.ucred;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Lays out ancillary data as the kernel takes it: items one after the other, each a header and its
 * bytes, padded to a multiple of 8. See <a
 * href="https://man7.org/linux/man-pages/man3/cmsg.3.html">cmsg(3)</a>.
 */
public final class ControlWriter {
  private final MemorySegment buffer;
  private int size;

  private ControlWriter(MemorySegment buffer) {
    this.buffer = buffer;
  }

  /** The room that an item of so many bytes takes: {@code CMSG_SPACE}. */
  public static int space(int bytes) {
    return (cmsghdr.SIZEOF + bytes + 7) & ~7;
  }

  /** Writes what accompanies a message; returns how many bytes that are. */
  public static int write(Outgoing outgoing, MemorySegment buffer) {
    ControlWriter writer = new ControlWriter(buffer);
    List<Integer> descriptors = outgoing.descriptors();
    if (!descriptors.isEmpty()) {
      MemorySegment data = writer.item(SCM_RIGHTS, descriptors.size() * Integer.BYTES);
      for (int i = 0; i < descriptors.size(); i++) {
        data.setAtIndex(JAVA_INT, i, descriptors.get(i));
      }
    }
    Credentials credentials = outgoing.credentials();
    if (credentials != null) {
      MemorySegment data = writer.item(SCM_CREDENTIALS, ucred.SIZEOF);
      data.set(JAVA_INT, ucred.pid, (int) credentials.pid());
      data.set(JAVA_INT, ucred.uid, (int) credentials.uid());
      data.set(JAVA_INT, ucred.gid, (int) credentials.gid());
    }
    return writer.size;
  }

  private MemorySegment item(int type, int bytes) {
    MemorySegment item = buffer.asSlice(size, space(bytes)).fill((byte) 0);
    size += space(bytes);
    item.set(JAVA_INT, cmsghdr.cmsg_len, cmsghdr.SIZEOF + bytes);
    item.set(JAVA_INT, cmsghdr.cmsg_level, SOL_SOCKET);
    item.set(JAVA_INT, cmsghdr.cmsg_type, type);
    return item.asSlice(cmsghdr.SIZEOF, bytes);
  }
}
