package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.Passable;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.Names;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Peers;
import dev.interprocess.support.TestJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 10,000 descriptors to another process and as many back, counted there and here from outside. */
class DescriptorTrafficTest {
  private static final int MESSAGES = 100;
  private static final int IN_EACH = 100;
  private static final String PYTHON =
      """
      s.connect(address(sys.argv[1]))
      while True:
          data, fds, flags, sender = socket.recv_fds(s, 1, 253)
          if not data: break
          socket.send_fds(s, [data], fds)
          for d in fds: os.close(d)
      """;

  @Test
  void withAPeerOfOurOwn() throws Exception {
    String name = Names.unique();
    try (LocalListener<UnixStream> listener = UnixStream.listen(UnixAddress.abstractName(name));
        TestJvm jvm = TestJvm.start("", SendingBack.class, name);
        UnixStream peer = listener.accept()) {
      exchange(peer, jvm.process());
    }
  }

  @Test
  void withPython() throws Exception {
    String name = Names.unique();
    try (LocalListener<UnixStream> listener = UnixStream.listen(UnixAddress.abstractName(name))) {
      Process python = Peers.python(PYTHON, "@" + name);
      try (UnixStream peer = listener.accept()) {
        exchange(peer, python);
        peer.shutdownOutput();
        assertThat(Peers.outputOf(python)).isEmpty();
      } finally {
        python.destroyForcibly();
      }
    }
  }

  private static void exchange(UnixStream peer, Process process) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      Passable[] many = Collections.nCopies(IN_EACH, pipe.reader()).toArray(new Passable[0]);
      sendAndReceive(peer, many); // loads what is needed, files included
      sendAndReceive(peer); // what came before is closed there
      List<String> there = open(process.pid());
      int here = OpenFiles.count();
      int back = 0;
      for (int i = 0; i < MESSAGES; i++) {
        back += sendAndReceive(peer, many);
      }
      sendAndReceive(peer);
      assertThat(back).isEqualTo(MESSAGES * IN_EACH);
      assertThat(OpenFiles.count()).isEqualTo(here);
      assertThat(open(process.pid())).containsExactlyInAnyOrderElementsOf(there);
    }
  }

  /** The sockets and pipes; a JVM may open a file of its own at any time. */
  private static List<String> open(long pid) {
    return OpenFiles.targets(pid).stream()
        .filter(target -> target.startsWith("socket:") || target.startsWith("pipe:"))
        .toList();
  }

  private static int sendAndReceive(UnixStream peer, Passable... many) throws IOException {
    peer.sendMessage(ByteBuffer.allocate(1), Ancillary.descriptors(many));
    try (ReceivedMessage back = peer.receiveMessage(ByteBuffer.allocate(1))) {
      assertThat(back.ancillaryTruncated()).isFalse();
      return back.descriptors().size();
    }
  }

  /** Sends back what it gets, until the end. */
  static final class SendingBack {
    private SendingBack() {}

    public static void main(String[] arguments) throws IOException {
      try (UnixStream peer = UnixStream.connect(UnixAddress.abstractName(arguments[0]))) {
        while (true) {
          ByteBuffer one = ByteBuffer.allocate(1);
          try (ReceivedMessage message = peer.receiveMessage(one)) {
            if (message.isEnd()) {
              return;
            }
            Passable[] all = message.descriptors().toArray(new Passable[0]);
            peer.sendMessage(one.flip(), Ancillary.descriptors(all));
          }
        }
      }
    }
  }
}
