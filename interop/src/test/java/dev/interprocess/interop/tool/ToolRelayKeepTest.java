package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.interop.RunningProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ipc relay --keep} with many clients at once. */
final class ToolRelayKeepTest {
  private static final int CLIENTS = 20;
  private static final int BYTES = 1 << 20;

  @TempDir Path folder;

  @Test
  void servesTwentyAtOnce() throws Exception {
    Path front = folder.resolve("front");
    String to = ToolProcess.unix(folder.resolve("echo"));
    try (RunningProgram echo = ToolProcess.listening("listen", "--echo", "--keep", to);
        RunningProgram relay =
            ToolProcess.listening("relay", "--keep", ToolProcess.unix(front), to);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      CyclicBarrier allAreServed = new CyclicBarrier(CLIENTS);
      List<Future<Boolean>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(executor.submit(() -> exchange(front, allAreServed)));
      }
      for (Future<Boolean> client : clients) {
        assertThat(client.get()).isTrue();
      }
      assertThat(relay.process().isAlive()).isTrue();
      assertThat(echo.process().isAlive()).isTrue();
      assertThat(relay.errorLines()).hasSize(1);
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static boolean exchange(Path front, CyclicBarrier allAreServed) throws Exception {
    try (LocalStream stream = LocalStream.connect(LocalName.path(front))) {
      stream.write(new byte[] {7});
      stream.readFully(1);
      allAreServed.await();
      return EchoClient.isEchoed(stream, stream::shutdownOutput, BYTES);
    }
  }

  @Test
  void aClientThatCanNotBePassedOnEndsOnlyItself() throws Exception {
    Path front = folder.resolve("front");
    String to = ToolProcess.unix(folder.resolve("later"));
    try (RunningProgram relay =
        ToolProcess.listening("relay", "--keep", ToolProcess.unix(front), to)) {
      try (LocalStream client = LocalStream.connect(LocalName.path(front))) {
        assertThat(client.inputStream().read()).isEqualTo(-1);
      }
      assertThat(relay.awaitErrorLine("ipc: "))
          .isEqualTo("ipc: connect " + to + ": No such file or directory (ENOENT)");
      try (RunningProgram echo = ToolProcess.listening("listen", "--echo", to);
          LocalStream client = LocalStream.connect(LocalName.path(front))) {
        assertThat(EchoClient.isEchoed(client, client::shutdownOutput, BYTES)).isTrue();
        assertThat(echo.awaitExit()).isZero();
      }
    }
  }
}
