package dev.interprocess.benchmarks.run;

import java.io.IOException;
import java.util.Map;

/** A participant's server and a client of the same kind. */
final class ExchangeTrial implements Trial {
  private final RunningPeer server;
  private final RunningPeer client;

  ExchangeTrial(Row row, Participant participant, Site site) throws IOException {
    String address = participant.address(site.folder());
    server = site.serve(row, participant, address);
    String size = Integer.toString(row.size());
    String where = row.placement().client;
    client = Site.start(row, participant, where, "drive", address, row.work().word(), size);
  }

  @Override
  public Map<String, Double> round(int milliseconds) throws IOException {
    return client.round(milliseconds);
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
