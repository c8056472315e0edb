package dev.interprocess.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.unix.Ancillary;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixDatagram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The journal of systemd, run for real in a world of its own: its own mounts, processes, /run. */
class JournalTest {
  private static Place place;
  private static Service journald;

  @BeforeAll
  static void start() throws Exception {
    String program = Programs.require("systemd-journald");
    Programs.require("journalctl");
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can make namespaces");
    place = Place.make();
    Path run = place.file("run");
    Files.createDirectories(run.resolve("systemd/journald.conf.d"));
    Files.writeString(
        run.resolve("systemd/journald.conf.d/test.conf"),
        """
        [Journal]
        Storage=volatile
        ReadKMsg=no
        Audit=no
        ForwardToSyslog=no
        ForwardToWall=no
        """);
    Files.writeString(place.file("machine-id"), "0123456789abcdef0123456789abcdef\n");
    String script =
        "mount --bind "
            + run
            + " /run"
            + " && if [ -e /etc/machine-id ]; then mount --bind "
            + place.file("machine-id")
            + " /etc/machine-id; fi && exec "
            + program;
    journald =
        Service.start(
            place,
            List.of(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--mount-proc",
                "--kill-child",
                "sh",
                "-c",
                script));
    for (int i = 0; i < 500 && !Files.exists(socket()); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(socket()).as(Files.readString(place.file("log"))).exists();
  }

  @AfterAll
  static void stop() throws Exception {
    if (journald != null) {
      journald.close();
    }
    if (place != null) {
      place.close();
    }
  }

  private static Path socket() {
    return place.file("run/systemd/journal/socket");
  }

  private static void log(Path socket, String entry) throws IOException {
    UnixAddress journal = UnixAddress.path(socket); // /run/systemd/journal/socket
    ByteBuffer fields = ByteBuffer.wrap(entry.getBytes(UTF_8)); // NAME=value, one a line
    try (UnixDatagram datagram = UnixDatagram.connect(journal)) {
      if (fields.remaining() < 100_000) {
        datagram.send(fields);
        return;
      }
      try (Descriptor memory = Descriptor.memory("journal-entry")) {
        memory.fileChannel().write(fields);
        memory.seal(); // so that the journal need not copy it
        datagram.sendMessage(ByteBuffer.allocate(0), Ancillary.descriptors(memory));
      }
    }
  }

  @Test
  void getsAnEntry() throws Exception {
    log(socket(), "MESSAGE=hello journal\nPRIORITY=5\nAPP_TEST=small\n");
    assertThat(message("small")).isEqualTo("hello journal");
  }

  @Test
  void getsOneThatIsTooBigForADatagramByMemory() throws Exception {
    String text = "interprocess ".repeat(500_000); // 6.5 million bytes
    log(socket(), "MESSAGE=" + text + "\nAPP_TEST=big\n");
    assertThat(message("big")).isEqualTo(text.strip());
  }

  /** The message that the journal has, once it has it. */
  private static String message(String test) throws Exception {
    for (int i = 0; i < 100; i++) {
      Process journalctl =
          new ProcessBuilder(
                  "journalctl",
                  "--quiet",
                  "--directory=" + place.file("run/log/journal"),
                  "--all",
                  "--output=cat",
                  "--output-fields=MESSAGE",
                  "APP_TEST=" + test)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(journalctl.getInputStream().readAllBytes(), UTF_8).strip();
      journalctl.waitFor();
      if (!text.isEmpty()) {
        return text;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("not in the journal:\n" + Files.readString(place.file("log")));
  }
}
