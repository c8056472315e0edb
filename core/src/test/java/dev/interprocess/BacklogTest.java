package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.Waiter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A full backlog is no error and no hang: nobody is told that he is connected before he is. */
class BacklogTest {
  private static final int CLIENTS = 500;

  @Test
  void manyVirtualThreadsGetThroughASmallBacklog() throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions().backlog(50).listen(name)) {
      List<Waiter> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(
            Waiter.start(
                Waiter.Kind.VIRTUAL,
                () -> {
                  try (LocalStream stream = LocalStream.connect(name)) {
                    return stream.readFully(1)[0];
                  }
                }));
      }
      for (int i = 0; i < CLIENTS; i++) {
        try (LocalStream stream = listener.accept()) {
          stream.write(new byte[] {42});
        }
      }
      for (Waiter client : clients) {
        assertThat(client.outcome()).isEqualTo((byte) 42);
      }
    }
  }
}
