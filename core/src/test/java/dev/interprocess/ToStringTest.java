package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.unix.UnixAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ToStringTest {
  @Test
  void ofConnectionsIsTheirAddress() throws Exception {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name);
        LocalStream stream = LocalStream.connect(name)) {
      assertThat(listener).hasToString("listener " + name);
      assertThat(stream).hasToString(name.toString());
      assertThat(stream.reader()).hasToString(name.toString());
      stream.close();
      listener.close();
      assertThat(stream).hasToString(name + " (closed)");
      assertThat(listener).hasToString("listener " + name + " (closed)");
    }
  }

  @Test
  void ofAddressesIsWhatTheToolTakes() {
    assertThat(UnixAddress.path(Path.of("/run/x.sock"))).hasToString("unix:/run/x.sock");
    assertThat(UnixAddress.abstractName("a b")).hasToString("abstract:a b");
    assertThat(UnixAddress.abstractName(new byte[] {'a', 0, (byte) 0xff}))
        .hasToString("abstract:a\\x00\\xff");
    assertThat(UnixAddress.unnamed()).hasToString("unnamed");
  }

  @Test
  void ofNamelessThingsSaysWhatTheyAre() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        UnnamedPipe pipe = UnnamedPipe.create()) {
      assertThat(pair.first()).hasToString("socket pair");
      assertThat(pipe).hasToString("unnamed pipe");
    }
  }
}
