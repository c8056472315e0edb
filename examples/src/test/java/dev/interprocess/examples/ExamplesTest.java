package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs each example as a user would: as a program. */
class ExamplesTest {
  @TempDir Path folder;

  @Test
  void echoClientGetsItsWordBackFromEchoServer() throws Exception {
    try (Program server = Program.start(EchoServer.class)) {
      assertThat(server.line()).isEqualTo("listening on abstract:com.example.echo");
      try (Program client = Program.start(EchoClient.class)) {
        assertThat(client.line()).isEqualTo("hello");
        assertThat(client.exitCode()).isZero();
      }
    }
  }

  @Test
  void lineServerServesItsClientToTheEndAfterSigterm() throws Exception {
    Path socket = folder.resolve("line.sock");
    try (Program server = Program.start(LineServer.class, socket.toString())) {
      assertThat(server.line()).isEqualTo("listening on unix:" + socket);
      try (LocalStream client = LocalStream.connect(LocalName.path(socket))) {
        client.write("one\n".getBytes(UTF_8));
        assertThat(client.readFully(4)).asString(UTF_8).isEqualTo("one\n");
        server.terminate();
        awaitAbsence(socket);
        client.write("two\n".getBytes(UTF_8));
        assertThat(client.readFully(4)).asString(UTF_8).isEqualTo("two\n");
      }
      server.exitCode();
    }
  }

  private static void awaitAbsence(Path file) throws InterruptedException {
    for (int i = 0; i < 1_000 && Files.exists(file); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void peerCheckLetsThisUserIn() throws Exception {
    try (Program server = Program.start(PeerCheck.class)) {
      server.line();
      try (LocalStream client = LocalStream.connect(LocalName.namespaced("com.example.agent"))) {
        assertThat(server.line())
            .isEqualTo(
                "process %d of %s"
                    .formatted(ProcessHandle.current().pid(), System.getProperty("user.name")));
        assertThat(client.inputStream().readAllBytes()).isEmpty();
      }
    }
  }

  @Test
  void pipeCarriesAWordBetweenThreads() throws Exception {
    assertThat(output(PipeBetweenThreads.class)).isEqualTo("hello through a pipe");
  }

  @Test
  void pipeCarriesAWordFromAChild() throws Exception {
    assertThat(output(PipeToChild.class)).isEqualTo("hi\nexit code 7");
  }

  @Test
  void pipeCarriesAWordFromAJavaChild() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create();
        Child child =
            Child.command(Program.command(InheritedPipe.class).toArray(String[]::new))
                .give(3, pipe.writer())
                .start()) {
      assertThat(pipe.reader().inputStream().readAllBytes()).asString(UTF_8).isEqualTo("hi");
      assertThat(child.waitFor().isSuccess()).isTrue();
    }
  }

  @Test
  void timeoutAndInterruptLeaveTheStreamUsable() throws Exception {
    assertThat(output(TimeoutAndInterrupt.class))
        .isEqualTo("nothing yet\ninterrupted: true\nthen 3 bytes");
  }

  private static String output(Class<?> example) throws IOException, InterruptedException {
    try (Program program = Program.start(example)) {
      String text = program.rest();
      assertThat(program.exitCode()).isZero();
      return text;
    }
  }
}
