package dev.interprocess.internal.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;

/**
 * Text as the bytes that programs have it in: the encoding of the locale, as the JDK has it, but
 * where that has no such character UTF-8 in place of a question mark.
 */
final class NativeText {
  private static final Charset CHARSET =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), UTF_8);

  private NativeText() {}

  static byte[] bytes(String text) {
    return text.getBytes(
        CHARSET.equals(UTF_8) || !CHARSET.newEncoder().canEncode(text) ? UTF_8 : CHARSET);
  }

  static String text(byte[] bytes) {
    return new String(bytes, CHARSET);
  }
}
