package dev.interprocess.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.support.Names;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Listeners that are handed over as a service manager does. */
class ChildListenersTest {
  @Test
  void areAnnouncedByTheEnvironment() throws Exception {
    try (LocalListener<LocalStream> first = LocalStream.listen(Names.namespaced());
        LocalListener<LocalStream> second = LocalStream.listen(Names.namespaced())) {
      Child.Builder builder =
          Children.shell(
                  "echo $LISTEN_FDS $LISTEN_FDNAMES $LISTEN_PID $$; ls /proc/self/fd | wc -l")
              .listener("web", first)
              .listeners(second);
      // The pipes of ls, and the directory that it lists.
      assertThat(Children.outputOf(builder)).matches("2 web:unknown (\\d+) \\1\n6");
    }
  }

  @Test
  void areAcceptedOnByAChildOfThisLibrary() throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name);
        Child child =
            Children.java(Server.class)
                .listeners(listener)
                .error(ProcessBuilder.Redirect.INHERIT)
                .start();
        LocalStream client = LocalStream.connect(name)) {
      assertThat(new String(client.readFully(5), UTF_8)).isEqualTo("child");
      assertThat(child.waitFor().isSuccess()).isTrue();
      // It was lent: this process goes on with it.
      try (LocalStream ours = LocalStream.connect(name)) {
        listener.accept().close();
        assertThat(ours.read(new byte[1])).isEqualTo(-1);
      }
    }
  }

  /** Serves one. */
  static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws IOException {
      LocalName own = Names.namespaced();
      try (LocalListener<LocalStream> listener =
              LocalStream.listenOptions().inherited().listen(own);
          LocalStream client = listener.accept()) {
        client.write("child".getBytes(UTF_8));
      }
    }
  }

  @Test
  void areAcceptedOnByPython() throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name);
        Child child =
            Children.python(
                    """
                    import os, socket
                    assert os.environ['LISTEN_PID'] == str(os.getpid())
                    listener = socket.socket(fileno=3)
                    listener.setblocking(True)
                    listener.accept()[0].send(b'python')
                    """)
                .listeners(listener)
                .error(ProcessBuilder.Redirect.INHERIT)
                .start();
        LocalStream client = LocalStream.connect(name)) {
      assertThat(new String(client.readFully(6), UTF_8)).isEqualTo("python");
      assertThat(child.waitFor().isSuccess()).isTrue();
    }
  }

  /** The name is in use by the child then, so it must not go with ours. */
  @Test
  void keepTheirNameWhenGiven() throws Exception {
    java.nio.file.Path folder = java.nio.file.Files.createTempDirectory("given");
    LocalName name = LocalName.path(folder.resolve("a.sock"));
    LocalListener<LocalStream> listener = LocalStream.listen(name);
    try (Child child =
            Children.python(
                    """
                    import socket
                    listener = socket.socket(fileno=3)
                    listener.setblocking(True)
                    listener.accept()[0].send(b'given')
                    """)
                .give(3, listener)
                .start();
        LocalStream client = LocalStream.connect(name)) {
      assertThat(listener.isOpen()).isFalse();
      assertThat(new String(client.readFully(5), UTF_8)).isEqualTo("given");
      assertThat(child.waitFor().isSuccess()).isTrue();
    } finally {
      java.nio.file.Files.delete(folder.resolve("a.sock"));
      java.nio.file.Files.delete(folder);
    }
  }

  @Test
  void aNameThatIsNoneIsRefused() throws Exception {
    try (LocalListener<LocalStream> listener = LocalStream.listen(Names.namespaced())) {
      Child.Builder builder = Child.command("true");
      for (String name : new String[] {"", "a:b", "a\nb"}) {
        assertThatThrownBy(() -> builder.listener(name, listener))
            .isInstanceOf(IllegalArgumentException.class);
      }
      builder.lend(3, listener);
      assertThatThrownBy(() -> builder.listeners(listener))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("descriptor 3 twice");
    }
  }
}
