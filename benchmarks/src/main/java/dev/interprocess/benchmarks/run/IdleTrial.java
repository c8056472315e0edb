package dev.interprocess.benchmarks.run;

import java.io.IOException;
import java.util.Map;

/** How much memory a connection takes that has served once, and waits. */
final class IdleTrial implements Trial {
  // So that classes are loaded and code is compiled, which is no connection's: as many connections
  // as are measured, but few at a time, as memory that was once taken is used again.
  private static final int AT_ONCE = 500;

  private final Row row;
  private final Participant participant;
  private final Site site;

  IdleTrial(Row row, Participant participant, Site site) {
    this.row = row;
    this.participant = participant;
    this.site = site;
  }

  /** Each round has a server of its own: memory that was once taken is seldom given back. */
  @Override
  public Map<String, Double> round(int milliseconds) throws IOException {
    String address = participant.address(site.folder());
    try (RunningPeer server = site.serve(row, participant, address)) {
      for (int i = 0; i < row.size(); i += AT_ONCE) {
        site.load(row, address, AT_ONCE).close();
      }
      double before = server.memory(participant.isJvm());
      try (RunningPeer load = site.load(row, address, row.size())) {
        double after = server.memory(participant.isJvm());
        return Map.of("memory", (after - before) / row.size());
      }
    }
  }

  @Override
  public void close() {}
}
