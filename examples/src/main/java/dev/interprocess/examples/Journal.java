package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.SystemError;
import dev.interprocess.unix.Ancillary;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixDatagram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Writes to the journal of systemd: a small entry as a datagram, one that is too big for that as
 * memory whose descriptor goes along. {@code Journal SIZE [SOCKET]}.
 */
public final class Journal {
  private static final String SOCKET = "/run/systemd/journal/socket";

  private Journal() {}

  public static void main(String[] arguments) throws IOException {
    String message = "hello ".repeat(Integer.parseInt(arguments[0]) / 6 + 1);
    byte[] entry = ("MESSAGE=" + message + "\nPRIORITY=6\n").getBytes(UTF_8);
    Path socket = Path.of(arguments.length > 1 ? arguments[1] : SOCKET);
    try (UnixDatagram journal = UnixDatagram.connect(UnixAddress.path(socket))) {
      write(journal, entry);
    }
  }

  private static void write(UnixDatagram journal, byte[] entry) throws IOException {
    try {
      journal.send(ByteBuffer.wrap(entry));
    } catch (IOException e) {
      boolean tooLong = e instanceof SystemError error && error.name().equals("EMSGSIZE");
      if (!tooLong) {
        throw e;
      }
      try (Descriptor memory = Descriptor.memory("journal-entry")) {
        memory.fileChannel().write(ByteBuffer.wrap(entry));
        memory.seal(); // so the journal can rely on it
        journal.sendMessage(ByteBuffer.allocate(0), Ancillary.descriptors(memory));
      }
    }
  }
}
