package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No thread of the system is held by a virtual thread that waits. */
class CarrierTest {
  @Test
  void manyIdleStreamsHoldNoThread() throws Exception {
    List<SocketPair<LocalStream>> pairs = new ArrayList<>();
    List<Task<byte[]>> reads = new ArrayList<>();
    try {
      read(pairs, reads, 10);
      long before = threads();
      read(pairs, reads, 2_000);
      assertThat(threads()).isLessThan(before + 20);
      for (SocketPair<LocalStream> pair : pairs) {
        pair.second().write(new byte[] {1});
      }
      for (Task<byte[]> read : reads) {
        assertThat(read.get()).containsExactly(1);
      }
    } finally {
      pairs.forEach(SocketPair::close);
    }
  }

  private static void read(List<SocketPair<LocalStream>> pairs, List<Task<byte[]>> reads, int count)
      throws Exception {
    for (int i = 0; i < count; i++) {
      SocketPair<LocalStream> pair = LocalStream.pair();
      pairs.add(pair);
      reads.add(
          Task.start(dev.interprocess.support.ThreadKind.VIRTUAL, () -> pair.first().readFully(1)));
    }
    reads.getLast().awaitWaiting();
  }

  private static long threads() throws Exception {
    try (var tasks = java.nio.file.Files.list(java.nio.file.Path.of("/proc/self/task"))) {
      return tasks.count();
    }
  }
}
