package dev.interprocess.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import dev.interprocess.support.Peers;
import dev.interprocess.support.TestJvm;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service tells its manager, which Python plays, and what it stores there. */
class SystemdNotifyTest {
  @TempDir Path folder;

  /** Starts the service twice; what the first one stores, the second one is handed. */
  private static final String MANAGER =
      """
      d = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
      d.settimeout(20)
      d.bind(address(sys.argv[1]))
      stored = []
      for start in range(2):
          pid = os.fork()
          if pid == 0:
              os.environ.update(NOTIFY_SOCKET=sys.argv[1], WATCHDOG_USEC='20000000')
              os.environ.update(WATCHDOG_PID=str(1 if stored else os.getpid()))
              if stored:
                  os.environ.update(LISTEN_FDS='1', LISTEN_FDNAMES='state')
                  os.environ.update(LISTEN_PID=str(os.getpid()))
                  os.dup2(stored[0], 3)
              os.execv(sys.argv[2], sys.argv[2:])
          while True:
              data, fds, flags, sender = socket.recv_fds(d, 4096, 10)
              stored += fds
              line = 'manager: %s %d\\n' % (data.decode().replace('\\n', ' '), len(fds))
              sys.stdout.write(line)
              if data == b'STOPPING=1': break
          os.waitpid(pid, 0)
      """;

  @ParameterizedTest
  @ValueSource(strings = {"path", "abstract"})
  void readinessStateWatchdogAndStoredDescriptors(String kind) throws Exception {
    String socket =
        kind.equals("path") ? folder.resolve("notify").toString() : "@" + Names.unique();
    List<String> arguments = new ArrayList<>(List.of(socket));
    arguments.addAll(TestJvm.command(Service.class));
    Process manager = Peers.python(MANAGER, arguments.toArray(new String[0]));
    List<String> lines = Peers.outputOf(manager).lines().toList();
    assertThat(lines.stream().filter(line -> line.startsWith("manager: ")))
        .containsExactly(
            "manager: READY=1 0",
            "manager: STATUS=2 clients 0",
            "manager: FDSTORE=1 FDNAME=state 1",
            "manager: WATCHDOG=1 0",
            "manager: STOPPING=1 0",
            "manager: READY=1 0",
            "manager: STOPPING=1 0");
    assertThat(lines.stream().filter(line -> !line.startsWith("manager: ")))
        .containsExactly(
            "handed {}",
            "watchdog Optional[PT20S]",
            "told true",
            "handed {state=counter 7}",
            "watchdog Optional.empty",
            "told true");
  }

  @Test
  void withoutAManagerNothingHappens() throws Exception {
    assertThat(System.getenv("NOTIFY_SOCKET")).isNull();
    assertThat(Systemd.ready()).isFalse();
    assertThat(Systemd.watchdogInterval()).isEmpty();
    assertThat(Systemd.takeDescriptors()).isEmpty();
    try (Descriptor memory = Descriptor.memory("state")) {
      assertThat(Systemd.storeDescriptors("state", memory)).isFalse();
      assertThat(memory.isOpen()).isTrue();
      for (String name : new String[] {"", "a:b", "a\nFDSTOREREMOVE=1", "ü", "x".repeat(256)}) {
        assertThatThrownBy(() -> Systemd.storeDescriptors(name, memory))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("not a name for descriptors");
      }
    }
  }

  /** Tells and stores; the second time it only says what it was handed. */
  static final class Service {
    private Service() {}

    public static void main(String[] arguments) throws Exception {
      Map<String, List<Descriptor>> handed = Systemd.takeDescriptors();
      System.out.println("handed " + contents(handed));
      System.out.println("watchdog " + Systemd.watchdogInterval());
      boolean told = Systemd.ready();
      if (handed.isEmpty()) {
        told &= Systemd.notifyState("STATUS=2 clients");
        try (Descriptor memory = Descriptor.memory("state")) {
          memory.fileChannel().write(ByteBuffer.wrap("counter 7".getBytes(UTF_8)));
          told &= Systemd.storeDescriptors("state", memory);
        }
        told &= Systemd.watchdog();
      }
      System.out.println("told " + told);
      Systemd.stopping();
    }

    private static Map<String, String> contents(Map<String, List<Descriptor>> handed)
        throws Exception {
      if (handed.isEmpty()) {
        return Map.of();
      }
      try (SeekableByteChannel channel =
          handed.getOrDefault("state", List.of()).getFirst().fileChannel()) {
        ByteBuffer buffer = ByteBuffer.allocate(100);
        channel.position(0).read(buffer);
        return Map.of("state", UTF_8.decode(buffer.flip()).toString());
      }
    }
  }
}
