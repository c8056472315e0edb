package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.process.Child;
import dev.interprocess.unix.ReceivedMessage;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixDatagram;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void passLogWritesToTheFileOfAnotherProcess() throws Exception {
    Path log = folder.resolve("app.log");
    Files.writeString(log, "first\n");
    try (Program receiver = Program.start(PassLog.class, "receive")) {
      assertThat(receiver.line()).isEqualTo("listening on abstract:com.example.log");
      assertThat(output(PassLog.class, "send", log.toString())).isEmpty();
      assertThat(receiver.line()).isEqualTo("log has a line more");
      assertThat(receiver.exitCode()).isZero();
    }
    assertThat(log).hasContent("first\nreceived\n");
  }

  @Test
  void seqPacketRpcTellsWhatDidNotFit() throws Exception {
    String socket = folder.resolve("rpc").toString();
    try (Program server = Program.start(SeqPacketRpc.class, "serve", socket)) {
      assertThat(server.line()).isEqualTo("listening on unix:" + socket);
      assertThat(output(SeqPacketRpc.class, "call", socket))
          .isEqualTo(
              """
              a request
              an answer of 4096 bytes, 3996 lost
              an answer of 4096 bytes""");
    }
  }

  /** The test is the journal. */
  @Test
  void journalSendsWhatIsTooBigAsMemory() throws Exception {
    Path socket = folder.resolve("journal");
    try (UnixDatagram journal = UnixDatagram.bind(UnixAddress.path(socket))) {
      assertThat(output(Journal.class, "6", socket.toString())).isEmpty();
      assertThat(journal.receive().orElseThrow())
          .asString(UTF_8)
          .startsWith("MESSAGE=hello ")
          .endsWith("\nPRIORITY=6\n");
      assertThat(output(Journal.class, "3000000", socket.toString())).isEmpty();
      try (ReceivedMessage message = journal.receiveMessage(ByteBuffer.allocate(9))) {
        assertThat(message.length()).isZero();
        SeekableByteChannel memory = message.descriptors().getFirst().fileChannel();
        assertThat(memory.size()).isGreaterThan(3_000_000);
        ByteBuffer start = ByteBuffer.allocate(14);
        memory.position(0).read(start);
        assertThat(UTF_8.decode(start.flip()).toString()).isEqualTo("MESSAGE=hello ");
        assertThatThrownBy(() -> memory.truncate(1)).isInstanceOf(AccessDeniedException.class);
      }
    }
  }

  @Test
  void fifoReaderTakesWhatAShellWrites() throws Exception {
    Path fifo = folder.resolve("commands");
    try (Program reader = Program.start(FifoReader.class, fifo.toString())) {
      assertThat(reader.line()).isEqualTo("reading from " + fifo);
      shell("echo start > \"$1\"", fifo);
      assertThat(reader.line()).isEqualTo("command: start");
      shell("echo stop > \"$1\"", fifo);
      assertThat(reader.line()).isEqualTo("command: stop");
      assertThat(reader.exitCode()).isZero();
    }
    assertThat(fifo).doesNotExist();
  }

  private static void shell(String script, Path argument) throws Exception {
    int status =
        new ProcessBuilder("bash", "-c", script, "bash", argument.toString())
            .inheritIO()
            .start()
            .waitFor();
    assertThat(status).isZero();
  }

  @Test
  void activatedListensByItselfWithoutAManager() throws Exception {
    try (Program service = Program.start(Activated.class)) {
      assertServesOnce(service);
    }
  }

  @Test
  void activatedTakesWhatItIsHanded() throws Exception {
    Path activate = Path.of("/usr/bin/systemd-socket-activate");
    assumeTrue(Files.isExecutable(activate), "systemd-socket-activate is not installed");
    try (Program service =
        Program.startBehind(
            List.of(activate.toString(), "-l", "@com.example.app"), Activated.class)) {
      assertServesOnce(service);
    }
  }

  private static void assertServesOnce(Program service) throws Exception {
    try (LocalStream client = connect(LocalName.namespaced("com.example.app"))) {
      client.write("hello".getBytes(UTF_8));
      assertThat(client.readFully(5)).asString(UTF_8).isEqualTo("hello");
      assertThat(service.line()).isEqualTo("listening on abstract:com.example.app");
    }
    assertThat(service.exitCode()).isZero();
  }

  /** Tries until somebody listens. */
  private static LocalStream connect(LocalName name) throws Exception {
    for (int i = 0; ; i++) {
      try {
        return LocalStream.connect(name);
      } catch (ConnectException e) {
        if (i == 2_000) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(10);
      }
    }
  }

  private static String output(Class<?> example, String... arguments)
      throws IOException, InterruptedException {
    try (Program program = Program.start(example, arguments)) {
      String text = program.rest();
      assertThat(program.exitCode()).isZero();
      return text;
    }
  }
}
