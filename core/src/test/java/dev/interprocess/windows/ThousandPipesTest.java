package dev.interprocess.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many at once, a virtual thread for each, through the one completion port. */
@OnWindows
@Timeout(120)
class ThousandPipesTest {
  private static final int COUNT = 1000;
  private static final int ROUNDS = 5;
  private static final Duration LONG = Duration.ofSeconds(100);

  @Test
  void allAreOpenAtOnceAndAnswered() throws Exception {
    NamedPipeAddress address = PipeTests.address();
    try (LocalListener<NamedPipeStream> listener = NamedPipeStream.listen(address)) {
      Task<Void> serving =
          Task.run(ThreadKind.VIRTUAL, () -> listener.serve(client -> client.transferTo(client)));
      CountDownLatch connected = new CountDownLatch(COUNT);
      List<Task<Integer>> clients = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        byte number = (byte) i;
        clients.add(Task.start(ThreadKind.VIRTUAL, () -> converse(address, number, connected)));
      }
      for (Task<Integer> client : clients) {
        assertThat(client.get()).isEqualTo(ROUNDS);
      }
      listener.close();
      serving.get();
    }
  }

  private static int converse(NamedPipeAddress address, byte number, CountDownLatch connected)
      throws Exception {
    try (NamedPipeStream client = NamedPipeStream.connectOptions().timeout(LONG).connect(address)) {
      connected.countDown();
      connected.await();
      int right = 0;
      for (int round = 0; round < ROUNDS; round++) {
        byte[] sent = {number, (byte) round};
        client.write(sent);
        right += java.util.Arrays.equals(client.readFully(2), sent) ? 1 : 0;
      }
      return right;
    }
  }

  @Test
  void allAreServedByTwoInstances() throws Exception {
    NamedPipeAddress address = PipeTests.address();
    try (LocalListener<NamedPipeStream> listener =
        NamedPipeStream.listenOptions().option(NamedPipeOptions.MAX_INSTANCES, 2).listen(address)) {
      Task<Void> serving =
          Task.run(
              ThreadKind.VIRTUAL,
              () -> listener.serve(client -> client.write(client.readFully(1))));
      List<Task<byte[]>> clients = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        byte number = (byte) i;
        clients.add(
            Task.start(
                ThreadKind.VIRTUAL,
                () -> {
                  try (NamedPipeStream client =
                      NamedPipeStream.connectOptions().timeout(LONG).connect(address)) {
                    client.write(new byte[] {number});
                    return client.readFully(1);
                  }
                }));
      }
      for (int i = 0; i < COUNT; i++) {
        assertThat(clients.get(i).get()).containsExactly((byte) i);
      }
      listener.close();
      serving.get();
    }
  }
}
