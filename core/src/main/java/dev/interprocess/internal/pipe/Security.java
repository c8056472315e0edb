package dev.interprocess.internal.pipe;

import static dev.interprocess.internal.abi.Windows.DACL_SECURITY_INFORMATION;
import static dev.interprocess.internal.abi.Windows.SDDL_REVISION_1;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.interprocess.internal.abi.Windows.SECURITY_ATTRIBUTES;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.win32.Memory;
import dev.interprocess.internal.win32.Sddl;
import dev.interprocess.internal.win32.SecurityBaseApi;
import dev.interprocess.internal.win32.WinBase;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Security descriptors, which here are texts of the security descriptor definition language. */
public final class Security {
  private Security() {}

  /** For a new object; the memory is the arena's. */
  static MemorySegment attributes(String sddl, boolean inheritable, Arena arena)
      throws WindowsException {
    MemorySegment attributes = arena.allocate(SECURITY_ATTRIBUTES.SIZEOF, 8);
    attributes.set(JAVA_INT, SECURITY_ATTRIBUTES.nLength, SECURITY_ATTRIBUTES.SIZEOF);
    attributes.set(ADDRESS, SECURITY_ATTRIBUTES.lpSecurityDescriptor, descriptor(sddl, arena));
    attributes.set(JAVA_INT, SECURITY_ATTRIBUTES.bInheritHandle, inheritable ? 1 : 0);
    return attributes;
  }

  private static MemorySegment descriptor(String sddl, Arena arena) throws WindowsException {
    MemorySegment pointer = arena.allocate(ADDRESS);
    MemorySegment size = arena.allocate(JAVA_INT);
    WindowsException.check(
        "security descriptor",
        Sddl.toSecurityDescriptor(
            arena.allocateFrom(sddl, UTF_16LE), SDDL_REVISION_1, pointer, size));
    MemorySegment made = pointer.get(ADDRESS, 0);
    try {
      // Self-relative: all of it is in these bytes.
      MemorySegment bytes = Memory.at(made, Integer.toUnsignedLong(size.get(JAVA_INT, 0)));
      return arena.allocate(bytes.byteSize(), 8).copyFrom(bytes);
    } finally {
      WinBase.localFree(made);
    }
  }

  /** Throws unless it is well-formed; returns it as the system writes it. */
  public static String normalized(String sddl) throws WindowsException {
    try (Arena arena = Arena.ofConfined()) {
      return text(descriptor(sddl, arena), 0xF, arena);
    }
  }

  /** Who may do what with an open pipe. */
  public static String of(OwnedHandle pipe) throws IOException {
    long handle = pipe.acquire();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment needed = arena.allocate(JAVA_INT);
      SecurityBaseApi.getKernelObjectSecurity(
          handle, DACL_SECURITY_INFORMATION, MemorySegment.NULL, 0, needed);
      int size = needed.get(JAVA_INT, 0);
      MemorySegment descriptor = arena.allocate(Math.max(1, size), 8);
      WindowsException.check(
          "GetKernelObjectSecurity",
          SecurityBaseApi.getKernelObjectSecurity(
              handle, DACL_SECURITY_INFORMATION, descriptor, size, needed));
      return text(descriptor, DACL_SECURITY_INFORMATION, arena);
    } finally {
      pipe.release();
    }
  }

  private static String text(MemorySegment descriptor, int information, Arena arena)
      throws WindowsException {
    MemorySegment pointer = arena.allocate(ADDRESS);
    WindowsException.check(
        "security descriptor",
        Sddl.ofSecurityDescriptor(
            descriptor, SDDL_REVISION_1, information, pointer, MemorySegment.NULL));
    return Memory.takeString(pointer.get(ADDRESS, 0));
  }
}
