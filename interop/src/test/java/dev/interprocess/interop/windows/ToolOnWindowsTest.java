package dev.interprocess.interop.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.Digests;
import dev.interprocess.interop.Peers;
import dev.interprocess.interop.Project;
import dev.interprocess.interop.RunningProgram;
import dev.interprocess.interop.Tools;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ipc} on Windows. */
final class ToolOnWindowsTest {
  private final String pipe = "dev.interprocess." + UUID.randomUUID();

  @TempDir private Path folder;

  @BeforeEach
  void require() {
    OnWine.require();
  }

  private static RunningProgram start(String... arguments) throws Exception {
    return RunningProgram.start(new ProcessBuilder(OnWine.tool(arguments)));
  }

  private static RunningProgram ended(String... arguments) throws Exception {
    RunningProgram tool = start(arguments);
    tool.endInput();
    tool.awaitExit();
    return tool;
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "pipe", "pipe-message"})
  void whatGoesInComesBack(String kind) throws Exception {
    String endpoint = kind + ":" + pipe;
    try (RunningProgram listener = start("listen", "--echo", "--print-peer", endpoint)) {
      listener.awaitErrorLine("listening " + endpoint);
      try (RunningProgram client = start("connect", endpoint)) {
        client.send("gr\u00fc\u00df\n");
        client.awaitOutput("gr\u00fc\u00df\n");
        client.send("again\n");
        client.endInput();
        assertThat(client.awaitExit()).isZero();
        assertThat(client.output()).isEqualTo("gr\u00fc\u00df\nagain\n");
      }
      assertThat(listener.awaitExit()).isZero();
      assertThat(listener.errorLines()).hasSize(2).last().asString().contains("java.exe");
    }
  }

  @Test
  void aFileGoesThroughWhole() throws Exception {
    byte[] bytes = new byte[20_000_000];
    new Random(7).nextBytes(bytes);
    Path file = Files.write(folder.resolve("file"), bytes);
    Path received = folder.resolve("received");
    ProcessBuilder listen = new ProcessBuilder(OnWine.tool("listen", "pipe:" + pipe));
    ProcessBuilder connect = new ProcessBuilder(OnWine.tool("connect", "pipe:" + pipe));
    try (RunningProgram listener = RunningProgram.start(listen.redirectOutput(received.toFile()))) {
      listener.awaitErrorLine("listening");
      listener.endInput();
      try (RunningProgram client = RunningProgram.start(connect.redirectInput(file.toFile()))) {
        assertThat(client.awaitExit()).isZero();
      }
      assertThat(listener.awaitExit()).isZero();
    }
    assertThat(received).hasSameBinaryContentAs(file);
  }

  @Test
  void commandsServeManyAtOnce() throws Exception {
    String endpoint = "pipe:" + pipe;
    try (RunningProgram listener = start("listen", "--keep", endpoint, "--exec", "findstr x")) {
      listener.awaitErrorLine("listening " + endpoint);
      try (RunningProgram idle = start("connect", endpoint)) {
        idle.send("x idle\r\n");
        for (String word : List.of("x one", "x two")) {
          try (RunningProgram client = start("connect", endpoint)) {
            client.send(word + "\r\nlost\r\n");
            client.endInput();
            assertThat(client.awaitExit()).isZero();
            assertThat(client.outputLines()).containsExactly(word);
          }
        }
        idle.endInput();
        assertThat(idle.awaitExit()).isZero();
        assertThat(idle.outputLines()).containsExactly("x idle");
      }
      assertThat(listener.errorLines()).hasSize(1);
    }
  }

  @Test
  void relaysBetweenTcpAndAPipeOfAnotherProgram() throws Exception {
    Tools.require("x86_64-w64-mingw32-gcc");
    Peers.build("c.exe");
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    byte[] bytes = new byte[3_000_000];
    new Random(8).nextBytes(bytes);
    String peer = Peers.program("c-peer.exe");
    String count = Integer.toString(bytes.length);
    try (RunningProgram server =
        RunningProgram.start(
            new ProcessBuilder(OnWine.program(peer, "listen", "pipe:" + pipe, count)))) {
      server.awaitOutputLine("listening");
      try (RunningProgram relay = start("relay", "tcp:127.0.0.1:" + port, "pipe:" + pipe)) {
        relay.awaitErrorLine("listening");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          Thread.ofVirtual().start(() -> send(socket, bytes));
          InputStream in = socket.getInputStream();
          assertThat(in.readAllBytes()).hasSize(bytes.length);
        }
        assertThat(relay.awaitExit()).as("%s", relay).isZero();
      }
      assertThat(server.awaitExit()).isZero();
      Digests digests = Digests.parse(server.awaitOutputLine("sent "));
      assertThat(digests.received().bytes()).isEqualTo(bytes.length);
    }
  }

  private static void send(Socket socket, byte[] bytes) {
    try {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      socket.shutdownOutput();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    try (RunningProgram tool = ended("connect", "pipe:" + pipe)) {
      assertThat(tool.awaitExit()).isEqualTo(1);
      assertThat(tool.errorLines())
          .containsExactly("ipc: connect pipe:" + pipe + ": File not found (ERROR_FILE_NOT_FOUND)");
    }
    try (RunningProgram tool = ended("connect", "pipe:")) {
      assertThat(tool.awaitExit()).isEqualTo(2);
    }
    try (RunningProgram tool = ended("connect", "abstract:" + pipe)) {
      assertThat(tool.awaitExit()).isEqualTo(1);
      assertThat(tool.errorLines()).singleElement().asString().contains("not on Windows");
    }
    try (RunningProgram tool = ended("connect", "--send-fd", "x", "pipe:" + pipe)) {
      assertThat(tool.awaitExit()).isEqualTo(1);
    }
  }

  @Test
  void theDemoRunsEveryRow() throws Exception {
    try (RunningProgram demo = ended("demo")) {
      assertThat(demo.awaitExit()).as("%s", demo).isZero();
      assertThat(demo.outputLines().stream().skip(1).map(line -> line.replaceAll("  +.*", "")))
          .contains("local socket, namespaced", "socket pair", "named pipe, bytes");
      assertThat(demo.outputLines().stream().skip(1)).allMatch(line -> line.contains("  ok  "));
    }
  }

  @Test
  void theDoctorKnowsTheSystem() throws Exception {
    try (RunningProgram doctor = ended("doctor")) {
      assertThat(doctor.awaitExit()).isZero();
      assertThat(doctor.outputLines())
          .anyMatch(line -> line.matches("system +platform +windows-x86_64"))
          .anyMatch(line -> line.matches("features +named pipe +yes"));
    }
  }

  @Test
  void theLauncherRunsIt() throws Exception {
    Path root = Project.root();
    List<String> command =
        OnWine.program("cmd.exe", "/c", root.resolve("ipc.cmd").toString(), "--version");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(Map.of("JAVA_HOME", root + "/.build/wine/jre"));
    try (RunningProgram launcher = RunningProgram.start(builder)) {
      assertThat(launcher.awaitExit()).as("%s", launcher).isZero();
      assertThat(launcher.outputLines()).last().asString().startsWith("ipc ");
    }
  }
}
