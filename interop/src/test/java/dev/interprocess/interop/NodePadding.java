package dev.interprocess.interop;

import dev.interprocess.unix.UnixAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Node up to libuv 1.47 gives the kernel the whole structure, so its abstract names end in NULs,
 * which count: the address is another one than that of the bare name.
 */
final class NodePadding {
  private static final int WHOLE = 107;

  private NodePadding() {}

  static boolean pads() throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("node", "-p", "process.versions.uv");
    try (RunningProgram node = RunningProgram.start(builder)) {
      node.awaitExit();
      String[] version = node.output().strip().split("\\.", -1);
      return Integer.parseInt(version[0]) == 1 && Integer.parseInt(version[1]) < 48;
    }
  }

  static UnixAddress address(String name) {
    return UnixAddress.abstractName(Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), WHOLE));
  }
}
