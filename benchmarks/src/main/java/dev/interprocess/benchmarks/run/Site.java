package dev.interprocess.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a benchmark runs.
 *
 * @param folder for sockets and other files, its own
 * @param compiled where {@code build.sh} has put its programs
 */
record Site(Path folder, Path compiled) {
  /** A program that is no participant. */
  RunningPeer run(String processors, String program, String... arguments) throws IOException {
    Path path = compiled.resolve(program);
    return new RunningPeer(
        RunningPeer.words(List.of("taskset", "-c", processors, path.toString()), arguments));
  }

  /** A participant at the work of a row. */
  static RunningPeer start(
      Row row, Participant participant, String processors, String role, String... arguments)
      throws IOException {
    return new RunningPeer(
        participant.command(processors, row.work().jvmOptions(), role, List.of(arguments)));
  }

  /** A participant's server that is ready at that address. */
  RunningPeer serve(Row row, Participant participant, String address) throws IOException {
    Files.deleteIfExists(Path.of(address)); // that of the row before
    return start(row, participant, row.placement().server, "serve", address).ready();
  }

  /**
   * A server that takes no time of its own to speak of, for what a client or a relay is to show.
   */
  RunningPeer serveInC(Row row, String address) throws IOException {
    Files.deleteIfExists(Path.of(address));
    return run(row.placement().server, "c-peer", "serve", "block", address).ready();
  }

  /** The load, connected so many times. */
  RunningPeer load(Row row, String address, int connections) throws IOException {
    return run(
            row.placement().client,
            "c-load",
            address,
            Integer.toString(connections),
            row.work().word())
        .ready();
  }
}
