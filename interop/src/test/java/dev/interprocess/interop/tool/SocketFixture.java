package dev.interprocess.interop.tool;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A path for a socket in a folder of the test's own, and the endpoint that the tool calls it. */
abstract class SocketFixture {
  @TempDir Path folder;
  Path socket = Path.of("");
  String endpoint = "";

  @BeforeEach
  final void nameTheSocket() {
    socket = folder.resolve("socket");
    endpoint = ToolProcess.unix(socket);
  }
}
