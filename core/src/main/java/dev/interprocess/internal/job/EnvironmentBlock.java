package dev.interprocess.internal.job;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The variables of a process, as the system takes them. */
final class EnvironmentBlock {
  // Without it hardly a library of the system can be loaded.
  private static final String NEEDED = "SystemRoot";

  private EnvironmentBlock() {}

  /**
   * Each {@code NAME=value} with a NUL behind it, sorted by name whatever its case, and one more
   * NUL at the end.
   *
   * @throws IllegalArgumentException if one can't be expressed: its name is empty or has an equals
   *     sign, or there is a NUL
   */
  static String of(Map<String, String> variables) {
    SortedMap<String, String> sorted = new TreeMap<>(EnvironmentBlock::compare);
    sorted.putAll(variables);
    String root = System.getenv(NEEDED);
    if (root != null) {
      sorted.putIfAbsent(NEEDED, root);
    }
    StringBuilder block = new StringBuilder();
    sorted.forEach(
        (name, value) -> {
          // A first character that is one is part of the name: the folders of the drives have such.
          if (name.isEmpty() || name.indexOf('=', 1) > 0 || (name + value).indexOf('\0') >= 0) {
            throw new IllegalArgumentException("environment: " + name + "=" + value);
          }
          block.append(name).append('=').append(value).append('\0');
        });
    return block.append('\0').toString();
  }

  /** By their capital letters, as the system does: String's own order is that of small ones. */
  private static int compare(String one, String other) {
    for (int i = 0; i < Math.min(one.length(), other.length()); i++) {
      int difference =
          Character.toUpperCase(one.charAt(i)) - Character.toUpperCase(other.charAt(i));
      if (difference != 0) {
        return difference;
      }
    }
    return one.length() - other.length();
  }
}
