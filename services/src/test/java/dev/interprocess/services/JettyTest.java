package dev.interprocess.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jetty, served through our listener to curl. */
class JettyTest {
  @TempDir Path folder;
  private Server server;
  private Path socket;
  private String curl;

  @BeforeEach
  void start() throws Exception {
    curl = Programs.require("curl");
    socket = folder.resolve("http.sock");
    server = serve(socket);
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.stop();
      assertThat(socket).doesNotExist();
    }
  }

  private static Server serve(Path socket) throws Exception {
    Server server = new Server();
    server.addConnector(new StreamConnector(server, LocalStream.listen(LocalName.path(socket))));
    server.setHandler(new Echo());
    server.start();
    return server;
  }

  /** Sends back what it gets, or a greeting if that is nothing. */
  private static final class Echo extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      if (request.getMethod().equals("GET")) {
        Content.Sink.write(
            response, true, "hello " + request.getHttpURI().getPath() + "\n", callback);
      } else {
        Content.copy(request, response, callback);
      }
      return true;
    }
  }

  private byte[] curl(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(curl, "--silent", "--show-error", "--unix-socket", socket.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    byte[] output = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).as(new String(output, UTF_8)).isZero();
    return output;
  }

  @Test
  void answersOnOneConnection() throws Exception {
    String connects = "%{num_connects} connections\\n";
    assertThat(curl("-w", connects, "http://localhost/a", "http://localhost/b"))
        .asString()
        .isEqualTo("hello /a\n1 connections\nhello /b\n0 connections\n");
  }

  @Test
  void echoesWhatIsLargeAndChunked() throws Exception {
    byte[] large = new byte[5 << 20];
    new Random(1).nextBytes(large);
    Path file = Files.write(folder.resolve("large"), large);
    assertThat(
            curl(
                "-H",
                "Transfer-Encoding: chunked",
                "--data-binary",
                "@" + file,
                "http://localhost/"))
        .isEqualTo(large);
  }
}
