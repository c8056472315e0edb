package dev.interprocess.process;

import static dev.interprocess.internal.abi.Windows.DUPLICATE_SAME_ACCESS;
import static dev.interprocess.internal.abi.Windows.FILE_TYPE_PIPE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.UnnamedPipe;
import dev.interprocess.internal.impl.HandlePipes;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.win32.FileApi;
import dev.interprocess.internal.win32.HandleApi;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Children for the tests of Windows. */
public final class WindowsChildren {
  private WindowsChildren() {}

  static Child.Builder cmd(String script) {
    return Child.command("cmd.exe", "/d", "/c", script);
  }

  public static Child.Builder java(Class<?> main, String... arguments) {
    return Child.command(command(main, arguments).toArray(String[]::new));
  }

  static List<String> command(Class<?> main, String... arguments) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java.exe");
    List<String> command =
        new ArrayList<>(
            List.of(
                java.toString(),
                "-XX:-PrintWarnings",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                "target/classes;target/test-classes",
                main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** All that it writes to its standard output, and how it ends unless that is a success. */
  static String outputOf(Child.Builder builder) throws IOException {
    try (Child child = builder.error(Redirect.INHERIT).start()) {
      String output = new String(child.output().inputStream().readAllBytes(), UTF_8);
      ExitStatus status = child.waitFor();
      return status.isSuccess() ? output.strip() : output.strip() + " " + status;
    }
  }

  /** The same of a child of the JDK. */
  static String outputOfJdk(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
  }

  /** A handle of the pipe that every child gets which is not told what to inherit. */
  static long inheritable(UnnamedPipe pipe) throws IOException {
    OwnedHandle handle = HandlePipes.endOf(pipe.reader()).handle();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment duplicate = arena.allocate(JAVA_LONG);
      HandleApi.duplicateHandle(-1, handle.acquire(), -1, duplicate, 0, 1, DUPLICATE_SAME_ACCESS);
      return duplicate.get(JAVA_LONG, 0);
    } finally {
      handle.release();
    }
  }

  static boolean isPipe(long handle) {
    return FileApi.getFileType(handle) == FILE_TYPE_PIPE;
  }
}
