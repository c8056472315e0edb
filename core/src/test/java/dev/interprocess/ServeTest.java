package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Serving: graceful at the end, and one client's trouble is only its own. */
@OnWindowsToo
class ServeTest {
  private final LocalName name = Names.namespaced();

  @Test
  void returnsAfterCloseWhenTheLastHandlerHas() throws Exception {
    CountDownLatch inHandler = new CountDownLatch(1);
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Task<Void> server =
          Task.run(
              ThreadKind.PLATFORM,
              () -> {
                listener.serve(
                    stream -> {
                      inHandler.countDown();
                      stream.transferTo(stream);
                    });
              });
      try (LocalStream client = LocalStream.connect(name)) {
        inHandler.await();
        listener.close();
        client.write(new byte[] {1});
        assertThat(client.readFully(1)).containsExactly(1);
      }
      server.get();
    }
  }

  @Test
  void aHandlersExceptionEndsItsOwnClientOnly() throws Exception {
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Task<Void> server =
          Task.run(
              ThreadKind.VIRTUAL,
              () -> {
                listener.serve(
                    stream -> {
                      if (stream.readFully(1)[0] == 0) {
                        throw new IllegalStateException("asked for");
                      }
                      stream.write(new byte[] {1});
                    });
              });
      for (byte ask : new byte[] {0, 1}) {
        try (LocalStream client = LocalStream.connect(name)) {
          client.write(new byte[] {ask});
          assertThat(client.inputStream().readAllBytes()).hasSize(ask);
        }
      }
      listener.close();
      server.get();
    }
  }

  @Test
  void anInterruptReachesTheHandlers() throws Exception {
    CountDownLatch inHandler = new CountDownLatch(1);
    List<Throwable> seen = new ArrayList<>();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name);
        LocalStream client = LocalStream.connect(name)) {
      Task<Void> server =
          Task.run(
              ThreadKind.PLATFORM,
              () -> {
                listener.serve(
                    stream -> {
                      inHandler.countDown();
                      try {
                        stream.read(new byte[1]);
                      } catch (InterruptedIOException e) {
                        seen.add(e);
                        throw e;
                      }
                    });
              });
      inHandler.await();
      server.awaitWaiting().thread().interrupt();
      assertThat(server.failure()).isInstanceOf(InterruptedIOException.class);
      assertThat(seen).hasSize(1);
      assertThat(client.read(new byte[1])).isEqualTo(-1);
    }
  }

  @Test
  void incomingEndsAtClose() throws Exception {
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Task<Integer> server =
          Task.start(
              ThreadKind.VIRTUAL,
              () -> {
                int clients = 0;
                for (LocalStream stream : listener.incoming()) {
                  stream.close();
                  clients++;
                }
                return clients;
              });
      for (int i = 0; i < 3; i++) {
        try (LocalStream client = LocalStream.connect(name)) {
          assertThat(client.read(new byte[1])).isEqualTo(-1);
        }
      }
      listener.close();
      assertThat(server.get()).isEqualTo(3);
    }
  }
}
