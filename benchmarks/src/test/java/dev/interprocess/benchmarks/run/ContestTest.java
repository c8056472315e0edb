package dev.interprocess.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every peer that runs on the JVM does all of the work, and so do those in C. */
class ContestTest {
  private static final Path PEERS = Path.of("peers");

  @TempDir private static Path compiled;
  @TempDir private Path folder;

  @BeforeAll
  static void build() throws Exception {
    Process build =
        new ProcessBuilder(PEERS.resolve("build.sh").toString(), compiled.toString(), "c")
            .inheritIO()
            .start();
    assertThat(build.waitFor()).isZero();
  }

  private static List<Participant> participants() {
    return Participant.all(compiled, PEERS);
  }

  private Map<Participant, Figures> run(String work, Plan plan) {
    String[] words = work.split(" ");
    Work kind = Work.valueOf(words[0].toUpperCase(Locale.ROOT));
    Row row = new Row(work, kind, Integer.parseInt(words[1]), Row.Placement.TWO, /* quick= */ true);
    Map<Participant, Figures> figures =
        new Contest(row, new Site(folder, compiled)).run(participants(), plan);
    assertThat(figures).containsOnlyKeys(participants().stream().filter(row::isFor).toList());
    for (Figures each : figures.values()) {
      // A short round is no time to count the processor's.
      String metric = kind.metric.equals("cpu") ? "rate" : kind.metric;
      // What Node's collector gives back meanwhile may be more than the connections take.
      boolean mayBeLess = kind == Work.IDLE;
      assertThat(each.of(metric))
          .hasSize(plan.rounds())
          .allMatch(value -> value > 0 || (mayBeLess && value < 0));
    }
    return figures;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo 100",
        "echo 300000",
        "sink 65536",
        "connect 3",
        "load 20",
        "flood 20",
        "first 1"
      })
  void everybodyReachesSomething(String work) {
    assertThat(run(work, new Plan(2, 2, 50))).hasSizeGreaterThan(5);
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES) // each starts anew, and serves twice as many
  void anIdleConnectionTakesMemory() {
    assertThat(run("idle 2000", new Plan(0, 1, 0))).hasSizeGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pipe 64",
        "fifo 64",
        "sendfile 65536",
        "splice 65536",
        "datagram 64",
        "seqpacket 64",
        "descriptors 1",
        "spawn 1",
        "signal 10"
      })
  void soDoTwoThreads(String work) {
    assertThat(run(work, new Plan(2, 2, 50))).hasSizeBetween(3, 5);
  }

  @Test
  void theReportHasARatioForEach() throws Exception {
    List<Participant> two =
        participants().stream().filter(p -> p.name().matches("C blocking|ours")).toList();
    Row row = new Row("round trip", Work.ECHO, 64, Row.Placement.ONE, /* quick= */ true);
    Contest contest = new Contest(row, new Site(folder, compiled));
    Report report = new Report();
    report.add(row, contest.run(two, new Plan(0, 3, 30)));
    report.writeJson(folder.resolve("results.json"));
    assertThat(Files.readString(folder.resolve("results.json")))
        .contains("\"name\" : \"ours\"", "\"ratio\" : 1.0,");
    report.writeCharts(folder);
    assertThat(Files.readString(folder.resolve("round-trip-one-processor.svg"))).contains("<svg");
  }
}
