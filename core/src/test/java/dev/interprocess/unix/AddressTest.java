package dev.interprocess.unix;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.support.Names;
import dev.interprocess.support.Peers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the two ends of a connection say about their addresses. */
class AddressTest {
  @TempDir Path folder;

  @Test
  void ofTheClientIsUnnamedAndOfTheServerTheNameThatWasListenedOn() throws Exception {
    UnixAddress address = UnixAddress.path(folder.resolve("with space"));
    assertServes(address);
  }

  @Test
  void ofBytesThatNoEncodingKnowsSurvives() throws Exception {
    Path odd = Path.of(URI.create("file://" + folder + "/%ff%FE%3F%C3"));
    assertServes(UnixAddress.path(odd));
  }

  @Test
  void ofTheLongestAbstractNameAndOneThatEndsInNulsSurvives() throws Exception {
    byte[] longest = Arrays.copyOf(Names.unique().getBytes(ISO_8859_1), 107);
    assertServes(UnixAddress.abstractName(longest)); // NULs to its end
    Arrays.fill(longest, 60, 107, (byte) 0xff);
    assertServes(UnixAddress.abstractName(longest));
  }

  @Test
  void ofNamesThatDifferByNulsAreDifferent() throws Exception {
    String name = Names.unique();
    UnixAddress plain = UnixAddress.abstractName(name);
    UnixAddress longer = UnixAddress.abstractName(name + "\0");
    try (LocalListener<UnixStream> one = UnixStream.listen(plain);
        LocalListener<UnixStream> two = UnixStream.listen(longer);
        UnixStream client = UnixStream.connect(longer);
        UnixStream accepted = two.accept()) {
      assertThat(accepted.localAddress()).isEqualTo(longer);
      assertThat(client.remoteAddress()).isNotEqualTo(plain);
      assertThat(one.address()).isEqualTo(plain);
    }
  }

  @Test
  void ofAPeerThatHasBoundItselfIsItsName() throws Exception {
    String name = Names.unique();
    try (LocalListener<UnixStream> listener = UnixStream.listen(UnixAddress.abstractName(name))) {
      String path = folder.resolve("client").toString();
      Process peer =
          Peers.python(
              "s.bind(sys.argv[2]); s.connect(address(sys.argv[1])); s.recv(1)", "@" + name, path);
      try (UnixStream accepted = listener.accept()) {
        assertThat(accepted.remoteAddress().path()).contains(Path.of(path));
      } finally {
        peer.destroyForcibly();
      }
    }
  }

  @Test
  void isAValueThatCanBeSerialized() throws Exception {
    UnixAddress address = UnixAddress.abstractName(new byte[] {0, 1, (byte) 0xff});
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(address);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(address);
    }
  }

  private static void assertServes(UnixAddress address) throws Exception {
    try (LocalListener<UnixStream> listener = UnixStream.listen(address);
        UnixStream client = UnixStream.connect(address);
        UnixStream accepted = listener.accept()) {
      assertThat(listener.address()).isEqualTo(address);
      assertThat(client.remoteAddress()).isEqualTo(address);
      assertThat(accepted.localAddress()).isEqualTo(address);
      assertThat(client.localAddress().isUnnamed()).isTrue();
      assertThat(accepted.remoteAddress()).isEqualTo(UnixAddress.unnamed());
    }
  }
}
