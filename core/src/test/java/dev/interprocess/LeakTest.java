package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.OpenFiles;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was never closed is closed when the collector finds it. */
class LeakTest {
  @TempDir Path folder;

  @Test
  void ofAStreamIsClosedAndThePeerSeesTheEnd() throws Exception {
    LocalStream peer = loseOneOfAPair();
    collect();
    assertThat(peer.read(new byte[1])).isEqualTo(-1);
    peer.close();
  }

  @Test
  void ofAPipeIsClosed() throws Exception {
    int before = OpenFiles.count();
    assertThat(losePipe()).isPositive();
    awaitCount(before);
  }

  @Test
  void ofAListenerIsClosedWithAllItsDescriptors() throws Exception {
    int before = OpenFiles.count();
    assertThat(loseListener(LocalName.path(folder.resolve("a.sock")))).isTrue();
    awaitCount(before);
  }

  @Test
  void isNoneWhileAHalfOrAViewIsHeld() throws Exception {
    Held held = holdPartsOfAPair();
    collect();
    held.half.write(new byte[] {3});
    assertThat(held.view.read()).isEqualTo(3);
    held.half.close();
    held.view.close();
  }

  private record Held(ByteWriter half, InputStream view) {}

  private static Held holdPartsOfAPair() throws IOException {
    SocketPair<LocalStream> pair = LocalStream.pair();
    return new Held(pair.second().writer(), pair.first().inputStream());
  }

  private static LocalStream loseOneOfAPair() throws IOException {
    return LocalStream.pair().first();
  }

  private static int losePipe() throws IOException {
    return UnnamedPipe.create().reader().capacity();
  }

  private static boolean loseListener(LocalName name) throws IOException {
    return LocalStream.listen(name).isOpen();
  }

  private static void awaitCount(int count) throws Exception {
    long end = System.nanoTime() + 5_000_000_000L;
    while (OpenFiles.count() > count && System.nanoTime() - end < 0) {
      collect();
    }
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(count);
  }

  private static void collect() throws InterruptedException {
    WeakReference<Object> canary = new WeakReference<>(new Object());
    while (canary.get() != null) {
      System.gc();
      Thread.sleep(1);
    }
  }
}
