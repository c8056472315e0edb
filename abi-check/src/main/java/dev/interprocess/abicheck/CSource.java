package dev.interprocess.abicheck;

import java.util.ArrayList;
import java.util.List;

/** C text of which every line has a name, so that a compiler's error leads back to it. */
final class CSource {
  private final List<String> names = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  void add(String name, String line) {
    names.add(name);
    lines.add(line);
  }

  /** A line that asserts nothing: its text is its name. */
  void add(String line) {
    add(line, line);
  }

  void addAssertion(String name, String condition) {
    add(name, "_Static_assert(" + condition + ", \"" + name + "\");");
  }

  /** The name of a line; the first line is number 1. */
  String name(int line) {
    return names.get(line - 1);
  }

  String text() {
    return String.join("\n", lines) + "\n";
  }
}
