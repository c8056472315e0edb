package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SignalReceiver;
import dev.interprocess.SystemError;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.TestJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Signals are received and given back when the system has room for nothing more. */
class SignalLimitsTest {
  @Test
  void noRoomForSignalsOnTheirWay() throws Exception {
    try (TestJvm jvm = TestJvm.start("ulimit -i 0", NoRoom.class)) {
      for (int round = 0; round < 3; round++) {
        assertThat(jvm.hear()).isEqualTo("ready");
        kill(jvm, "RTMIN+1");
        assertThat(jvm.hear()).isEqualTo("RTMIN+1 OptionalLong.empty");
        kill(jvm, "USR1"); // for which there is always room
        assertThat(jvm.hear()).startsWith("USR1 OptionalLong[");
        assertThat(jvm.hear()).isEqualTo("blocked: 0");
      }
    }
  }

  private static void kill(TestJvm jvm, String signal) throws Exception {
    String pid = Long.toString(jvm.process().pid());
    assertThat(new ProcessBuilder("/bin/kill", "-" + signal, pid).start().waitFor()).isZero();
  }

  @Test
  void noDescriptorLeft() throws Exception {
    try (TestJvm jvm = TestJvm.start("ulimit -n 80", NoDescriptor.class)) {
      assertThat(jvm.hear()).isEqualTo("blocked: 0");
      assertThat(jvm.hear()).isEqualTo("watch (opendir) signals RTMIN+2: EMFILE");
      assertThat(jvm.hear()).isEqualTo("blocked: 0");
      assertThat(jvm.hear()).isEqualTo("blocked: 0"); // one that was open then is closed
      assertThat(jvm.hear()).isEqualTo("watch (pipe) signals RTMIN+3: EMFILE");
      assertThat(jvm.hear()).isEqualTo("descriptors of one more: 2"); // the ends of its pipe
    }
  }

  /** How many threads have a real-time signal blocked. */
  private static void tellBlocked() throws IOException {
    int blocked = 0;
    try (var threads = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (Path thread : threads) {
        for (String line : Files.readAllLines(thread.resolve("status"))) {
          boolean isMask = line.startsWith("SigBlk:");
          blocked += isMask && Long.parseUnsignedLong(line.substring(8), 16) >>> 33 != 0 ? 1 : 0;
        }
      }
    }
    System.out.println("blocked: " + blocked);
  }

  /** Receives one of each kind, again and again. */
  static final class NoRoom {
    private NoRoom() {}

    public static void main(String[] arguments) throws IOException {
      while (true) {
        try (SignalReceiver<ReceivedSignal> receiver =
            Signal.watch(Signal.realTime(1), Signal.USR1)) {
          System.out.println("ready");
          for (int i = 0; i < 2; i++) {
            ReceivedSignal signal = receiver.receive();
            System.out.println(signal.signal() + " " + signal.pid());
          }
        }
        tellBlocked();
      }
    }
  }

  /** Uses descriptors up, and tries. */
  static final class NoDescriptor {
    private static final List<UnnamedPipe> HOARD = new ArrayList<>();

    private NoDescriptor() {}

    public static void main(String[] arguments) throws IOException {
      UnnamedPipe.create().close(); // loads what is needed, files included
      tellBlocked();
      hoard();
      watchInVain(Signal.realTime(2));
      free();
      tellBlocked();

      SignalReceiver<ReceivedSignal> open = Signal.watch(Signal.realTime(2));
      hoard();
      open.close();
      free();
      tellBlocked();

      long before = descriptors();
      hoard();
      watchInVain(Signal.realTime(3));
      free();
      Signal.watch(Signal.realTime(3)).close();
      System.out.println("descriptors of one more: " + (descriptors() - before));
    }

    private static void hoard() throws IOException {
      try {
        while (true) {
          HOARD.add(UnnamedPipe.create());
        }
      } catch (IOException e) {
        // One may be left.
      }
    }

    private static void free() {
      HOARD.forEach(UnnamedPipe::close);
      HOARD.clear();
    }

    private static void watchInVain(Signal signal) {
      String message = "";
      for (int i = 0; i < 20; i++) {
        try {
          Signal.watch(signal).close();
          message = "was possible";
        } catch (IOException e) {
          message =
              String.valueOf(e.getMessage()).replaceFirst(":.*", ": ") + ((SystemError) e).name();
        }
      }
      System.out.println(message);
    }

    private static long descriptors() throws IOException {
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
        return open.count();
      }
    }
  }
}
