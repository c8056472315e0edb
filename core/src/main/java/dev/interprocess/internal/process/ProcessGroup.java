package dev.interprocess.internal.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processes of a group, as {@code /proc} lists them. */
final class ProcessGroup {
  // Behind the name, as the fields below.
  private static final int THREADS = 17;

  private ProcessGroup() {}

  /**
   * Whether one of them runs. A signal can't be used to ask: it succeeds for one that has ended and
   * is not reaped yet, as the leader is while this is asked.
   */
  static boolean isAlive(int group) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
      for (Path process : processes) {
        if (isAliveIn(group, process)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false; // no /proc here, or no descriptor left: then the leader's end has to do
    }
  }

  private static boolean isAliveIn(int group, Path process) {
    String stat;
    try {
      stat =
          Files.readString(process.resolve("stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return false; // it has just gone
    }
    // PID (NAME) STATE PARENT GROUP, and the name may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    boolean ended = fields[0].equals("Z") || fields[0].equals("X");
    // Its first thread may have, and others go on.
    return Integer.parseInt(fields[2]) == group
        && (!ended || Integer.parseInt(fields[THREADS]) > 1);
  }
}
