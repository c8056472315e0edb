package dev.interprocess.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Random bytes both ways at once between us and programs of others, each in both roles. */
@Timeout(value = 300, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PeerExchangeTest {
  private static final long BYTES = 256L << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  static Stream<Arguments> cases() {
    return Arrays.stream(Peer.values())
        .flatMap(
            peer ->
                Arrays.stream(NameKind.values())
                    .filter(kind -> kind == NameKind.PATH || peer.knowsNamespaced())
                    .map(kind -> Arguments.of(peer, kind)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weConnect(Peer peer, NameKind kind) throws Exception {
    peer.require();
    String name = name(kind);
    try (RunningProgram other = peer.start("listen", kind.written(name), BYTES)) {
      other.awaitOutputLine("listening");
      try (LocalStream stream = connect(peer, kind, name)) {
        exchange(stream, other);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weListen(Peer peer, NameKind kind) throws Exception {
    peer.require();
    String name = name(kind);
    try (LocalListener<? extends LocalStream> listener = listen(peer, kind, name);
        RunningProgram other = peer.start("connect", kind.written(name), BYTES);
        LocalStream stream = listener.accept(PATIENCE)) {
      exchange(stream, other);
    }
  }

  private static void exchange(LocalStream stream, RunningProgram other)
      throws IOException, InterruptedException {
    Digests ours = ChannelExchange.run(stream, stream::shutdownOutput, BYTES);
    assertThat(other.awaitExit()).as("%s", other).isZero();
    assertThat(Digests.parse(other.awaitOutputLine("sent "))).isEqualTo(ours.mirrored());
    assertThat(ours.received().bytes()).isEqualTo(BYTES);
  }

  private String name(NameKind kind) {
    return kind == NameKind.PATH
        ? folder.resolve("socket").toString()
        : "dev.interprocess." + UUID.randomUUID();
  }

  private static LocalStream connect(Peer peer, NameKind kind, String name)
      throws IOException, InterruptedException {
    return isPadded(peer, kind)
        ? UnixStream.connect(NodePadding.address(name))
        : LocalStream.connect(localName(kind, name));
  }

  private static LocalListener<? extends LocalStream> listen(Peer peer, NameKind kind, String name)
      throws IOException, InterruptedException {
    return isPadded(peer, kind)
        ? UnixStream.listen(NodePadding.address(name))
        : LocalStream.listen(localName(kind, name));
  }

  private static boolean isPadded(Peer peer, NameKind kind)
      throws IOException, InterruptedException {
    return peer == Peer.NODE && kind == NameKind.NAMESPACED && NodePadding.pads();
  }

  private static LocalName localName(NameKind kind, String name) {
    return kind == NameKind.PATH ? LocalName.path(Path.of(name)) : LocalName.namespaced(name);
  }
}
