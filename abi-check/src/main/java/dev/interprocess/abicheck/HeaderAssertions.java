package dev.interprocess.abicheck;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the C text that asserts what interfaces say; the Javadoc of {@code Linux} has their form.
 */
final class HeaderAssertions {
  private static final List<String> WINDOWS_HEADERS =
      List.of("stddef.h", "stdint.h", "windows.h", "sddl.h", "winternl.h");

  private static final List<String> UNIX_HEADERS =
      List.of(
          "dirent.h",
          "errno.h",
          "fcntl.h",
          "grp.h",
          "limits.h",
          "poll.h",
          "pwd.h",
          "signal.h",
          "spawn.h",
          "stddef.h",
          "stdint.h",
          "sys/epoll.h",
          "sys/eventfd.h",
          "sys/resource.h",
          "sys/signalfd.h",
          "ucontext.h",
          "sys/file.h",
          "sys/ioctl.h",
          "sys/mman.h",
          "sys/socket.h",
          "sys/stat.h",
          "sys/syscall.h",
          "sys/types.h",
          "sys/uio.h",
          "sys/un.h",
          "sys/wait.h",
          "time.h",
          "unistd.h");

  private final Target target;
  private final CSource source = new CSource();
  private final List<Constant> kernelMacros = new ArrayList<>();

  private HeaderAssertions(Target target) {
    this.target = target;
  }

  static CSource of(Target target, List<Class<?>> interfaces) {
    HeaderAssertions assertions = new HeaderAssertions(target);
    boolean windows = target.libc() == Target.Libc.MINGW;
    // What Windows 10 has.
    assertions.source.add(windows ? "#define _WIN32_WINNT 0x0A00" : "#define _GNU_SOURCE");
    (windows ? WINDOWS_HEADERS : UNIX_HEADERS).forEach(assertions::include);
    interfaces.forEach(assertions::contents);
    // Last, as the kernel's headers define many of the C library's macros anew.
    assertions.kernelMacros.forEach(assertions::absent);
    assertions.kernelMacros.forEach(assertions::kernelMacro);
    return assertions.source;
  }

  private void include(String header) {
    source.add("#include <" + header + ">");
  }

  private void contents(Class<?> abi) {
    for (Constant constant : Constant.of(abi)) {
      if (HeaderExceptions.kernelHeader(target.libc(), constant.name()).isPresent()) {
        kernelMacros.add(constant);
      } else if (HeaderExceptions.isNowhere(target.libc(), constant.name())) {
        absent(constant);
      } else {
        macro(constant);
      }
    }
    for (Class<?> nested : nestedIn(abi)) {
      if (nested.getSimpleName().equals("sizeof")) {
        Constant.of(nested).forEach(this::scalar);
      } else {
        Constant.of(nested).forEach(constant -> member(nested.getSimpleName(), constant));
      }
    }
  }

  private static Set<Class<?>> nestedIn(Class<?> abi) {
    Set<Class<?>> nested = new LinkedHashSet<>(List.of(abi.getDeclaredClasses()));
    for (Class<?> parent : abi.getInterfaces()) {
      nested.addAll(nestedIn(parent));
    }
    return nested;
  }

  private void macro(Constant constant) {
    source.addAssertion(
        constant.name(),
        switch (constant) {
          // The header's macro may well be unsigned, as EPOLLET is.
          case Constant(String name, long value, int bytes) when value < 0 && bytes == 4 ->
              "(uint32_t)(%s) == 0x%xU".formatted(name, (int) value);
          case Constant(String name, long value, int _) when value < 0 ->
              "(uint64_t)(%s) == 0x%xU".formatted(name, value);
          default -> "(%s) == %d".formatted(constant.name(), constant.value());
        });
  }

  private void absent(Constant constant) {
    source.add("#ifdef " + constant.name());
    source.add(constant.name(), "#error the C library has it: no longer an exception");
    source.add("#endif");
  }

  private void kernelMacro(Constant constant) {
    include(HeaderExceptions.kernelHeader(target.libc(), constant.name()).orElseThrow());
    macro(constant);
  }

  private void scalar(Constant constant) {
    source.addAssertion(
        "sizeof(%s)".formatted(constant.name()),
        "sizeof(%s) == %d".formatted(constant.name(), constant.value()));
  }

  private void member(String struct, Constant constant) {
    String name = struct + "." + constant.name();
    // A name that ends so is that of a type, and its struct has none; on Windows all are types.
    boolean isType = struct.endsWith("_t") || target.libc() == Target.Libc.MINGW;
    String type = isType ? struct : "struct " + struct;
    if (constant.name().equals("SIZEOF")) {
      source.addAssertion(name, "sizeof(%s) == %d".formatted(type, constant.value()));
      return;
    }
    source.addAssertion(
        name + " offset",
        "offsetof(%s, %s) == %d".formatted(type, constant.name(), constant.value()));
    source.addAssertion(
        name + " width",
        "sizeof(((%s *)0)->%s%s) == %d"
            .formatted(
                type,
                constant.name(),
                // A byte stands for an array of bytes.
                constant.bytes() == 1 ? "[0]" : "",
                HeaderExceptions.width(target.libc(), name, constant.bytes())));
  }
}
