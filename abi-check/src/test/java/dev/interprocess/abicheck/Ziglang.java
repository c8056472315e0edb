package dev.interprocess.abicheck;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The compiler for tests, which are skipped where it is not installed. */
final class Ziglang {
  private Ziglang() {}

  static AbiCheck checkIn(Path folder) throws IOException, InterruptedException {
    return new AbiCheck(compilerIn(folder));
  }

  static ZigCompiler compilerIn(Path folder) throws IOException, InterruptedException {
    Optional<ZigCompiler> compiler = ZigCompiler.find(folder);
    assumeTrue(compiler.isPresent(), "ziglang");
    return compiler.get();
  }
}
