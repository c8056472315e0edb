package dev.interprocess.abicheck;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Holds interfaces against the real headers of a target. */
public final class AbiCheck {
  private final ZigCompiler compiler;

  public AbiCheck(ZigCompiler compiler) {
    this.compiler = compiler;
  }

  /** The assertions about a target that do not hold; none if all is well. */
  public List<Failure> failures(Target target, List<Class<?>> interfaces)
      throws IOException, InterruptedException {
    CSource source = HeaderAssertions.of(target, interfaces);
    String file = target + ".c";
    Files.writeString(compiler.folder().resolve(file), source.text());
    Optional<String> output = compiler.compile(target, file);
    if (output.isEmpty()) {
      return List.of();
    }
    List<Failure> failures =
        reasons(file, output.get()).entrySet().stream()
            .map(entry -> new Failure(target, source.name(entry.getKey()), entry.getValue()))
            .toList();
    // Refused for another reason: an error inside a header, or no compiler at work at all.
    return failures.isEmpty() ? List.of(new Failure(target, "C compiler", output.get())) : failures;
  }

  /** What the compiler finds wrong, by the number of the line. */
  private static Map<Integer, String> reasons(String file, String output) {
    // The note after a failed assertion tells the header's value, where its error does not.
    Pattern message =
        Pattern.compile(
            "^"
                + Pattern.quote(file)
                + ":(\\d+):\\d+: "
                + "(?:(?:fatal )?error: (?<error>.+)|note: (?<note>expression evaluates to .+))$",
            Pattern.MULTILINE);
    Map<Integer, String> reasons = new LinkedHashMap<>();
    message.matcher(output).results().forEach(match -> add(reasons, match));
    return reasons;
  }

  private static void add(Map<Integer, String> reasons, MatchResult match) {
    String text = match.group("error") != null ? match.group("error") : match.group("note");
    reasons.merge(Integer.valueOf(match.group(1)), text, (first, second) -> first + "; " + second);
  }
}
