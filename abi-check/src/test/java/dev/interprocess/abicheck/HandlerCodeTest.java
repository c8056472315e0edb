package dev.interprocess.abicheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.internal.abi.LinuxAarch64;
import dev.interprocess.internal.abi.LinuxX86_64;
import dev.interprocess.internal.signal.HandlerCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The machine code of the signal handler is what an assembler makes of the text beside it. */
class HandlerCodeTest {
  @Test
  void isWhatItsListingSays(@TempDir Path folder) throws Exception {
    ZigCompiler compiler = Ziglang.compilerIn(folder);
    for (Target target : Target.values()) {
      if (target.libc() == Target.Libc.MINGW) {
        continue; // has no such signals, and object files of another form
      }
      boolean x86 = target.toString().startsWith("x86_64");
      String listing = x86 ? HandlerCode.X86_64 : HandlerCode.AARCH64;
      String source = target + ".s";
      Files.writeString(
          folder.resolve(source), (x86 ? ".intel_syntax noprefix\n" : "") + assembly(listing));
      assertThat(compiler.compile(target, source)).isEmpty();
      assertThat(text(folder.resolve(source + ".o")))
          .as(target.toString())
          .isEqualTo(HandlerCode.bytes(listing));
    }
  }

  @Test
  void editsTheMaskWhereTheKernelHasIt() {
    assertThat(HandlerCode.X86_64).contains("[rdx+" + LinuxX86_64.ucontext_t.uc_sigmask + "]");
    assertThat(HandlerCode.AARCH64).contains("[x13, #" + LinuxAarch64.ucontext_t.uc_sigmask + "]");
  }

  /** Without the bytes and the comments. */
  private static String assembly(String listing) {
    return listing
        .lines()
        .map(line -> line.replaceFirst("^(?:[0-9a-f]{2} )+ ", "").replaceFirst("\\s# .*", ""))
        .collect(Collectors.joining("\n", ".text\n", "\n"));
  }

  /** The section of that name of a 64-bit ELF file, by its section headers. */
  private static byte[] text(Path object) throws Exception {
    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(object)).order(ByteOrder.LITTLE_ENDIAN);
    long headers = file.getLong(40);
    int size = file.getShort(58);
    int count = file.getShort(60);
    int names = file.getShort(62);
    int nameTable = (int) file.getLong((int) headers + names * size + 24);
    for (int i = 0; i < count; i++) {
      int header = (int) headers + i * size;
      int name = nameTable + file.getInt(header);
      if (file.get(name) == '.' && file.get(name + 1) == 't' && file.get(name + 5) == 0) {
        byte[] section = new byte[(int) file.getLong(header + 32)];
        file.get((int) file.getLong(header + 24), section);
        return section;
      }
    }
    throw new AssertionError("no .text in " + object);
  }
}
