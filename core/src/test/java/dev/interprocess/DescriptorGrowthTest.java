package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Scale;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorGrowthTest {
  private static final int CONNECTIONS = Scale.rounds(2_000, 10_000);

  @TempDir Path folder;

  @Test
  void connectionsLeaveNothingOpen() throws Exception {
    LocalName name = Names.namespaced();
    int before = OpenFiles.count();
    long registered = registered();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Task<Void> server = Task.run(ThreadKind.PLATFORM, () -> listener.serve(s -> s.transferTo(s)));
      for (int i = 0; i < CONNECTIONS; i++) {
        try (LocalStream stream = LocalStream.connect(name)) {
          stream.write(new byte[] {1});
          assertThat(stream.readFully(1)).containsExactly(1);
        }
      }
      listener.close();
      server.get();
    }
    assertThat(OpenFiles.count()).isEqualTo(before);
    assertThat(registered()).isEqualTo(registered);
  }

  @Test
  void listenersLeaveNothingOpen() throws Exception {
    int before = OpenFiles.count();
    for (int i = 0; i < 200; i++) {
      try (LocalListener<LocalStream> listener =
          LocalStream.listen(LocalName.path(folder.resolve("a.sock")))) {
        assertThat(listener.isOpen()).isTrue();
      }
    }
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  @Test
  void manyThreadsThatWaitKeepFewEventfds() throws Exception {
    for (int i = 0; i < 300; i++) {
      try (SocketPair<LocalStream> pair = LocalStream.pair()) {
        Task<Void> read =
            Task.run(ThreadKind.PLATFORM, () -> pair.first().readFully(1)).awaitWaiting();
        pair.second().write(new byte[1]);
        read.get();
      }
    }
    assertThat(OpenFiles.eventfds()).isLessThan(80); // the pool's, and the JVM's own
  }

  private static long registered() {
    return ((Number) Platform.diagnostics().getOrDefault("poller.registered", 0)).longValue();
  }
}
