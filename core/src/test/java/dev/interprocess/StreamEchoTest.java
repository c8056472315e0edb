package dev.interprocess;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.SystemNames;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnWindowsToo
class StreamEchoTest {
  @TempDir Path folder;

  @Test
  void echoesByPath() throws Exception {
    echo(LocalName.path(SystemNames.ON_WINDOWS ? Names.pipe() : folder.resolve("a socket")));
  }

  @Test
  void echoesByNamespace() throws Exception {
    echo(LocalName.namespaced("echo-" + ProcessHandle.current().pid()));
  }

  private static void echo(LocalName name) throws Exception {
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Thread server =
          Thread.startVirtualThread(
              () -> {
                try {
                  listener.serve(stream -> stream.transferTo(stream));
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      try (LocalStream stream = LocalStream.connect(name)) {
        stream.write("hello".getBytes(UTF_8));
        stream.shutdownOutput();
        assertThat(stream.inputStream().readAllBytes()).asString().isEqualTo("hello");
      }
      listener.close();
      server.join();
    }
  }
}
