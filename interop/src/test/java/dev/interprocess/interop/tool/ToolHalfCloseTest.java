package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.interop.RunningProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How the ends of the tool's standard streams and of the connection depend on each other. */
final class ToolHalfCloseTest extends SocketFixture {
  @Test
  void theEndOfInputIsPassedOnAndTheAnswerStillComes() throws Exception {
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.path(socket));
        RunningProgram tool = ToolProcess.start("connect", endpoint);
        LocalStream stream = listener.accept()) {
      tool.send("question");
      tool.endInput();
      assertThat(stream.inputStream().readAllBytes()).asString().isEqualTo("question");
      assertThat(tool.process().isAlive()).isTrue();

      stream.write("the answer".getBytes(StandardCharsets.UTF_8));
      stream.close();
      assertThat(tool.awaitExit()).isZero();
      assertThat(tool.output()).isEqualTo("the answer");
      assertThat(tool.errorLines()).isEmpty();
    }
  }

  @Test
  void theListenersAnswerStillComesToo() throws Exception {
    try (RunningProgram tool = ToolProcess.listening("listen", endpoint);
        LocalStream stream = LocalStream.connect(LocalName.path(socket))) {
      tool.endInput();
      assertThat(stream.read(ByteBuffer.allocate(1))).isEqualTo(-1);

      stream.write("from the client".getBytes(StandardCharsets.UTF_8));
      stream.close();
      assertThat(tool.awaitExit()).isZero();
      assertThat(tool.output()).isEqualTo("from the client");
    }
  }

  @Test
  void inputGoesOnAfterThePeersHalfClose() throws Exception {
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.path(socket));
        RunningProgram tool = ToolProcess.start("connect", endpoint);
        LocalStream stream = listener.accept()) {
      stream.write("first".getBytes(StandardCharsets.UTF_8));
      stream.shutdownOutput();
      tool.awaitOutput("first");
      tool.send("second");
      assertThat(stream.readFully(6)).asString().isEqualTo("second");
      tool.endInput();
      assertThat(tool.awaitExit()).isZero();
    }
  }

  @Test
  void aPeerThatClosesEndsTheToolThoughItsInputIsOpen() throws Exception {
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.path(socket));
        RunningProgram tool = ToolProcess.start("connect", endpoint)) {
      try (LocalStream stream = listener.accept()) {
        stream.write("bye".getBytes(StandardCharsets.UTF_8));
      }
      assertThat(tool.awaitExit()).isZero();
      assertThat(tool.output()).isEqualTo("bye");
      assertThat(tool.errorLines()).isEmpty();
    }
  }

  @Test
  void aClientThatClosesEndsTheListenerThoughItsInputIsOpen() throws Exception {
    try (RunningProgram tool = ToolProcess.listening("listen", endpoint)) {
      LocalStream.connect(LocalName.path(socket)).close();
      assertThat(tool.awaitExit()).isZero();
    }
  }

  @Test
  void aClosedOutputEndsItQuietlyBySigpipe() throws Exception {
    // The pipeline's input stays open: it is the reader's leaving that ends the tool.
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.path(socket));
        RunningProgram pipeline =
            ToolProcess.startScript(
                "\"$IPC\" connect \"$1\" | head -c 5; echo \" exit ${PIPESTATUS[0]}\"", endpoint);
        LocalStream stream = listener.accept()) {
      assertThatThrownBy(() -> writeUntilItBreaks(stream)).isInstanceOf(IOException.class);
      assertThat(pipeline.awaitExit()).isZero();
      assertThat(pipeline.output()).isEqualTo("xxxxx exit 141\n");
      assertThat(pipeline.errorLines()).isEmpty();
    }
  }

  private static void writeUntilItBreaks(LocalStream stream) throws IOException {
    byte[] chunk = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    while (true) {
      stream.write(chunk);
    }
  }
}
