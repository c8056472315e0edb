package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.Scale;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Clients that leave before they are accepted, or at any moment after, disturb nobody. */
class RestlessClientsTest {
  @Test
  void thatHaveLeftAreAcceptedAndReadAsEndAndTheNextOneIsServed() throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      for (int i = 0; i < 3; i++) {
        LocalStream.connect(name).close();
      }
      try (LocalStream client = LocalStream.connect(name)) {
        client.write(new byte[] {1});
        for (int i = 0; i < 3; i++) {
          try (LocalStream left = listener.accept()) {
            assertThat(left.read(new byte[1])).isEqualTo(-1);
          }
        }
        try (LocalStream accepted = listener.accept()) {
          assertThat(accepted.readFully(1)).containsExactly(1);
        }
      }
    }
  }

  @Test
  void thatComeAndGoNeverHangTheServer() throws Exception {
    LocalName name = Names.namespaced();
    int rounds = Scale.rounds(500, 5_000);
    AtomicInteger served = new AtomicInteger();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Task<Void> server =
          Task.run(
              ThreadKind.VIRTUAL,
              () ->
                  listener.serve(
                      stream -> {
                        stream.transferTo(stream);
                        served.incrementAndGet();
                      }));
      List<Task<Void>> clients = new ArrayList<>();
      for (ThreadKind kind : ThreadKind.values()) {
        clients.add(
            Task.run(
                kind,
                () -> {
                  for (int i = 0; i < rounds; i++) {
                    LocalStream.connect(name).close();
                  }
                }));
      }
      for (Task<Void> client : clients) {
        client.get();
      }
      try (LocalStream last = LocalStream.connect(name)) {
        last.write(new byte[] {8});
        assertThat(last.readFully(1)).containsExactly(8);
      }
      listener.close();
      server.get();
    }
    assertThat(served).hasPositiveValue();
  }
}
