package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SignalReceiver;
import dev.interprocess.process.Child;
import dev.interprocess.process.ExitStatus;
import dev.interprocess.support.TestJvm;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that was started with signals blocked receives them, and gives them back blocked. */
class SignalBlockedAtStartTest {
  @ParameterizedTest
  @ValueSource(strings = {"USR1 CONSUME", "WINCH CHAIN", "RTMIN+3 CONSUME", "RTMIN+3 CHAIN"})
  void areReceivedAndBlockedAgain(String arguments) throws Exception {
    String[] words = arguments.split(" ", 2);
    List<String> command = TestJvm.command(Program.class, words);
    try (Child child =
            Child.command(command.toArray(String[]::new)).blocked(Signal.of(words[0])).start();
        BufferedReader output =
            new BufferedReader(
                new InputStreamReader(child.output().inputStream(), StandardCharsets.US_ASCII))) {
      assertThat(output.readLine()).isEqualTo("received " + words[0]);
      assertThat(output.readLine()).isEqualTo("blocked again by all: true");
      assertThat(output.readLine()).isEqualTo("lives");
      assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(0));
    }
  }

  /** Watches one signal. */
  static final class Program {
    private Program() {}

    public static void main(String[] words) throws Exception {
      Signal signal = Signal.of(words[0]);
      try (SignalReceiver<ReceivedSignal> receiver =
          Signal.watch(Signal.Disposition.valueOf(words[1]), signal)) {
        signal.send(ProcessHandle.current().pid());
        System.out.println(
            "received " + receiver.receive(Duration.ofSeconds(20)).orElseThrow().signal());
      }
      System.out.println("blocked again by all: " + isBlockedByAll(signal.number()));
      signal.send(ProcessHandle.current().pid()); // waits
      System.out.println("lives");
    }

    private static boolean isBlockedByAll(int signal) throws Exception {
      try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
        for (Path thread : threads.toList()) {
          for (String line : Files.readAllLines(thread.resolve("status"))) {
            if (line.startsWith("SigBlk:")) {
              long set = Long.parseUnsignedLong(line.substring(7).strip(), 16);
              if ((set & 1L << (signal - 1)) == 0) {
                return false;
              }
            }
          }
        }
      }
      return true;
    }
  }
}
