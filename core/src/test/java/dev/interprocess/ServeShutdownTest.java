package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** serve promises an InterruptedIOException, and to interrupt the handlers, until it returns. */
class ServeShutdownTest {
  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void thatIsInterruptedWhileTheLastHandlersRunInterruptsThem(ThreadKind kind) throws Exception {
    LocalName name = Names.namespaced();
    CountDownLatch inHandler = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name);
        LocalStream client = LocalStream.connect(name)) {
      Task<Void> serve =
          Task.run(
              kind,
              () ->
                  listener.serve(
                      stream -> {
                        inHandler.countDown();
                        try {
                          stream.readFully(1);
                        } catch (InterruptedIOException e) {
                          interrupted.set(true);
                        }
                      }));
      inHandler.await();
      listener.close();
      serve.awaitWaiting();
      serve.thread().interrupt();
      Exception failure = serve.failure();
      assertThat(interrupted).isTrue();
      assertThat(failure).isInstanceOf(InterruptedIOException.class);
      assertThat(client.read(new byte[1])).isEqualTo(-1);
    }
  }
}
