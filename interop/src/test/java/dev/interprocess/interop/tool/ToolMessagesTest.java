package dev.interprocess.interop.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.RunningProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seqpacket and datagram sockets on the command line, with Python as a further peer. */
final class ToolMessagesTest extends SocketFixture {
  private String at(String kind, boolean isAbstract) {
    return kind + ":" + (isAbstract ? "@" + folder.getFileName() : socket.toString());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void seqpacketEchoesAndEnds(boolean isAbstract) throws Exception {
    String name = at("seqpacket", isAbstract);
    try (RunningProgram listener = ToolProcess.listening("listen", "--echo", name)) {
      ToolProcess.Result client = ToolProcess.runWithInput("hello", "connect", name);
      assertThat(client).isEqualTo(new ToolProcess.Result(0, "hello", java.util.List.of()));
      assertThat(listener.awaitExit()).isZero();
    }
    assertThat(socket).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void datagramEchoesToWhoeverHasSent(boolean isAbstract) throws Exception {
    String name = at("datagram", isAbstract);
    try (RunningProgram listener =
        ToolProcess.listening("listen", "--echo", "--count", "2", "--print-peer", name)) {
      assertThat(ToolProcess.runWithInput("one", "connect", name).output()).isEqualTo("one");
      assertThat(ToolProcess.runWithInput("two", "connect", name).output()).isEqualTo("two");
      assertThat(listener.awaitExit()).isZero();
      assertThat(listener.errorLines())
          .filteredOn(line -> line.startsWith("client pid "))
          .hasSize(2);
    }
    assertThat(socket).doesNotExist();
  }

  @Test
  void eachMessageStaysOneAlsoAnEmptyOne() throws Exception {
    String name = at("seqpacket", false);
    try (RunningProgram listener = ToolProcess.listening("listen", "--echo", name)) {
      ToolProcess.Result python =
          ToolProcess.runScript(
              """
              exec python3 -c "
              import socket, sys
              s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
              s.connect(sys.argv[1])
              for size in 1, 0, 200000, 3:
                  s.send(b'x' * size)
                  print(len(s.recv(300000)))
              " "$1"
              """,
              socket.toString());
      assertThat(python.output()).isEqualTo("1\n0\n200000\n3\n");
      assertThat(listener.awaitExit()).isZero();
    }
  }

  @Test
  void aRelayTurnsMessagesIntoBytesAndBack() throws Exception {
    try (RunningProgram server = ToolProcess.listening("listen", "--echo", endpoint);
        RunningProgram relay =
            ToolProcess.listening("relay", "seqpacket:@" + folder.getFileName(), endpoint)) {
      assertThat(
              ToolProcess.runWithInput("hi", "connect", "seqpacket:@" + folder.getFileName())
                  .output())
          .isEqualTo("hi");
      assertThat(relay.awaitExit()).isZero();
      assertThat(server.awaitExit()).isZero();
    }
  }

  @Test
  void theOtherTypeOfSocketIsTold() throws Exception {
    try (RunningProgram listener = ToolProcess.listening("listen", at("seqpacket", false))) {
      ToolProcess.Result result = ToolProcess.run("connect", endpoint);
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.errorLines())
          .containsExactly(
              "ipc: connect " + endpoint + ": Protocol wrong type for socket (EPROTOTYPE)");
      assertThat(listener.process().isAlive()).isTrue();
    }
  }
}
