package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.UnnamedPipe;
import dev.interprocess.process.Child;
import dev.interprocess.process.ExitStatus;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.time.Duration;

/** A child that writes into a pipe of ours, which it has as its descriptor 3. */
public final class PipeToChild {
  private PipeToChild() {}

  public static void main(String[] arguments) throws IOException {
    try (UnnamedPipe pipe = UnnamedPipe.create();
        Child child =
            Child.command("python3", "-c", "import os; os.write(3, b'hi'); raise SystemExit(7)")
                .give(3, pipe.writer()) // ours is closed once the child has it
                .output(ProcessBuilder.Redirect.INHERIT)
                .start()) {
      System.out.println(new String(pipe.reader().inputStream().readAllBytes(), UTF_8));
      System.out.println(
          switch (child.waitFor(Duration.ofSeconds(5)).orElse(null)) {
            case ExitStatus.Exited(int code) -> "exit code " + code;
            case ExitStatus.Signaled(Signal signal, boolean _) -> "died by " + signal.name();
            case null -> "still runs, and is ended now";
          });
    }
  }
}
