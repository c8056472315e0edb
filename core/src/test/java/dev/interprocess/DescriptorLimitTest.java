package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.TestJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A process that has no descriptor left: a clear error, nothing leaked, and listeners that live on.
 */
class DescriptorLimitTest {
  @Test
  void createFailsAndLeaksNothing() throws Exception {
    try (TestJvm jvm = TestJvm.start("ulimit -n 80", Creator.class)) {
      assertThat(jvm.hear()).isEqualTo("create pipe: EMFILE");
      assertThat(jvm.hear()).isEqualTo("open (socketpair) socket pair: EMFILE");
      assertThat(jvm.hear()).isEqualTo("connect: EMFILE");
      assertThat(jvm.hear()).isEqualTo("works again");
      assertThat(jvm.hear()).isEqualTo("leaked 0");
    }
  }

  @Test
  void aListenerSurvives() throws Exception {
    String name = Names.unique();
    try (TestJvm jvm = TestJvm.start("ulimit -n 80", Server.class, name)) {
      assertThat(jvm.hear()).isEqualTo("listening");
      List<LocalStream> clients = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        clients.add(LocalStream.connect(LocalName.namespaced(name)));
      }
      // More than it has descriptors for: it serves what it can, and the others when those leave.
      for (LocalStream client : clients) {
        client.write(new byte[] {1});
        assertThat(client.readFully(1)).containsExactly(1);
        client.close();
      }
    }
  }

  /** Uses descriptors up, and tries. */
  static final class Creator {
    private Creator() {}

    public static void main(String[] arguments) throws IOException {
      LocalName name = Names.namespaced();
      try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
        UnnamedPipe.create().close(); // loads what is needed, files included
        LocalStream.pair().close();
        tell(LocalStream::pair, false);
        LocalStream.connect(name).close();
        int before = OpenFiles.count();
        List<UnnamedPipe> hoard = new ArrayList<>();
        tell(
            () -> {
              while (true) {
                hoard.add(UnnamedPipe.create());
              }
            },
            true);
        List<LocalStream> rest = new ArrayList<>();
        try {
          while (true) {
            rest.add(LocalStream.connect(name));
          }
        } catch (IOException e) {
          tell(LocalStream::pair, true);
          System.out.println("connect: " + ((SystemError) e).name());
        }
        hoard.forEach(UnnamedPipe::close);
        rest.forEach(LocalStream::close);
        LocalStream.pair().close();
        System.out.println("works again");
        System.out.println("leaked " + (OpenFiles.count() - before));
      }
    }

    private interface Attempt {
      AutoCloseable run() throws IOException;
    }

    private static void tell(Attempt attempt, boolean print) {
      try {
        attempt.run().close();
      } catch (Exception e) {
        if (print && e instanceof SystemError error) {
          System.out.println(
              String.valueOf(e.getMessage()).replaceFirst(":.*", ": ") + error.name());
        }
      }
    }
  }

  /** Echoes, whatever happens. */
  static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws IOException {
      try (LocalListener<LocalStream> listener =
          LocalStream.listen(LocalName.namespaced(arguments[0]))) {
        System.out.println("listening");
        listener.serve(stream -> stream.transferTo(stream));
      }
    }
  }
}
