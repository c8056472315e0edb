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
    SortedMap<String, String> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
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
}
