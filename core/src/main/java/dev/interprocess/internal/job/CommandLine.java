package dev.interprocess.internal.job;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The words of a command as the one text that a process of Windows gets, from which its C runtime
 * makes words again.
 *
 * <p>See <a
 * href="https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments">Parsing C
 * command-line arguments</a>.
 */
final class CommandLine {
  // What ends a word, begins a quotation, or would be taken for a pattern of file names.
  private static final String SPECIAL = " \t\n\u000b\"*?";

  private CommandLine() {}

  static String of(List<String> words) {
    // In the first one nothing is special but the quote, which no file name has.
    return words.stream()
        .skip(1)
        .map(word -> " " + quoted(word))
        .collect(Collectors.joining("", "\"" + words.getFirst() + "\"", ""));
  }

  private static String quoted(String word) {
    if (!word.isEmpty() && word.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0)) {
      return word;
    }
    StringBuilder quoted = new StringBuilder("\"");
    int backslashes = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      // Backslashes count only before a quote: there each needs another.
      quoted.repeat('\\', c == '"' ? 2 * backslashes + 1 : backslashes).append(c);
      backslashes = 0;
    }
    return quoted.repeat('\\', 2 * backslashes).append('"').toString();
  }
}
