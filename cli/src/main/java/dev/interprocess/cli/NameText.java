package dev.interprocess.cli;

import dev.interprocess.unix.UnixAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names that are any bytes, as a line of text: what can't be printed is written as {@code \x1b},
 * and so is a backslash of such a name. {@code UnixAddress} writes them in the same way.
 */
final class NameText {
  private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-fA-F]{2})");

  private NameText() {}

  static String of(byte[] name) {
    String text = new String(name, StandardCharsets.UTF_8);
    if (text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0xFFFD)
        && !text.contains("\\x")) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    for (byte each : name) {
      if (each > ' ' && each < 0x7F && each != '\\') {
        escaped.append((char) each);
      } else {
        escaped.append("\\x").append(HexFormat.of().toHexDigits(each));
      }
    }
    return escaped.toString();
  }

  /** The abstract name that is written so. */
  static UnixAddress address(String text) {
    return text.contains("\\x")
        ? UnixAddress.abstractName(bytes(text))
        : UnixAddress.abstractName(text); // messages then show it as it is
  }

  private static byte[] bytes(String text) {
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    Matcher escape = ESCAPE.matcher(text);
    int from = 0;
    while (escape.find()) {
      name.writeBytes(text.substring(from, escape.start()).getBytes(StandardCharsets.UTF_8));
      name.write(HexFormat.fromHexDigits(escape.group(1)));
      from = escape.end();
    }
    name.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return name.toByteArray();
  }
}
