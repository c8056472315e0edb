package dev.interprocess.abicheck;

import dev.interprocess.internal.abi.LinuxAarch64;
import dev.interprocess.internal.abi.LinuxErrno;
import dev.interprocess.internal.abi.LinuxSignal;
import dev.interprocess.internal.abi.LinuxX86_64;
import java.util.List;

/** A processor, system and C library, and the interfaces that state its constants and layouts. */
public enum Target {
  X86_64_GNU("x86_64-linux-gnu", Libc.GNU, LinuxX86_64.class),
  X86_64_MUSL("x86_64-linux-musl", Libc.MUSL, LinuxX86_64.class),
  AARCH64_GNU("aarch64-linux-gnu", Libc.GNU, LinuxAarch64.class),
  AARCH64_MUSL("aarch64-linux-musl", Libc.MUSL, LinuxAarch64.class);

  /** A C library, each with headers of its own. */
  enum Libc {
    GNU,
    MUSL
  }

  private final String triple;
  private final Libc libc;
  private final Class<?> processor;

  Target(String triple, Libc libc, Class<?> processor) {
    this.triple = triple;
    this.libc = libc;
    this.processor = processor;
  }

  Libc libc() {
    return libc;
  }

  /** What the core module says of this target. */
  public List<Class<?>> interfaces() {
    return List.of(processor, LinuxErrno.class, LinuxSignal.class);
  }

  /** The name by which compilers know it. */
  @Override
  public String toString() {
    return triple;
  }
}
