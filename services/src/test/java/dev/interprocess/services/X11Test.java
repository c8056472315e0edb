package dev.interprocess.services;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * An X server without a screen: the setup of a connection, by its path and by its abstract name.
 */
class X11Test {
  private static final byte[] COOKIE = "0123456789abcdef".getBytes(US_ASCII);

  private static Place place;
  private static Service server;
  private static String path;

  @BeforeAll
  static void start() throws Exception {
    String xvfb = Programs.require("Xvfb");
    place = Place.make();
    Path authority = place.file("authority");
    Files.write(authority, authority());
    server =
        place.start(
            "sh",
            "-c",
            "exec "
                + xvfb
                + " -displayfd 3 -screen 0 640x480x24 -nolisten tcp -auth "
                + authority
                + " 3>"
                + place.file("display"));
    path = "/tmp/.X11-unix/X" + display();
    server.await(LocalName.of(path));
  }

  /** The number that the server has chosen for itself. */
  private static String display() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      if (Files.exists(place.file("display"))) {
        String text = Files.readString(place.file("display"));
        if (text.endsWith("\n")) {
          return text.strip();
        }
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError("no display:\n" + Files.readString(place.file("log")));
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
    if (place != null) {
      place.close();
    }
  }

  /** The file that says which cookie lets a client in: any address, any display. */
  private static byte[] authority() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream output = new DataOutputStream(bytes);
    output.writeShort(0xFFFF);
    for (byte[] field :
        List.of(new byte[0], new byte[0], "MIT-MAGIC-COOKIE-1".getBytes(US_ASCII), COOKIE)) {
      output.writeShort(field.length);
      output.write(field);
    }
    return bytes.toByteArray();
  }

  private static ByteBuffer setUp(LocalStream stream, byte[] cookie) throws IOException {
    byte[] protocol = "MIT-MAGIC-COOKIE-1".getBytes(US_ASCII);
    ByteBuffer request = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    request.put((byte) 'l').put((byte) 0).putShort((short) 11).putShort((short) 0);
    request.putShort((short) protocol.length).putShort((short) cookie.length).putShort((short) 0);
    request.put(protocol).putShort((short) 0).put(cookie); // each padded to a multiple of 4
    stream.write(request.flip());
    ByteBuffer head = ByteBuffer.wrap(stream.readFully(8)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] rest = stream.readFully(4 * Short.toUnsignedInt(head.getShort(6)));
    ByteBuffer answer = ByteBuffer.allocate(8 + rest.length).order(ByteOrder.LITTLE_ENDIAN);
    return answer.put(head).put(rest).flip();
  }

  private static void check(LocalName name) throws IOException {
    try (LocalStream stream = LocalStream.connect(name)) {
      ByteBuffer answer = setUp(stream, COOKIE);
      assertThat(answer.get(0)).as("success").isEqualTo((byte) 1);
      assertThat(answer.getShort(2)).as("protocol").isEqualTo((short) 11);
      int vendor = (answer.getShort(24) + 3) / 4 * 4;
      int screen = 40 + vendor + 8 * answer.get(29);
      assertThat(answer.getShort(screen + 20)).as("width").isEqualTo((short) 640);
      assertThat(answer.getShort(screen + 22)).as("height").isEqualTo((short) 480);

      ByteBuffer intern = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      intern
          .put((byte) 16)
          .put((byte) 1)
          .putShort((short) 4)
          .putShort((short) 7)
          .putShort((short) 0);
      stream.write(intern.put("PRIMARY".getBytes(US_ASCII)).clear());
      ByteBuffer reply = ByteBuffer.wrap(stream.readFully(32)).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(reply.getInt(8)).as("the atom that PRIMARY has by the protocol").isEqualTo(1);
    }
  }

  @Test
  void byPath() throws Exception {
    check(LocalName.of(path));
  }

  @Test
  void byAbstractName() throws Exception {
    check(LocalName.namespaced(path));
  }

  @Test
  void withAWrongCookieIsRefused() throws Exception {
    try (LocalStream stream = LocalStream.connect(LocalName.namespaced(path))) {
      assertThat(setUp(stream, new byte[16]).get(0)).as("success").isEqualTo((byte) 0);
    }
  }
}
