package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.interop.RunningProgram;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ipc relay} between endpoints of different kinds, with an echo behind it. */
final class ToolRelayTest {
  private static final int BYTES = 1 << 20;
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  @TempDir Path folder;
  private Path front = Path.of("");
  private String from = "";
  private String to = "";
  private @Nullable RunningProgram echo;

  @BeforeEach
  void startEcho() throws Exception {
    front = folder.resolve("front");
    from = ToolProcess.unix(front);
    to = ToolProcess.unix(folder.resolve("echo"));
    echo = ToolProcess.listening("listen", "--echo", to);
  }

  @AfterEach
  void endEcho() {
    if (echo != null) {
      echo.close();
    }
  }

  @Test
  void pathToPath() throws Exception {
    try (RunningProgram relay = ToolProcess.listening("relay", from, to)) {
      try (LocalStream client = LocalStream.connect(LocalName.path(front))) {
        assertThat(EchoClient.isEchoed(client, client::shutdownOutput, BYTES)).isTrue();
      }
      assertThat(relay.awaitExit()).isZero();
      assertThat(relay.output()).isEmpty();
      assertThat(relay.errorLines()).containsExactly("listening " + from);
      assertThat(front).doesNotExist();
    }
  }

  @Test
  void namespacedToPath() throws Exception {
    String name = "dev.interprocess." + UUID.randomUUID();
    try (RunningProgram relay = ToolProcess.listening("relay", "local:" + name, to)) {
      try (LocalStream client = LocalStream.connect(LocalName.namespaced(name))) {
        assertThat(EchoClient.isEchoed(client, client::shutdownOutput, BYTES)).isTrue();
      }
      assertThat(relay.awaitExit()).isZero();
    }
  }

  @Test
  void tcpToPath() throws Exception {
    try (RunningProgram relay = ToolProcess.start("relay", "tcp:127.0.0.1:0", to)) {
      String announced = relay.awaitErrorLine("listening tcp:127.0.0.1:");
      int port = Integer.parseInt(announced.substring(announced.lastIndexOf(':') + 1));
      assertThat(port).isPositive();
      try (SocketChannel client = SocketChannel.open(new InetSocketAddress(LOOPBACK, port))) {
        assertThat(EchoClient.isEchoed(client, client::shutdownOutput, BYTES)).isTrue();
      }
      assertThat(relay.awaitExit()).isZero();
    }
  }

  @Test
  void standardStreamsToTcp() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(LOOPBACK, 0));
      String tcp = "tcp:127.0.0.1:" + server.socket().getLocalPort();
      try (RunningProgram relay = ToolProcess.start("relay", "stdio:", tcp);
          SocketChannel behind = server.accept()) {
        relay.send("question");
        relay.endInput();
        assertThat(behind.socket().getInputStream().readAllBytes())
            .asString()
            .isEqualTo("question");
        behind.socket().getOutputStream().write("answer".getBytes(StandardCharsets.UTF_8));
        behind.close();
        assertThat(relay.awaitExit()).isZero();
        assertThat(relay.output()).isEqualTo("answer");
      }
    }
  }

  @Test
  void standardStreamsToPath() throws Exception {
    ToolProcess.Result result = ToolProcess.runWithInput("hello\n", "relay", "stdio:", to);
    assertThat(result.errorLines()).isEmpty();
    assertThat(result.output()).isEqualTo("hello\n");
    assertThat(result.code()).isZero();
  }
}
