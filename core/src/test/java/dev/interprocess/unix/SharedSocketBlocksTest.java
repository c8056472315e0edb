package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Calls on a connected socket wait in whatever process gets it, as they do with any other. */
class SharedSocketBlocksTest {
  private static final int O_NONBLOCK = 04000;

  @Test
  void onceItIsShared() throws Exception {
    UnixAddress address = UnixAddress.abstractName("shared-" + ProcessHandle.current().pid());
    try (var listener = UnixStream.listen(address);
        UnixStream client = UnixStream.connect(address);
        UnixStream served = listener.accept();
        Descriptor ofClient = Descriptor.duplicateOf(client);
        Descriptor ofServed = Descriptor.duplicateOf(served)) {
      assertThat(flags(ofClient) & O_NONBLOCK).isZero();
      assertThat(flags(ofServed) & O_NONBLOCK).isZero();
    }
  }

  private static int flags(Descriptor descriptor) throws Exception {
    Path info = Path.of("/proc/self/fdinfo", Integer.toString(descriptor.number()));
    String line =
        Files.readAllLines(info).stream()
            .filter(each -> each.startsWith("flags:"))
            .findFirst()
            .orElseThrow();
    return Integer.parseInt(line.substring("flags:".length()).strip(), 8);
  }
}
