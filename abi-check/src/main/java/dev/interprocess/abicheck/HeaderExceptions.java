package dev.interprocess.abicheck;

import dev.interprocess.abicheck.Target.Libc;
import java.util.List;
import java.util.Optional;

/**
 * Where a C library's headers differ from what the interfaces say. An entry that is no longer true
 * fails the check, as a wrong constant does.
 */
final class HeaderExceptions {
  private record KernelMacro(Libc libc, String macro, String header) {}

  private record Nowhere(Libc libc, String macro) {}

  private record Width(Libc libc, String field, int declared, int actual) {}

  /** Macros that the C library's own headers lack, and the kernel's header that has them. */
  private static final List<KernelMacro> KERNEL_MACROS =
      List.of(
          // Of Linux 6.5 and 6.16, which musl 1.2.5 does not know.
          new KernelMacro(Libc.MUSL, "SO_PEERPIDFD", "asm/socket.h"),
          new KernelMacro(Libc.MUSL, "SO_PASSPIDFD", "asm/socket.h"),
          new KernelMacro(Libc.MUSL, "SO_PASSRIGHTS", "asm/socket.h"));

  /**
   * Macros that the C library lacks and that the kernel keeps out of its headers for programs; the
   * other C library's headers hold the same constant.
   */
  private static final List<Nowhere> NOWHERE =
      List.of(new Nowhere(Libc.MUSL, "SCM_SECURITY"), new Nowhere(Libc.MUSL, "SCM_PIDFD"));

  /**
   * Fields that are wider than declared. POSIX has an int and a socklen_t here and musl follows it,
   * with padding up to the 8 bytes that the kernel reads; glibc has a size_t. Both processors being
   * little-endian, the declared int is the low half of the 8 bytes with either. The C libraries
   * have room for 1024 signals, where the kernel has 64.
   */
  private static final List<Width> WIDTHS =
      List.of(
          new Width(Libc.GNU, "msghdr.msg_iovlen", 4, 8),
          new Width(Libc.GNU, "msghdr.msg_controllen", 4, 8),
          new Width(Libc.GNU, "cmsghdr.cmsg_len", 4, 8),
          new Width(Libc.GNU, "sigaction.sa_mask", 8, 128),
          new Width(Libc.MUSL, "sigaction.sa_mask", 8, 128),
          new Width(Libc.GNU, "ucontext_t.uc_sigmask", 8, 128),
          new Width(Libc.MUSL, "ucontext_t.uc_sigmask", 8, 128));

  private HeaderExceptions() {}

  /** The kernel's header to take a macro from, if the C library's headers lack it. */
  static Optional<String> kernelHeader(Libc libc, String macro) {
    return KERNEL_MACROS.stream()
        .filter(entry -> entry.libc() == libc && entry.macro().equals(macro))
        .map(KernelMacro::header)
        .findAny();
  }

  /** Whether no header of this C library, nor of the kernel, has the macro. */
  static boolean isNowhere(Libc libc, String macro) {
    return NOWHERE.contains(new Nowhere(libc, macro));
  }

  /** How wide a field is in the headers, given how wide it is declared to be. */
  static int width(Libc libc, String field, int declared) {
    return WIDTHS.stream()
        .filter(entry -> entry.libc() == libc)
        .filter(entry -> entry.field().equals(field) && entry.declared() == declared)
        .map(Width::actual)
        .findAny()
        .orElse(declared);
  }
}
