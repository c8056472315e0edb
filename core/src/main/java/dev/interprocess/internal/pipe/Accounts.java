package dev.interprocess.internal.pipe;

import static dev.interprocess.internal.abi.Windows.SECURITY_MAX_SID_SIZE;
import static dev.interprocess.internal.abi.Windows.TOKEN_QUERY;
import static dev.interprocess.internal.abi.Windows.TokenUser;
import static dev.interprocess.internal.abi.WindowsError.ERROR_NONE_MAPPED;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_CHAR;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.interprocess.internal.abi.Windows.SID_AND_ATTRIBUTES;
import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.internal.win32.Memory;
import dev.interprocess.internal.win32.ProcessThreadsApi;
import dev.interprocess.internal.win32.Sddl;
import dev.interprocess.internal.win32.SecurityBaseApi;
import dev.interprocess.internal.win32.WinBase;
import dev.interprocess.internal.win32.WindowsException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Users and groups, by their security identifiers and names. */
public final class Accounts {
  /** The pseudo handle of this process. */
  private static final long THIS_PROCESS = -1;

  // An account's and a domain's name have 256 characters at most.
  private static final int NAME = 257;

  private Accounts() {}

  /** The security identifier of this process' user. */
  public static String ownSid() throws WindowsException {
    return sidOf(THIS_PROCESS);
  }

  /** That of a process' user. */
  static String sidOf(long process) throws WindowsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment token = arena.allocate(JAVA_LONG);
      WindowsException.check(
          "OpenProcessToken", ProcessThreadsApi.openProcessToken(process, TOKEN_QUERY, token));
      try {
        return sidOfToken(token.get(JAVA_LONG, 0), arena);
      } finally {
        HandleApi.closeHandle(token.get(JAVA_LONG, 0));
      }
    }
  }

  private static String sidOfToken(long token, Arena arena) throws WindowsException {
    int size = SID_AND_ATTRIBUTES.SIZEOF + SECURITY_MAX_SID_SIZE;
    MemorySegment user = arena.allocate(size, 8);
    WindowsException.check(
        "GetTokenInformation",
        SecurityBaseApi.getTokenInformation(
            token, TokenUser, user, size, arena.allocate(JAVA_INT)));
    return text(user.get(ADDRESS, SID_AND_ATTRIBUTES.Sid), arena);
  }

  private static String text(MemorySegment sid, Arena arena) throws WindowsException {
    MemorySegment pointer = arena.allocate(ADDRESS);
    WindowsException.check("ConvertSidToStringSid", Sddl.ofSid(sid, pointer));
    return Memory.takeString(pointer.get(ADDRESS, 0));
  }

  /** The security identifier of the user or group of that name. */
  public static String sid(String name) throws WindowsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sid = arena.allocate(SECURITY_MAX_SID_SIZE, 8);
      MemorySegment size = arena.allocateFrom(JAVA_INT, SECURITY_MAX_SID_SIZE);
      MemorySegment domain = arena.allocate(JAVA_CHAR, NAME);
      WindowsException.check(
          "account " + name,
          WinBase.lookupAccountName(
              NULL,
              arena.allocateFrom(name, UTF_16LE),
              sid,
              size,
              domain,
              arena.allocateFrom(JAVA_INT, NAME),
              arena.allocate(JAVA_INT)));
      return text(sid, arena);
    }
  }

  /** The name that belongs to a security identifier, with its domain; itself if it has none. */
  public static String name(String text) throws WindowsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pointer = arena.allocate(ADDRESS);
      WindowsException.check(
          "security identifier " + text, Sddl.toSid(arena.allocateFrom(text, UTF_16LE), pointer));
      MemorySegment sid = pointer.get(ADDRESS, 0);
      try {
        return name(sid, text, arena);
      } finally {
        WinBase.localFree(sid);
      }
    }
  }

  private static String name(MemorySegment sid, String text, Arena arena) throws WindowsException {
    MemorySegment name = arena.allocate(JAVA_CHAR, NAME);
    MemorySegment domain = arena.allocate(JAVA_CHAR, NAME);
    int error =
        WinBase.lookupAccountSid(
            NULL,
            sid,
            name,
            arena.allocateFrom(JAVA_INT, NAME),
            domain,
            arena.allocateFrom(JAVA_INT, NAME),
            arena.allocate(JAVA_INT));
    if (error == ERROR_NONE_MAPPED) {
      return text;
    }
    WindowsException.check("account of " + text, error);
    String where = domain.getString(0, UTF_16LE);
    return (where.isEmpty() ? "" : where + "\\") + name.getString(0, UTF_16LE);
  }
}
