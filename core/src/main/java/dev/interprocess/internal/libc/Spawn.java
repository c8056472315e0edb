package dev.interprocess.internal.libc;

import static dev.interprocess.internal.libc.Downcall.INT;
import static dev.interprocess.internal.libc.Downcall.POINTER;
import static dev.interprocess.internal.libc.Downcall.SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** {@code <spawn.h>}: starting a program. The functions return the error number themselves. */
public final class Spawn {
  private Spawn() {}

  /**
   * <a href="https://man7.org/linux/man-pages/man3/posix_spawn.3.html">posix_spawn(3)</a>, which
   * looks the program up in {@code PATH}. Waits until the child has begun with its program, or
   * could not.
   */
  public static int posix_spawnp(
      MemorySegment pid,
      MemorySegment file,
      MemorySegment actions,
      MemorySegment attributes,
      MemorySegment arguments,
      MemorySegment environment) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("posix_spawnp", INT, POINTER, POINTER, POINTER, POINTER, POINTER, POINTER);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(pid, file, actions, attributes, arguments, environment);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a
   * href="https://man7.org/linux/man-pages/man3/posix_spawn_file_actions_init.3.html">posix_spawn_file_actions_init(3)</a>:
   * to be destroyed.
   */
  public static int posix_spawn_file_actions_init(MemorySegment actions) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("posix_spawn_file_actions_init", INT, POINTER);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(actions);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a
   * href="https://man7.org/linux/man-pages/man3/posix_spawn_file_actions_destroy.3.html">posix_spawn_file_actions_destroy(3)</a>.
   */
  public static int posix_spawn_file_actions_destroy(MemorySegment actions) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("posix_spawn_file_actions_destroy", INT, POINTER);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(actions);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a
   * href="https://man7.org/linux/man-pages/man3/posix_spawn_file_actions_adddup2.3.html">posix_spawn_file_actions_adddup2(3)</a>:
   * in the child, {@code to} is what {@code from} is here.
   */
  public static int posix_spawn_file_actions_adddup2(MemorySegment actions, int from, int to) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("posix_spawn_file_actions_adddup2", INT, POINTER, INT, INT);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(actions, from, to);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a
   * href="https://man7.org/linux/man-pages/man3/posix_spawn_file_actions_addclose.3.html">posix_spawn_file_actions_addclose(3)</a>:
   * one that is not open is no error.
   */
  public static int posix_spawn_file_actions_addclose(MemorySegment actions, int fd) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("posix_spawn_file_actions_addclose", INT, POINTER, INT);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(actions, fd);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /** Closes all from {@code lowest} on; an extension of glibc since 2.34. */
  public static int posix_spawn_file_actions_addclosefrom_np(MemorySegment actions, int lowest) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("posix_spawn_file_actions_addclosefrom_np", INT, POINTER, INT);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(actions, lowest);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /** Changes into an open directory; an extension of glibc since 2.29, and of musl. */
  public static int posix_spawn_file_actions_addfchdir_np(MemorySegment actions, int directory) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("posix_spawn_file_actions_addfchdir_np", INT, POINTER, INT);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(actions, directory);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a
   * href="https://man7.org/linux/man-pages/man3/posix_spawnattr_init.3.html">posix_spawnattr_init(3)</a>:
   * to be destroyed.
   */
  public static int posix_spawnattr_init(MemorySegment attributes) {
    class Call {
      static final MethodHandle HANDLE = Downcall.plain("posix_spawnattr_init", INT, POINTER);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(attributes);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a
   * href="https://man7.org/linux/man-pages/man3/posix_spawnattr_destroy.3.html">posix_spawnattr_destroy(3)</a>.
   */
  public static int posix_spawnattr_destroy(MemorySegment attributes) {
    class Call {
      static final MethodHandle HANDLE = Downcall.plain("posix_spawnattr_destroy", INT, POINTER);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(attributes);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a
   * href="https://man7.org/linux/man-pages/man3/posix_spawnattr_setflags.3.html">posix_spawnattr_setflags(3)</a>.
   */
  public static int posix_spawnattr_setflags(MemorySegment attributes, short flags) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("posix_spawnattr_setflags", INT, POINTER, SHORT);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(attributes, flags);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a
   * href="https://man7.org/linux/man-pages/man3/posix_spawnattr_setpgroup.3.html">posix_spawnattr_setpgroup(3)</a>.
   */
  public static int posix_spawnattr_setpgroup(MemorySegment attributes, int group) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("posix_spawnattr_setpgroup", INT, POINTER, INT);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(attributes, group);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a
   * href="https://man7.org/linux/man-pages/man3/posix_spawnattr_setsigmask.3.html">posix_spawnattr_setsigmask(3)</a>.
   */
  public static int posix_spawnattr_setsigmask(MemorySegment attributes, MemorySegment signals) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("posix_spawnattr_setsigmask", INT, POINTER, POINTER);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(attributes, signals);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }

  /**
   * <a
   * href="https://man7.org/linux/man-pages/man3/posix_spawnattr_setsigdefault.3.html">posix_spawnattr_setsigdefault(3)</a>.
   */
  public static int posix_spawnattr_setsigdefault(MemorySegment attributes, MemorySegment signals) {
    class Call {
      static final MethodHandle HANDLE =
          Downcall.plain("posix_spawnattr_setsigdefault", INT, POINTER, POINTER);
    }
    try {
      return -(int) Call.HANDLE.invokeExact(attributes, signals);
    } catch (Throwable t) {
      throw Downcall.refused(t);
    }
  }
}
