package dev.interprocess.abicheck;

import dev.interprocess.internal.abi.LinuxAarch64;
import dev.interprocess.internal.abi.LinuxErrno;
import dev.interprocess.internal.abi.LinuxSignal;
import dev.interprocess.internal.abi.LinuxX86_64;
import dev.interprocess.internal.abi.Windows;
import dev.interprocess.internal.abi.WindowsError;
import java.util.List;

/** A processor, system and C library, and the interfaces that state its constants and layouts. */
public enum Target {
  X86_64_GNU("x86_64-linux-gnu", Libc.GNU, LinuxX86_64.class),
  X86_64_MUSL("x86_64-linux-musl", Libc.MUSL, LinuxX86_64.class),
  AARCH64_GNU("aarch64-linux-gnu", Libc.GNU, LinuxAarch64.class),
  AARCH64_MUSL("aarch64-linux-musl", Libc.MUSL, LinuxAarch64.class),
  X86_64_WINDOWS("x86_64-windows-gnu", Libc.MINGW, Windows.class),
  AARCH64_WINDOWS("aarch64-windows-gnu", Libc.MINGW, Windows.class);

  /** A C library, each with headers of its own. */
  enum Libc {
    GNU,
    MUSL,
    /** MinGW-w64, whose headers stand for those of Windows. */
    MINGW
  }

  private final String triple;
  private final Libc libc;
  private final Class<?> constants;

  Target(String triple, Libc libc, Class<?> constants) {
    this.triple = triple;
    this.libc = libc;
    this.constants = constants;
  }

  Libc libc() {
    return libc;
  }

  /** What the core module says of this target. */
  public List<Class<?>> interfaces() {
    return libc == Libc.MINGW
        ? List.of(constants, WindowsError.class)
        : List.of(constants, LinuxErrno.class, LinuxSignal.class);
  }

  /** The name by which compilers know it. */
  @Override
  public String toString() {
    return triple;
  }
}
