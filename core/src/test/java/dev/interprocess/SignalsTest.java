package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.TestJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A handler that runs on a thread in the kernel gives it EINTR: the wait must go on. */
class SignalsTest {
  // SIGPIPE, for which HotSpot has a handler that does nothing.
  private static final String HARMLESS = "13";

  @Test
  void doNotEndAWait() throws Exception {
    try (TestJvm jvm = TestJvm.start("", Reading.class)) {
      assertThat(jvm.hear()).isEqualTo("waiting");
      while (threads(jvm.process().pid()).isEmpty()) { // it has its name soon after its start
        Thread.sleep(1);
      }
      for (int round = 0; round < 10; round++) {
        for (String thread : threads(jvm.process().pid())) {
          signal(jvm.process().pid(), thread);
        }
      }
      jvm.tell("go on");
      assertThat(jvm.hear()).isEqualTo("read 1");
    }
  }

  private static List<String> threads(long pid) throws Exception {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return tasks
          .filter(task -> name(task).startsWith("reader"))
          .map(task -> task.getFileName().toString())
          .toList();
    }
  }

  private static String name(Path task) {
    try {
      return Files.readString(task.resolve("comm"));
    } catch (java.io.IOException e) {
      return "gone";
    }
  }

  /** By tgkill, as kill of a thread's number signals its process, which hands it to any thread. */
  private static void signal(long pid, String thread) throws Exception {
    String script =
        "import ctypes, sys; a = list(map(int, sys.argv[1:]));"
            + " sys.exit(ctypes.CDLL(None).tgkill(*a))";
    Process process =
        new ProcessBuilder("/usr/bin/python3", "-c", script, Long.toString(pid), thread, HARMLESS)
            .start();
    assertThat(process.waitFor()).isZero();
  }

  /** Reads in a platform thread what it writes when told to. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] arguments) throws Exception {
      try (SocketPair<LocalStream> pair = LocalStream.pair()) {
        Thread reader =
            Thread.ofPlatform()
                .name("reader")
                .start(
                    () -> {
                      try {
                        System.out.println("read " + pair.first().read(new byte[9]));
                      } catch (java.io.IOException e) {
                        System.out.println(e);
                      }
                    });
        System.out.println("waiting");
        if (System.in.read() > 0) {
          pair.second().write(new byte[1]);
        }
        reader.join();
      }
    }
  }
}
