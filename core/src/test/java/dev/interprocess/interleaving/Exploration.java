package dev.interprocess.interleaving;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The program that explores scenarios: for each line "SCENARIO DEPARTURES RANDOM [FAULT]" it says
 * in one line "ok RUNS", or what failed. It wants one carrier, on which all goes on.
 */
public final class Exploration {
  /** In place of an end of line. */
  public static final String NEXT_LINE = "\t";

  private final String scenarios;
  private final Set<String> guesses;
  private final Map<String, Class<?>> loaded = new HashMap<>();

  private Exploration(String scenarios, Set<String> guesses) {
    this.scenarios = scenarios;
    this.guesses = guesses;
  }

  /**
   * Answers each line of its input.
   *
   * @param arguments the scenarios' class, an enum of each a {@code Supplier<Scenario>}, and plain
   *     fields of its package that are racy with intent
   */
  public static void main(String[] arguments) throws Exception {
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)); // the log
    var exploration =
        new Exploration(arguments[0], Set.copyOf(List.of(arguments).subList(1, arguments.length)));
    var input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ");
      Thread explorer = Thread.ofVirtual().unstarted(() -> exploration.explore(words));
      explorer.setUncaughtExceptionHandler((_, t) -> System.out.println(t));
      explorer.start();
      explorer.join();
    }
  }

  private void explore(String[] words) {
    Explorer.Result result =
        Explorer.explore(
            scenarios(words[0], words.length > 3 ? words[3] : ""),
            Integer.parseInt(words[1]),
            Integer.parseInt(words[2]));
    String failure = result.failure();
    System.out.println(failure == null ? "ok " + result.runs() : failure.replace("\n", NEXT_LINE));
  }

  @SuppressWarnings("unchecked")
  private Supplier<Scenario> scenarios(String name, String fault) {
    for (Object each : loaded.computeIfAbsent(fault, this::load).getEnumConstants()) {
      if (each.toString().equals(name)) {
        return (Supplier<Scenario>) each;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private Class<?> load(String fault) {
    String packageName = scenarios.substring(0, scenarios.lastIndexOf('.'));
    try {
      return new SteppedClasses(packageName, guesses, fault).loadClass(scenarios);
    } catch (ClassNotFoundException e) {
      throw new LinkageError(scenarios, e);
    }
  }
}
