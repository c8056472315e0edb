package dev.interprocess.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variables of a child, as the system takes them. */
public final class Environment {
  private Environment() {}

  /**
   * Each {@code NAME=value}.
   *
   * @throws IllegalArgumentException if one can't be expressed: its name is empty or has an equals
   *     sign, or there is a NUL
   */
  public static List<byte[]> bytes(Map<String, String> variables) {
    List<byte[]> all = new ArrayList<>(variables.size());
    variables.forEach(
        (name, value) -> {
          // A first character that is one is part of the name, as in the JDK.
          if (name.isEmpty() || name.indexOf('=', 1) > 0 || (name + value).indexOf('\0') >= 0) {
            throw new IllegalArgumentException("environment: " + name + "=" + value);
          }
          String entry = name + "=" + value;
          byte[] ours = Ours.BYTES.get(entry);
          all.add(ours != null ? ours : NativeText.bytes(entry));
        });
    return all;
  }

  /** The variables of this process. */
  public static List<byte[]> bytes() {
    return Same.BYTES;
  }

  /** They do not change: the JDK has read them once as well. */
  private static final class Same {
    static final List<byte[]> BYTES = bytes(System.getenv());
  }

  /** What this process itself was given: its text may have lost bytes that no encoding has. */
  private static final class Ours {
    static final Map<String, byte[]> BYTES = read();

    private static Map<String, byte[]> read() {
      Map<String, byte[]> entries = new HashMap<>();
      try {
        byte[] all = Files.readAllBytes(Path.of("/proc/self/environ"));
        int begin = 0;
        for (int i = 0; i < all.length; i++) {
          if (all[i] == 0) {
            byte[] entry = Arrays.copyOfRange(all, begin, i);
            entries.put(NativeText.text(entry), entry);
            begin = i + 1;
          }
        }
      } catch (IOException e) {
        return Map.of(); // no /proc here: the text has to do
      }
      return entries;
    }
  }
}
