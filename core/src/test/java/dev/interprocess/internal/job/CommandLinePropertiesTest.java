package dev.interprocess.internal.job;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.OnWindows;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The words of a command come out of the system's own parser as they went in. */
@OnWindows
@SuppressWarnings("restricted")
class CommandLinePropertiesTest {
  private static final String[] PIECES = {
    "\"",
    "\\",
    "\\\\",
    " ",
    "\t",
    "a",
    "*",
    "?",
    "%PATH%",
    "^",
    "&",
    "|",
    "\u00e9",
    "\ud83d\ude00",
    "'",
    "=",
    "/",
    "-",
    "\u3000",
    "\u2028",
    "\r",
    "\f",
    "\u001c"
  };

  @Test
  void wordsSurviveTheSystemsParser() throws Throwable {
    Random random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      List<String> words = new ArrayList<>(List.of("C:\\a folder\\program.exe"));
      for (int count = random.nextInt(4); count >= 0; count--) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(7); length > 0; length--) {
          word.append(PIECES[random.nextInt(PIECES.length)]);
        }
        words.add(word.toString());
      }
      String line = CommandLine.of(words);
      assertThat(parsed(line)).as(line).isEqualTo(words);
    }
  }

  @Test
  void whatNeedsNoQuotesHasNone() {
    assertThat(CommandLine.of(List.of("cmd.exe", "/c", "echo", "a\\b=c")))
        .isEqualTo("\"cmd.exe\" /c echo a\\b=c");
    assertThat(CommandLine.of(List.of("x"))).isEqualTo("\"x\"");
  }

  private static final MethodHandle PARSE =
      Linker.nativeLinker()
          .downcallHandle(
              SymbolLookup.libraryLookup("shell32.dll", Arena.global())
                  .findOrThrow("CommandLineToArgvW"),
              FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS));

  private static List<String> parsed(String line) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_INT);
      MemorySegment words =
          (MemorySegment) PARSE.invokeExact(arena.allocateFrom(line, UTF_16LE), count);
      int size = count.get(JAVA_INT, 0);
      List<String> parsed = new ArrayList<>();
      MemorySegment pointers = words.reinterpret(8L * size);
      for (int i = 0; i < size; i++) {
        parsed.add(
            pointers.getAtIndex(ADDRESS, i).reinterpret(Integer.MAX_VALUE).getString(0, UTF_16LE));
      }
      dev.interprocess.internal.win32.WinBase.localFree(words);
      return parsed;
    }
  }
}
