package dev.interprocess.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.LocalListener;
import dev.interprocess.support.Names;
import dev.interprocess.support.TestJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners that systemd's own {@code systemd-socket-activate} hands over. */
class SystemdActivationTest {
  private static final Path ACTIVATE = Path.of("/usr/bin/systemd-socket-activate");

  @TempDir Path folder;

  @BeforeEach
  void requireSystemd() {
    assumeTrue(Files.isExecutable(ACTIVATE), "systemd-socket-activate is not installed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"path", "abstract"})
  void aStreamListenerServesTheClientThatStartedIt(String kind) throws Exception {
    UnixAddress address = address(kind);
    try (Activated service = Activated.start(List.of("-l", text(address)), "stream", "", own());
        UnixStream client = service.client(() -> UnixStream.connect(address))) {
      assertThat(service.line()).isEqualTo("listens on " + address);
      assertThat(service.line()).isEqualTo("closed on exec: true");
      client.write("hello".getBytes(UTF_8));
      assertThat(client.readFully(5)).asString(UTF_8).isEqualTo("hello");
      assertThat(service.line()).isEqualTo("left: {}");
      assertThat(service.line()).isEqualTo("child of another number: {}");
    }
    assertThat(own().path().orElseThrow()).doesNotExist();
    if (address.path().isPresent()) {
      assertThat(address.path().orElseThrow()).exists(); // it is the manager's
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"path", "abstract"})
  void aSeqPacketListenerToo(String kind) throws Exception {
    UnixAddress address = address(kind);
    List<String> options = List.of("--seqpacket", "-l", text(address));
    try (Activated service = Activated.start(options, "seqpacket", "", own());
        UnixSeqPacket client = service.client(() -> UnixSeqPacket.connect(address))) {
      assertThat(service.line()).isEqualTo("listens on " + address);
      assertThat(service.line()).isEqualTo("closed on exec: true");
      client.send(ByteBuffer.wrap("hello".getBytes(UTF_8)));
      assertThat(client.receive().orElseThrow()).asString(UTF_8).isEqualTo("hello");
      assertThat(service.line()).isEqualTo("left: {}");
    }
  }

  @Test
  void theOneOfAName() throws Exception {
    UnixAddress one = address("path");
    UnixAddress two = address("abstract");
    List<String> options = List.of("-l", text(one), "-l", text(two), "--fdname=one:two");
    try (Activated service = Activated.start(options, "stream", "two", own());
        UnixStream client = service.client(() -> UnixStream.connect(two))) {
      assertThat(service.line()).isEqualTo("listens on " + two);
      assertThat(service.line()).isEqualTo("closed on exec: true");
      client.write("hello".getBytes(UTF_8));
      assertThat(client.readFully(5)).asString(UTF_8).isEqualTo("hello");
      assertThat(service.line()).isEqualTo("left: {one=[SOCKET " + one + "]}");
    }
  }

  @Test
  void oneOfAnotherTypeOrNameIsNotTaken() throws Exception {
    UnixAddress address = address("path");
    List<String> options = List.of("--seqpacket", "-l", text(address));
    try (Activated service = Activated.start(options, "stream", "", own());
        UnixSeqPacket starter = service.client(() -> UnixSeqPacket.connect(address));
        UnixStream client = service.client(() -> UnixStream.connect(own()))) {
      assertThat(starter.isOpen()).isTrue();
      assertThat(service.line()).isEqualTo("listens on " + own());
      assertThat(service.line()).isEqualTo("closed on exec: true");
      client.write("hello".getBytes(UTF_8));
      assertThat(client.readFully(5)).asString(UTF_8).isEqualTo("hello");
      assertThat(service.line()).isEqualTo("left: {unknown=[SOCKET not a stream]}");
    }
  }

  /** As inetd does it with {@code wait}: the listener is standard input, and output too. */
  @Test
  void standardInputIsTheListenerOfInetd() throws Exception {
    UnixAddress address = address("path");
    List<String> options = List.of("--inetd", "-l", text(address));
    try (Activated service = Activated.start(options, "stream", "", own());
        UnixStream client = service.client(() -> UnixStream.connect(address))) {
      assertThat(service.line()).isEqualTo("listens on " + address);
      assertThat(service.line()).isEqualTo("closed on exec: true");
      client.write("hello".getBytes(UTF_8));
      assertThat(client.readFully(5)).asString(UTF_8).isEqualTo("hello");
      assertThat(service.line()).isEqualTo("left: {}");
    }
  }

  private UnixAddress address(String kind) {
    return kind.equals("path")
        ? UnixAddress.path(folder.resolve("the socket"))
        : UnixAddress.abstractName(Names.unique());
  }

  /** Where the service would listen, if it was handed nothing. */
  private UnixAddress own() {
    return UnixAddress.path(folder.resolve("own"));
  }

  private static String text(UnixAddress address) {
    return address.toString().replaceFirst("^unix:", "").replaceFirst("^abstract:", "@");
  }

  /** A service that is started by its first client. It reports on standard error. */
  record Activated(Process process, BufferedReader report) implements AutoCloseable {
    static Activated start(List<String> options, String type, String name, UnixAddress own)
        throws IOException {
      List<String> command = new ArrayList<>(List.of(ACTIVATE.toString()));
      command.addAll(options);
      command.addAll(
          TestJvm.command(Service.class, type, name, own.path().orElseThrow().toString()));
      Process process = new ProcessBuilder(command).start();
      return new Activated(process, process.errorReader(UTF_8));
    }

    interface Connect<T> {
      T connect() throws IOException;
    }

    /** Tries until somebody listens. */
    <T> T client(Connect<T> connect) throws Exception {
      for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); ; ) {
        try {
          return connect.connect();
        } catch (ConnectException | NoSuchFileException e) {
          if (System.nanoTime() - end > 0 || !process.isAlive()) {
            throw e;
          }
          TimeUnit.MILLISECONDS.sleep(10);
        }
      }
    }

    /** The next line of the service's own: those of systemd begin otherwise. */
    String line() throws IOException {
      String line = report.readLine();
      while (line != null && !line.startsWith("> ")) {
        line = report.readLine();
      }
      return String.valueOf(line).replaceFirst("^> ", "");
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** Serves one client. */
  static final class Service {
    /** Octal 02000000, O_CLOEXEC, among a socket's flags. */
    private static final String CLOEXEC = "flags:\t02";

    private Service() {}

    public static void main(String[] arguments) throws Exception {
      if (arguments.length == 0) { // the child, whose environment says that it was handed sockets
        say("child of another number: " + rest());
        return;
      }
      UnixAddress own = UnixAddress.path(Path.of(arguments[2]));
      try (LocalListener<? extends UnixSocket> listener =
          arguments[0].equals("stream")
              ? UnixStream.listenOptions().inherited(arguments[1]).listen(own)
              : UnixSeqPacket.listenOptions().inherited(arguments[1]).listen(own)) {
        say("listens on " + listener.address());
        say("closed on exec: " + areAllClosedOnExec());
        try (UnixSocket client = listener.accept()) {
          ByteBuffer buffer = ByteBuffer.allocate(100);
          client.receiveMessage(buffer).close();
          client.sendMessage(buffer.flip());
        }
      }
      say("left: " + rest());
      startChild();
    }

    private static void startChild() throws Exception {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String path = System.getProperty("java.class.path", "");
      new ProcessBuilder(
              java, "--enable-native-access=ALL-UNNAMED", "-cp", path, Service.class.getName())
          .inheritIO()
          .start()
          .waitFor();
    }

    private static void say(String line) {
      System.err.println("> " + line);
    }

    /** Whether a program that is executed here gets none of the sockets but standard input. */
    private static boolean areAllClosedOnExec() throws IOException {
      for (int fd = 3; fd < 100; fd++) {
        Path link = Path.of("/proc/self/fd/" + fd);
        boolean isSocket =
            Files.isSymbolicLink(link)
                && Files.readSymbolicLink(link).toString().startsWith("socket:");
        if (isSocket && !Files.readString(Path.of("/proc/self/fdinfo/" + fd)).contains(CLOEXEC)) {
          return false;
        }
      }
      return true;
    }

    private static Map<String, List<String>> rest() throws IOException {
      Map<String, List<String>> rest = new TreeMap<>();
      for (Map.Entry<String, List<Descriptor>> entry : Systemd.takeDescriptors().entrySet()) {
        List<String> kinds = new ArrayList<>();
        for (Descriptor descriptor : entry.getValue()) {
          kinds.add(descriptor.kind() + " " + streamAddress(descriptor));
        }
        rest.put(entry.getKey(), kinds);
      }
      return rest;
    }

    private static String streamAddress(Descriptor descriptor) {
      try (LocalListener<UnixStream> listener = UnixStream.adoptListener(descriptor)) {
        return listener.address().toString();
      } catch (IOException e) {
        return "not a stream";
      }
    }
  }
}
