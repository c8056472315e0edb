package dev.interprocess.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the peers side by side. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Runs the same work on this library and on others, in turn, and compares them.")
final class Bench implements Callable<Integer> {
  @Option(names = "--quick", description = "a few rows and rounds: five minutes")
  private boolean quick;

  @Option(names = "--list", description = "say which rows and participants there are, and end")
  private boolean list;

  @Option(names = "--row", paramLabel = "REGEX", description = "only rows whose title has this")
  private @Nullable Pattern row;

  @Option(
      names = "--peer",
      paramLabel = "REGEX",
      description = "only such participants, and those that others are compared to")
  private @Nullable Pattern peer;

  @Option(names = "--rounds", paramLabel = "N", description = "so many, with fewer to warm up")
  private @Nullable Integer rounds;

  @Option(names = "--out", paramLabel = "FOLDER", defaultValue = ".build/bench/results")
  private Path out = Path.of("");

  @Option(names = "--peers", required = true, hidden = true)
  private Path peers = Path.of("");

  @Option(names = "--compiled", required = true, hidden = true)
  private Path compiled = Path.of("");

  private static final Set<String> BASES = Set.of(Participant.BASE, Participant.SOCAT);

  private Bench() {}

  @Override
  public Integer call() throws IOException {
    List<Participant> participants = new ArrayList<>(Participant.all(compiled, peers));
    participants.removeIf(p -> !BASES.contains(p.name()) && !matches(peer, p.name()));
    List<Row> rows = new ArrayList<>(Row.all());
    rows.removeIf(r -> !matches(row, r.title()) || (quick && row == null && !r.quick()));
    if (list) {
      rows.forEach(r -> System.out.println("row   " + r.title()));
      participants.forEach(p -> System.out.println("peer  " + p.name()));
      return 0;
    }
    Site site = new Site(Files.createTempDirectory("bench"), compiled);
    Report report = new Report();
    for (Row each : rows) {
      Plan usual = Plan.of(each, quick);
      Plan plan = rounds == null ? usual : usual.withRounds(rounds);
      Map<Participant, Figures> figures = new Contest(each, site).run(participants, plan);
      if (Report.hasBase(each, figures)) {
        Report.print(each, figures, System.out);
        report.add(each, figures);
      }
    }
    Files.createDirectories(out);
    report.writeJson(out.resolve("results.json"));
    report.writeCharts(out);
    System.out.println("\nresults and charts: " + out);
    return 0;
  }

  private static boolean matches(@Nullable Pattern pattern, String text) {
    return pattern == null || pattern.matcher(text).find();
  }

  /** See {@code --help}. */
  public static void main(String[] words) {
    System.exit(new CommandLine(new Bench()).execute(words));
  }
}
