package dev.interprocess.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Paths are bytes: all but NUL may stand in them, whatever the JVM's encoding makes of them. */
class PathBytesPropertiesTest {
  @Provide
  Arbitrary<byte[]> paths() {
    Arbitrary<Byte> any = Arbitraries.bytes().filter(b -> b != 0 && b != '/' && b != '.');
    Arbitrary<Byte> nasty = Arbitraries.of((byte) '?', (byte) '%', (byte) 0xff, (byte) 0xc3);
    Arbitrary<byte[]> part =
        Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, any), net.jqwik.api.Tuple.of(1, nasty))
            .array(byte[].class)
            .ofMinSize(1)
            .ofMaxSize(20);
    return part.list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .flatMap(
            parts -> Arbitraries.of(true, false).map(absolute -> PathsOf.join(parts, absolute)));
  }

  @Property
  void roundTrip(@ForAll("paths") byte[] bytes) {
    Path path = PathBytes.toPath(bytes);
    assertThat(PathBytes.of(path)).isEqualTo(bytes);
    assertThat(path.isAbsolute()).isEqualTo(bytes[0] == '/');
    assertThat(PathBytes.toPath(PathBytes.of(path))).isEqualTo(path);
  }

  private static final class PathsOf {
    static byte[] join(java.util.List<byte[]> parts, boolean absolute) {
      java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
      for (byte[] part : parts) {
        if (absolute || bytes.size() > 0) {
          bytes.write('/');
        }
        bytes.writeBytes(part);
      }
      return bytes.toByteArray();
    }
  }
}
