package dev.interprocess.internal.libc;

import dev.interprocess.internal.abi.LinuxAarch64;
import dev.interprocess.internal.abi.LinuxX86_64;
import java.util.Locale;

/** The system and processor that this JVM runs on. */
public enum Target {
  LINUX_X86_64,
  LINUX_AARCH64,
  OTHER;

  public static final Target CURRENT = detect();

  // What differs between processors: folded to a constant by the compiler, as the field is final.
  private static final boolean ARM = CURRENT == LINUX_AARCH64;
  public static final int O_DIRECT = ARM ? LinuxAarch64.O_DIRECT : LinuxX86_64.O_DIRECT;
  public static final int O_DIRECTORY = ARM ? LinuxAarch64.O_DIRECTORY : LinuxX86_64.O_DIRECTORY;
  public static final int O_NOFOLLOW = ARM ? LinuxAarch64.O_NOFOLLOW : LinuxX86_64.O_NOFOLLOW;
  public static final int SYS_TGKILL = ARM ? LinuxAarch64.SYS_tgkill : LinuxX86_64.SYS_tgkill;
  public static final int EPOLL_EVENT_SIZE =
      ARM ? LinuxAarch64.epoll_event.SIZEOF : LinuxX86_64.epoll_event.SIZEOF;
  public static final long EPOLL_EVENT_DATA =
      ARM ? LinuxAarch64.epoll_event.data : LinuxX86_64.epoll_event.data;

  private static Target detect() {
    if (!System.getProperty("os.name", "").equals("Linux")) {
      return OTHER;
    }
    return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> LINUX_X86_64;
      case "aarch64" -> LINUX_AARCH64;
      default -> OTHER;
    };
  }
}
