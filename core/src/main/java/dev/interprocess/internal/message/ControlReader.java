package dev.interprocess.internal.message;

import static dev.interprocess.internal.abi.Linux.SCM_CREDENTIALS;
import static dev.interprocess.internal.abi.Linux.SCM_PIDFD;
import static dev.interprocess.internal.abi.Linux.SCM_RIGHTS;
import static dev.interprocess.internal.abi.Linux.SCM_SECURITY;
import static dev.interprocess.internal.abi.Linux.SOL_SOCKET;
import static dev.interprocess.internal.abi.Linux.SO_TIMESTAMPNS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Linux.cmsghdr;
import dev.interprocess.internal.abi.Linux.timespec;
import dev.interprocess.internal.abi.Linux.ucred;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.socket.PeerIdentity;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes apart the ancillary data that the kernel delivered. Every descriptor in it is open already
 * and would stay so if it was overlooked; so each gets its owner here, at once, and all that are
 * more than the caller wants are closed.
 */
final class ControlReader {
  private final Object name;
  private final List<OwnedDescriptor> descriptors = new ArrayList<>();
  private @Nullable Credentials credentials;
  private @Nullable OwnedDescriptor pidfd;
  private @Nullable String securityLabel;
  private @Nullable Instant timestamp;

  private ControlReader(Object name) {
    this.name = name;
  }

  /**
   * Reads the items.
   *
   * @param name where they came from, for messages
   * @param most how many descriptors to keep
   * @param truncated whether the kernel says that something is missing
   */
  static Incoming.Ancillary read(MemorySegment control, Object name, int most, boolean truncated) {
    ControlReader reader = new ControlReader(name);
    long offset = 0;
    while (control.byteSize() - offset >= cmsghdr.SIZEOF) {
      long length = Integer.toUnsignedLong(control.get(JAVA_INT, offset + cmsghdr.cmsg_len));
      if (length < cmsghdr.SIZEOF || length > control.byteSize() - offset) {
        break; // what was cut off
      }
      reader.item(
          control.get(JAVA_INT, offset + cmsghdr.cmsg_level),
          control.get(JAVA_INT, offset + cmsghdr.cmsg_type),
          control.asSlice(offset + cmsghdr.SIZEOF, length - cmsghdr.SIZEOF));
      offset += (length + 7) & ~7L;
    }
    boolean surplus = reader.descriptors.size() > most;
    while (reader.descriptors.size() > most) {
      reader.descriptors.removeLast().close();
    }
    return new Incoming.Ancillary(
        List.copyOf(reader.descriptors),
        reader.credentials,
        reader.pidfd,
        reader.securityLabel,
        reader.timestamp,
        truncated || surplus);
  }

  private void item(int level, int type, MemorySegment data) {
    if (level != SOL_SOCKET) {
      return;
    }
    switch (type) {
      case SCM_RIGHTS -> {
        // By the item's length: the padding behind it may have room for one more.
        for (long i = 0; i < data.byteSize() / Integer.BYTES; i++) {
          int fd = data.getAtIndex(JAVA_INT, i);
          descriptors.add(new OwnedDescriptor(fd, "descriptor received from " + name));
        }
      }
      case SCM_CREDENTIALS -> {
        if (data.byteSize() >= ucred.SIZEOF) {
          credentials =
              new Credentials(
                  data.get(JAVA_INT, ucred.pid),
                  Integer.toUnsignedLong(data.get(JAVA_INT, ucred.uid)),
                  Integer.toUnsignedLong(data.get(JAVA_INT, ucred.gid)));
        }
      }
      case SCM_PIDFD -> {
        // Negative: the kernel could not make one.
        if (data.byteSize() >= Integer.BYTES && data.get(JAVA_INT, 0) >= 0) {
          if (pidfd != null) { // never seen, but it would stay open
            pidfd.close();
          }
          pidfd = new OwnedDescriptor(data.get(JAVA_INT, 0), "pidfd received from " + name);
        }
      }
      case SCM_SECURITY -> {
        securityLabel = PeerIdentity.securityLabel(data);
      }
      case SO_TIMESTAMPNS -> {
        if (data.byteSize() >= timespec.SIZEOF) {
          timestamp =
              Instant.ofEpochSecond(
                  data.get(JAVA_LONG, timespec.tv_sec), data.get(JAVA_LONG, timespec.tv_nsec));
        }
      }
      default -> {
        // Nothing that this library knows: without descriptors, so there is nothing to close.
      }
    }
  }
}
