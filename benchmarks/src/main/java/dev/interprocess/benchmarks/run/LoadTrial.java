package dev.interprocess.benchmarks.run;

import java.io.IOException;
import java.util.Map;

/** A participant's server, and the load that is the same for all of them. */
final class LoadTrial implements Trial {
  private final RunningPeer server;
  private final RunningPeer load;

  LoadTrial(Row row, Participant participant, Site site) throws IOException {
    String address = participant.address(site.folder());
    server = site.serve(row, participant, address);
    load = site.load(row, address, row.size());
  }

  @Override
  public Map<String, Double> round(int milliseconds) throws IOException {
    double before = server.processorTime();
    Map<String, Double> figures = load.round(milliseconds);
    figures.put("cpu", (server.processorTime() - before) / figures.get("trips"));
    return figures;
  }

  @Override
  public void close() {
    load.close();
    server.close();
  }
}
