package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and addresses survive the way through the kernel. */
class NamesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"plain", "a space", "ümläut-日本", "question?mark", "per%20cent"})
  void pathsRoundTrip(String name) throws Exception {
    checkRoundTrip(UnixAddress.path(folder.resolve(name)));
  }

  @Test
  void theLongestPathOfASocketAddressFits() throws Exception {
    int room = 107 - folder.toString().length() - 1;
    checkRoundTrip(UnixAddress.path(folder.resolve("x".repeat(room))));
  }

  @Test
  void aLongerPathGoesByWayOfItsFolder() throws Exception {
    Path deep = Files.createDirectories(folder.resolve("a".repeat(200)).resolve("b".repeat(200)));
    Path path = deep.resolve("c".repeat(82));
    UnixAddress address = UnixAddress.path(path);
    try (LocalListener<UnixStream> listener = UnixStream.listen(address);
        UnixStream client = UnixStream.connect(address);
        UnixStream accepted = listener.accept()) {
      assertThat(listener.address()).isEqualTo(address);
      assertThat(path).exists();
      client.write(new byte[] {1});
      assertThat(accepted.readFully(1)).containsExactly(1);
    }
    assertThat(path).doesNotExist();
    assertThat(deep).isEmptyDirectory();
  }

  @Test
  void whatIsTooLongForThatIsRefusedWithItsLengthAndTheLimit() {
    Path longFile = folder.resolve("x".repeat(110));
    assertThatThrownBy(() -> UnixAddress.path(longFile))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer than the 107 that a socket address holds")
        .hasMessageContaining("last part of 110 bytes longer than the 82 that would still fit: ")
        .hasMessageEndingWith(longFile.toString());
    Path longPath = folder.resolve("y/".repeat(2050) + "z");
    assertThatThrownBy(() -> UnixAddress.path(longPath))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("longer than the 4095");
  }

  @Test
  void abstractNamesAreAnyBytes() throws Exception {
    byte[] longest = new byte[107];
    Arrays.fill(longest, (byte) 'x');
    checkRoundTrip(UnixAddress.abstractName(longest));
    byte[] withNuls = (Names.unique() + "\0\0").getBytes(StandardCharsets.UTF_8);
    checkRoundTrip(UnixAddress.abstractName(withNuls));
    assertThat(UnixAddress.abstractName(withNuls))
        .isNotEqualTo(UnixAddress.abstractName(Arrays.copyOf(withNuls, withNuls.length - 1)));
    assertThatThrownBy(() -> UnixAddress.abstractName(new byte[108]))
        .hasMessageContaining("abstract name of 108 bytes, longer than the 107");
  }

  private static void checkRoundTrip(UnixAddress address) throws Exception {
    try (LocalListener<UnixStream> listener = UnixStream.listen(address);
        UnixStream client = UnixStream.connect(address);
        UnixStream server = listener.accept()) {
      assertThat(client.remoteAddress()).isEqualTo(address).hasToString(address.toString());
      assertThat(server.localAddress()).isEqualTo(address);
      assertThat(client.remoteAddress().path()).isEqualTo(address.path());
      assertThat(client.localAddress().isUnnamed()).isTrue();
      assertThat(server.remoteAddress()).isEqualTo(UnixAddress.unnamed());
    }
  }

  @Test
  void badNamesAreRefusedBeforeAnyCall() {
    assertThatThrownBy(() -> LocalName.namespaced("")).hasMessage("empty name");
    assertThatThrownBy(() -> LocalName.namespaced("a\0b")).hasMessage("NUL in name: a\\0b");
    assertThatThrownBy(() -> LocalName.path(Path.of(""))).hasMessage("empty path");
    assertThatThrownBy(() -> UnixAddress.abstractName("")).hasMessage("empty abstract name");
  }

  @Test
  void whatANameBecomes() {
    assertThat(LocalName.of("/run/x.sock")).isEqualTo(LocalName.path(Path.of("/run/x.sock")));
    assertThat(LocalName.of("com.example")).isEqualTo(LocalName.namespaced("com.example"));
    assertThat(LocalName.of("/run/x.sock")).hasToString("unix:/run/x.sock");
    assertThat(LocalName.of("com.example")).hasToString("abstract:com.example");
    assertThat(UnixAddress.abstractName("a\0b")).hasToString("abstract:a\\x00b");
    assertThat(UnixAddress.unnamed()).hasToString("unnamed");
  }
}
