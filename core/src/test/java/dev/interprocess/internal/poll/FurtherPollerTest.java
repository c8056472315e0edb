package dev.interprocess.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.support.Task;
import dev.interprocess.support.TestJvm;
import dev.interprocess.support.ThreadKind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pollers are added amid traffic: nothing is lost, and all of them get their share. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class FurtherPollerTest {
  @Test
  void descriptorsGoOverAmidTheirTraffic() throws Exception {
    String nobodyElseAddsOrRemoves = "export JDK_JAVA_OPTIONS=-Ddev.interprocess.pollers=1";
    try (TestJvm jvm = TestJvm.start(nobodyElseAddsOrRemoves, Traffic.class)) {
      assertThat(jvm.hear()).isEqualTo("4 pollers, 64 registered, 4 echoed");
      assertThat(jvm.hear()).isEqualTo("16777216 bytes through writes that waited");
      assertThat(jvm.hear()).isEqualTo("0 registered");
    }
  }

  /** In a JVM of its own, as pollers stay. */
  static final class Traffic {
    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 500;
    private static final int WRITERS = 16;
    private static final int LARGE = 1 << 20;

    private Traffic() {}

    public static void main(String[] arguments) throws Exception {
      List<SocketPair<LocalStream>> pairs = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        SocketPair<LocalStream> pair = LocalStream.pair();
        pair.first().completions(Runnable::run);
        pairs.add(pair);
      }
      echo(pairs);
      writeMuch(pairs.subList(0, WRITERS));
      pairs.forEach(SocketPair::close);
      System.out.println(Pollers.statistics().registered() + " registered");
    }

    private static void echo(List<SocketPair<LocalStream>> pairs) throws Exception {
      Set<Thread> echoed = ConcurrentHashMap.newKeySet();
      pairs.forEach(pair -> new Echo(pair.first(), echoed).read());
      List<Task<Void>> clients = new ArrayList<>();
      for (SocketPair<LocalStream> pair : pairs) {
        clients.add(Task.run(ThreadKind.PLATFORM, () -> exchange(pair.second())));
      }
      while (Pollers.statistics().pollers() < 4) {
        Thread.sleep(20);
        Pollers.add();
      }
      for (Task<Void> client : clients) {
        client.get();
      }
      echoed.clear();
      for (SocketPair<LocalStream> pair : pairs) {
        exchange(pair.second());
      }
      Pollers.Statistics now = Pollers.statistics();
      System.out.printf(
          "%d pollers, %d registered, %d echoed%n", now.pollers(), now.registered(), echoed.size());
      for (SocketPair<LocalStream> pair : pairs) {
        pair.second().write(new byte[] {-1, -1, -1, -1});
      }
    }

    private static void exchange(LocalStream client) throws Exception {
      for (int i = 0; i < ROUNDS; i++) {
        client.write(ByteBuffer.allocate(4).putInt(0, i));
        int echoed = ByteBuffer.wrap(client.readFully(4)).getInt();
        if (echoed != i) {
          throw new AssertionError(echoed + " in place of " + i);
        }
      }
    }

    /** Each writes more than there is room for, and half of the pollers come then. */
    private static void writeMuch(List<SocketPair<LocalStream>> pairs) throws Exception {
      List<CompletableFuture<?>> writes = new ArrayList<>();
      for (SocketPair<LocalStream> pair : pairs) {
        writes.add(pair.first().writeAsync(ByteBuffer.allocateDirect(LARGE)));
      }
      for (int i = 0; i < 4; i++) {
        Pollers.add();
      }
      Pollers.removeOne();
      long read = 0;
      for (SocketPair<LocalStream> pair : pairs) {
        read += pair.second().readFully(LARGE).length;
      }
      for (CompletableFuture<?> write : writes) {
        write.get(20, TimeUnit.SECONDS);
      }
      System.out.println(read + " bytes through writes that waited");
    }
  }

  /** Sends back what comes, up to a number below 0. */
  private static final class Echo implements IntCompletionHandler<Boolean> {
    private final LocalStream stream;
    private final Set<Thread> threads;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(4);

    Echo(LocalStream stream, Set<Thread> threads) {
      this.stream = stream;
      this.threads = threads;
    }

    void read() {
      stream.readAsync(buffer.clear(), true, this);
    }

    @Override
    public void completed(int result, Boolean wasRead) {
      threads.add(Thread.currentThread());
      if (!wasRead) {
        read();
      } else if (buffer.getInt(0) >= 0) {
        stream.writeAsync(buffer.flip(), false, this);
      }
    }

    @Override
    public void failed(Throwable failure, Boolean wasRead) {
      throw new AssertionError(failure);
    }
  }
}
