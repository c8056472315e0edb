package dev.interprocess.internal.account;

import static dev.interprocess.internal.abi.LinuxErrno.EINTR;
import static dev.interprocess.internal.abi.LinuxErrno.ERANGE;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.abi.Linux.group;
import dev.interprocess.internal.abi.Linux.passwd;
import dev.interprocess.internal.libc.CString;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Grp;
import dev.interprocess.internal.libc.Pwd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The system's users and groups. Their data base may be a server elsewhere, so these calls wait as
 * long as it takes, and hold a virtual thread's carrier meanwhile.
 */
public final class Accounts {
  private static final long FIRST_BUFFER = 4096;

  private Accounts() {}

  /** The number of a user, if there is one of that name. */
  public static Optional<Long> user(String name) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = CString.allocate(arena, name.getBytes(StandardCharsets.UTF_8));
      Entry entry =
          ask(
              arena,
              "getpwnam_r",
              passwd.SIZEOF,
              (struct, buffer, result) ->
                  Pwd.getpwnam_r(bytes, struct, buffer, buffer.byteSize(), result));
      return entry.number(passwd.pw_uid);
    }
  }

  /** The number of a group, if there is one of that name. */
  public static Optional<Long> group(String name) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = CString.allocate(arena, name.getBytes(StandardCharsets.UTF_8));
      Entry entry =
          ask(
              arena,
              "getgrnam_r",
              group.SIZEOF,
              (struct, buffer, result) ->
                  Grp.getgrnam_r(bytes, struct, buffer, buffer.byteSize(), result));
      return entry.number(group.gr_gid);
    }
  }

  /** The name of a user, if he has one. */
  public static Optional<String> userName(long uid) throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      Entry entry =
          ask(
              arena,
              "getpwuid_r",
              passwd.SIZEOF,
              (struct, buffer, result) ->
                  Pwd.getpwuid_r((int) uid, struct, buffer, buffer.byteSize(), result));
      return entry.text(passwd.pw_name);
    }
  }

  private interface Query {
    /** Fills in {@code struct}, its strings in {@code buffer}; returns the error number. */
    int run(MemorySegment struct, MemorySegment buffer, MemorySegment result);
  }

  private record Entry(MemorySegment struct, boolean found) {
    Optional<Long> number(long offset) {
      return found
          ? Optional.of(Integer.toUnsignedLong(struct.get(JAVA_INT, offset)))
          : Optional.empty();
    }

    Optional<String> text(long offset) {
      return found ? Optional.of(CString.at(struct, offset)) : Optional.empty();
    }
  }

  private static Entry ask(Arena arena, String operation, int size, Query query)
      throws ErrnoException {
    MemorySegment struct = arena.allocate(size, 8);
    MemorySegment result = arena.allocate(ADDRESS);
    // A group of thousands of members needs more room; the functions only say "more".
    long room = FIRST_BUFFER;
    int error = query.run(struct, arena.allocate(room), result);
    while (error == ERANGE || error == EINTR) {
      room *= 2;
      error = query.run(struct, arena.allocate(room), result);
    }
    if (error != 0) {
      throw new ErrnoException(operation, error);
    }
    return new Entry(struct, result.get(ADDRESS, 0).address() != 0);
  }
}
