package dev.interprocess.interop;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one side of an exchange has sent and received. */
public record Digests(Moved sent, Moved received) {
  private static final Pattern LINE =
      Pattern.compile("sent (\\d{1,18}) (\\p{XDigit}{64}) received (\\d{1,18}) (\\p{XDigit}{64})");

  /**
   * One direction.
   *
   * @param hex their SHA-256
   */
  public record Moved(long bytes, String hex) {}

  /** Reads the line that a peer prints at its end, see {@code peers/README.md}. */
  public static Digests parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a peer's last line: " + line);
    }
    return new Digests(
        new Moved(Long.parseLong(matcher.group(1)), matcher.group(2)),
        new Moved(Long.parseLong(matcher.group(3)), matcher.group(4)));
  }

  /** What the other side must have if nothing was lost or changed. */
  public Digests mirrored() {
    return new Digests(/* sent= */ received, /* received= */ sent);
  }

  /** As a peer prints it. */
  @Override
  public String toString() {
    return "sent %d %s received %d %s"
        .formatted(sent.bytes, sent.hex, received.bytes, received.hex);
  }
}
