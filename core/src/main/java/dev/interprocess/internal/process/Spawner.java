package dev.interprocess.internal.process;

import static dev.interprocess.internal.abi.Linux.F_DUPFD_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.POSIX_SPAWN_SETPGROUP;
import static dev.interprocess.internal.abi.Linux.POSIX_SPAWN_SETSID;
import static dev.interprocess.internal.abi.Linux.POSIX_SPAWN_SETSIGDEF;
import static dev.interprocess.internal.abi.Linux.POSIX_SPAWN_SETSIGMASK;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Linux.sizeof;
import dev.interprocess.internal.libc.CString;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.libc.Spawn;
import dev.interprocess.internal.libc.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Starts programs by {@code posix_spawn}, which copies nothing of this process, however big it is.
 */
final class Spawner implements AutoCloseable {
  private static final int ALIGNMENT = 16;

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment actions =
      arena.allocate(sizeof.posix_spawn_file_actions_t, ALIGNMENT);
  private final MemorySegment attributes = arena.allocate(sizeof.posix_spawnattr_t, ALIGNMENT);
  private final List<Integer> raised = new ArrayList<>();

  private Spawner() throws ErrnoException {
    check(Spawn.posix_spawn_file_actions_init(actions));
    check(Spawn.posix_spawnattr_init(attributes));
  }

  /**
   * The number of the new process, which is to be waited for.
   *
   * @throws ErrnoException of the operation {@code start} if the program can't be executed
   */
  static int spawn(Program program) throws ErrnoException {
    return program.endsWithParent()
        ? LastingThread.call(() -> spawnHere(program))
        : spawnHere(program);
  }

  private static int spawnHere(Program program) throws ErrnoException {
    try (Spawner spawner = new Spawner()) {
      spawner.setAttributes(program);
      spawner.setActions(program);
      return spawner.start(program);
    }
  }

  /**
   * The mask and the dispositions of signals would be inherited otherwise, those of this thread.
   */
  private void setAttributes(Program program) throws ErrnoException {
    MemorySegment blocked = arena.allocate(sizeof.sigset_t, ALIGNMENT);
    blocked.set(JAVA_LONG, 0, program.blocked());
    MemorySegment byDefault = arena.allocate(sizeof.sigset_t, ALIGNMENT).fill((byte) -1);
    byDefault.set(JAVA_LONG, 0, ~program.ignored());
    check(Spawn.posix_spawnattr_setsigmask(attributes, blocked));
    check(Spawn.posix_spawnattr_setsigdefault(attributes, byDefault));
    int group =
        switch (program.grouping()) {
          case SHARED -> 0;
          case OWN_GROUP -> POSIX_SPAWN_SETPGROUP; // its number is 0 at first: a new one
          case OWN_SESSION -> POSIX_SPAWN_SETSID;
        };
    short flags = (short) (POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | group);
    check(Spawn.posix_spawnattr_setflags(attributes, flags));
  }

  /** What the child does before it executes the program, in this order. */
  private void setActions(Program program) throws ErrnoException {
    SortedMap<Integer, Integer> descriptors = program.descriptors();
    int highest = descriptors.lastKey();
    // First, as the directory's own number may be one that something else gets.
    if (program.directory() != Program.NONE) {
      check(Spawn.posix_spawn_file_actions_addfchdir_np(actions, program.directory()));
    }
    for (Map.Entry<Integer, Integer> descriptor : descriptors.entrySet()) {
      if (descriptor.getValue() != Program.INHERITED) {
        int source = above(highest, descriptor.getValue());
        check(Spawn.posix_spawn_file_actions_adddup2(actions, source, descriptor.getKey()));
      }
    }
    // All the rest: the JDK opens most of its files so that a child would have them.
    for (int number = 0; number < highest; number++) {
      if (!descriptors.containsKey(number)) {
        check(Spawn.posix_spawn_file_actions_addclose(actions, number));
      }
    }
    check(Spawn.posix_spawn_file_actions_addclosefrom_np(actions, highest + 1));
  }

  /**
   * A source that no target overwrites before it is copied. It is never its own target either: that
   * the copy is then not closed on exec is a promise of newer C libraries only.
   */
  private int above(int highest, int source) throws ErrnoException {
    if (source > highest) {
      return source;
    }
    int duplicate = Fcntl.fcntl(source, F_DUPFD_CLOEXEC, highest + 1);
    raised.add(ErrnoException.check("duplicate", duplicate));
    return duplicate;
  }

  private int start(Program program) throws ErrnoException {
    MemorySegment arguments = strings(program.arguments());
    MemorySegment pid = arena.allocate(JAVA_INT);
    check(
        Spawn.posix_spawnp(
            pid,
            arguments.get(ADDRESS, 0),
            actions,
            attributes,
            arguments,
            strings(program.environment())));
    return pid.get(JAVA_INT, 0);
  }

  private MemorySegment strings(List<byte[]> strings) {
    MemorySegment pointers = arena.allocate(ADDRESS, strings.size() + 1L);
    for (int i = 0; i < strings.size(); i++) {
      pointers.setAtIndex(ADDRESS, i, CString.allocate(arena, strings.get(i)));
    }
    return pointers;
  }

  private static void check(int result) throws ErrnoException {
    ErrnoException.check("start", result);
  }

  @Override
  public void close() {
    raised.forEach(Unistd::close);
    Spawn.posix_spawnattr_destroy(attributes);
    Spawn.posix_spawn_file_actions_destroy(actions);
    arena.close();
  }
}
