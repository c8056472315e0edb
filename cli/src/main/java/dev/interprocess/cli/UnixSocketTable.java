package dev.interprocess.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel's table of Unix domain sockets: {@code /proc/net/unix}, see proc_net(5). */
final class UnixSocketTable {
  private static final Path TABLE = Path.of("/proc/net/unix");

  // Num: RefCount Protocol Flags Type St Inode Path
  private static final Pattern ROW =
      Pattern.compile(
          "[0-9a-f]+: [0-9A-F]{8} [0-9A-F]{8} ([0-9A-F]{8}) ([0-9A-F]{4}) ([0-9A-F]{2}) +(\\d{1,18})"
              + "(?: (.*))?",
          Pattern.DOTALL);
  private static final long LISTENS = 0x10000; // __SO_ACCEPTCON
  private static final int CONNECTED = 3; // SS_CONNECTED

  private UnixSocketTable() {}

  /**
   * One socket.
   *
   * @param bytes the path, or the abstract name with an @ for each NUL; empty if it has none
   */
  @SuppressWarnings("ArrayRecordComponent") // rows are not compared
  record Row(String kind, String state, long inode, byte[] bytes) {
    boolean isAbstract() {
      return hasName() && bytes[0] == '@';
    }

    boolean hasName() {
      return bytes.length > 0;
    }

    /** The name as it is, but for bytes that are no text. */
    String name() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The same as one line. */
    String line() {
      return NameText.of(bytes);
    }

    /** As the tool takes it. */
    String endpoint() {
      String prefix = kind.equals("stream") ? (isAbstract() ? "abstract:" : "unix:") : kind + ":";
      return prefix + (kind.equals("stream") && isAbstract() ? line().substring(1) : line());
    }
  }

  static List<Row> read() throws IOException {
    // Names are any bytes: this way none is refused.
    return parse(new String(Files.readAllBytes(TABLE), StandardCharsets.ISO_8859_1));
  }

  /** Reads the table as the kernel prints it, one character a byte. */
  static List<Row> parse(String table) {
    List<Row> rows = new ArrayList<>();
    StringBuilder pending = new StringBuilder();
    for (String line : table.split("\n", -1)) {
      // A name may have a line feed in it: what does not begin like a row continues the one before.
      if (ROW.matcher(line).matches() && !pending.isEmpty()) {
        add(rows, pending);
      }
      pending.append(pending.isEmpty() ? "" : "\n").append(line);
    }
    add(rows, pending);
    return rows;
  }

  private static void add(List<Row> rows, StringBuilder pending) {
    String text = pending.toString();
    pending.setLength(0);
    Matcher row = ROW.matcher(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    if (!row.matches()) {
      return; // the heading
    }
    long flags = Long.parseLong(row.group(1), 16);
    int state = Integer.parseInt(row.group(3), 16);
    String name = row.group(5) == null ? "" : row.group(5);
    rows.add(
        new Row(
            kind(Integer.parseInt(row.group(2), 16)),
            (flags & LISTENS) != 0 ? "listening" : state == CONNECTED ? "connected" : "open",
            Long.parseLong(row.group(4)),
            name.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String kind(int type) {
    return switch (type) {
      case 1 -> "stream";
      case 2 -> "datagram";
      case 5 -> "seqpacket";
      default -> "type" + type;
    };
  }
}
