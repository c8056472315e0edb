package dev.interprocess.interop.windows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.UnnamedPipe;
import dev.interprocess.process.Child;
import dev.interprocess.process.ExitStatus;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;

/** Starts a program that passes on what it has as descriptor 3 to descriptor 4, on Windows. */
final class ChildStarter {
  /** What it is to be told in its words. */
  static final List<String> WORDS =
      List.of("plain", "a b", "", "\"q\"", "back\\slash\\", "\\\"", "*", "%PATH%", "\u00e9\u20ac");

  private static final int SIZE = 4 << 20;

  private ChildStarter() {}

  /** Arguments: the program, how it ends, and lines that stand before the words. */
  public static void main(String[] arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(arguments[0]));
    if (!arguments[2].isEmpty()) {
      String[] options = arguments[2].split("\n", 2);
      command.addAll(List.of(options));
    }
    command.addAll(WORDS);
    byte[] bytes = new byte[SIZE];
    new Random(7).nextBytes(bytes);
    try (UnnamedPipe there = UnnamedPipe.create();
        UnnamedPipe back = UnnamedPipe.create();
        Child child =
            Child.command(command.toArray(String[]::new))
                .give(3, there.reader())
                .give(4, back.writer())
                .error(Redirect.DISCARD) // Node takes no pipe of Unix
                .start()) {
      FutureTask<Void> write =
          new FutureTask<>(
              () -> {
                there.writer().write(bytes);
                there.writer().close();
                return null;
              });
      Thread.startVirtualThread(write);
      byte[] returned = back.reader().inputStream().readAllBytes();
      write.get();
      String output = new String(child.output().inputStream().readAllBytes(), UTF_8);
      ExitStatus status = child.waitFor();
      require(Arrays.equals(returned, bytes), returned.length + " bytes came back");
      require(status.equals(new ExitStatus.Exited(Integer.parseInt(arguments[1]))), status);
      new PrintStream(System.out, true, UTF_8).print(output);
    }
  }

  private static void require(boolean condition, Object otherwise) {
    if (!condition) {
      throw new AssertionError(otherwise);
    }
  }
}
