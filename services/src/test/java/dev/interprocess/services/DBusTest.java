package dev.interprocess.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.UnixAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A bus of D-Bus's own daemon. */
class DBusTest {
  private static Place place;
  private static Service daemon;

  @BeforeAll
  static void start() throws Exception {
    String program = Programs.require("dbus-daemon");
    place = Place.make();
    Files.writeString(
        place.file("conf"),
        """
        <busconfig>
          <type>session</type>
          <listen>unix:path=%s</listen>
          <auth>EXTERNAL</auth>
          <policy context="default">
            <allow send_destination="*"/>
            <allow receive_sender="*"/>
            <allow own="*"/>
            <allow user="*"/>
          </policy>
        </busconfig>
        """
            .formatted(socket()));
    daemon = place.start(program, "--nofork", "--nopidfile", "--config-file=" + place.file("conf"));
    daemon.await(LocalName.path(socket()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (daemon != null) {
      daemon.close();
    }
    if (place != null) {
      place.close();
    }
  }

  private static Path socket() {
    return place.file("bus");
  }

  private static DBus connect() throws Exception {
    long uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    return DBus.connect(UnixAddress.path(socket()), uid);
  }

  @Test
  void answersAMethodCall() throws Exception {
    try (DBus bus = connect()) {
      String name = bus.callBus("Hello").string();
      assertThat(name).startsWith(":1.");
      assertThat(bus.callBus("GetConnectionUnixProcessID", name).body().getInt())
          .isEqualTo((int) ProcessHandle.current().pid());
      assertThat(bus.callBus("GetNameOwner", "org.freedesktop.DBus").string())
          .isEqualTo("org.freedesktop.DBus");
    }
  }

  @Test
  void passesADescriptorToAnotherClient() throws Exception {
    try (DBus sender = connect();
        DBus receiver = connect();
        Descriptor memory = Descriptor.memory("letter")) {
      sender.callBus("Hello");
      String name = receiver.callBus("Hello").string();
      memory.fileChannel().write(ByteBuffer.wrap("hello by memory".getBytes(UTF_8)));
      sender.sendDescriptor(name, "Take", memory);

      DBus.Message message = receiver.receive();
      while (message.descriptors().isEmpty()) { // signals come first
        message = receiver.receive();
      }
      try (Descriptor passed = message.descriptors().getFirst()) {
        assertThat(passed.kind()).isEqualTo(Descriptor.Kind.MEMORY);
        SeekableByteChannel channel = passed.fileChannel();
        ByteBuffer content = ByteBuffer.allocate((int) channel.size());
        channel.position(0).read(content);
        assertThat(content.array()).asString(UTF_8).isEqualTo("hello by memory");
      }
    }
  }
}
