package dev.interprocess.internal.libc;

import dev.interprocess.internal.abi.LinuxAarch64;
import dev.interprocess.internal.abi.LinuxX86_64;
import java.util.Locale;

/** The system and processor that this JVM runs on. */
public enum Target {
  LINUX_X86_64,
  LINUX_AARCH64,
  WINDOWS_X86_64,
  WINDOWS_AARCH64,
  OTHER;

  public static final Target CURRENT = detect();

  // What differs between processors: folded to a constant by the compiler, as the field is final.
  private static final boolean ARM = CURRENT == LINUX_AARCH64;
  public static final int O_DIRECT = ARM ? LinuxAarch64.O_DIRECT : LinuxX86_64.O_DIRECT;
  public static final int O_DIRECTORY = ARM ? LinuxAarch64.O_DIRECTORY : LinuxX86_64.O_DIRECTORY;
  public static final int O_NOFOLLOW = ARM ? LinuxAarch64.O_NOFOLLOW : LinuxX86_64.O_NOFOLLOW;
  public static final int SYS_TGKILL = ARM ? LinuxAarch64.SYS_tgkill : LinuxX86_64.SYS_tgkill;
  public static final int SYS_GETTID = ARM ? LinuxAarch64.SYS_gettid : LinuxX86_64.SYS_gettid;
  public static final int SYS_RT_TGSIGQUEUEINFO =
      ARM ? LinuxAarch64.SYS_rt_tgsigqueueinfo : LinuxX86_64.SYS_rt_tgsigqueueinfo;
  public static final int EPOLL_EVENT_SIZE =
      ARM ? LinuxAarch64.epoll_event.SIZEOF : LinuxX86_64.epoll_event.SIZEOF;
  public static final long EPOLL_EVENT_DATA =
      ARM ? LinuxAarch64.epoll_event.data : LinuxX86_64.epoll_event.data;

  public boolean isLinux() {
    return this == LINUX_X86_64 || this == LINUX_AARCH64;
  }

  public boolean isWindows() {
    return this == WINDOWS_X86_64 || this == WINDOWS_AARCH64;
  }

  private static Target detect() {
    String system = System.getProperty("os.name", "");
    boolean linux = system.equals("Linux");
    if (!linux && !system.startsWith("Windows")) {
      return OTHER;
    }
    return switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> linux ? LINUX_X86_64 : WINDOWS_X86_64;
      case "aarch64" -> linux ? LINUX_AARCH64 : WINDOWS_AARCH64;
      default -> OTHER;
    };
  }
}
