package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.AF_UNIX;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import dev.interprocess.internal.abi.Linux.sockaddr_un;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A {@code struct sockaddr_un} and its length, to and from the bytes that mean something: those of
 * a path without the NUL behind it; a NUL and the name for an abstract one, every further byte
 * counting; none for an unnamed socket.
 */
public final class SockaddrUn {
  private static final int PATH = sockaddr_un.sun_path;

  /**
   * How long a path can be, with a NUL behind it, and how long an abstract name, with one before
   * it.
   */
  public static final int LONGEST_NAME = sockaddr_un.SIZEOF - PATH - 1;

  // Of a path of 108 bytes the kernel counts the NUL too, which lies behind the structure.
  private static final int ROOM = sockaddr_un.SIZEOF + 2;

  private SockaddrUn() {}

  /** The structure, exactly as long as the kernel is to be told; without a name to be given one. */
  static MemorySegment encode(Arena arena, byte[] name) {
    MemorySegment address = allocate(arena);
    return address.asSlice(0, encode(name, address));
  }

  /** Writes the structure into such room; returns how long the kernel is to be told that it is. */
  public static int encode(byte[] name, MemorySegment address) {
    boolean path = name.length > 0 && name[0] != 0;
    address.set(JAVA_SHORT, sockaddr_un.sun_family, (short) AF_UNIX);
    MemorySegment.copy(name, 0, address, JAVA_BYTE, PATH, name.length);
    if (path) {
      address.set(JAVA_BYTE, PATH + name.length, (byte) 0);
    }
    return PATH + name.length + (path ? 1 : 0);
  }

  /** Room for any address. */
  public static MemorySegment allocate(Arena arena) {
    return arena.allocate(ROOM, 8);
  }

  /** The size of that room, where the kernel puts the length. */
  static MemorySegment length(Arena arena) {
    return arena.allocateFrom(JAVA_INT, ROOM);
  }

  /** What the kernel said. */
  public static byte[] decode(MemorySegment address, int length) {
    int size = Math.min(Math.max(length, PATH), sockaddr_un.SIZEOF) - PATH;
    if (size == 0) {
      return new byte[0];
    }
    byte[] name = address.asSlice(PATH, size).toArray(JAVA_BYTE);
    if (name[0] == 0) {
      return name;
    }
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return Arrays.copyOf(name, end);
  }
}
