package dev.interprocess.internal.impl;

import dev.interprocess.internal.libc.Target;

/** What only Windows has. */
public final class WindowsOnly {
  private WindowsOnly() {}

  /** Throws on another system. */
  public static void require(String what) {
    if (!Target.CURRENT.isWindows()) {
      throw Kernel.notHere(what, "windows-x86_64 and windows-aarch64");
    }
  }
}
