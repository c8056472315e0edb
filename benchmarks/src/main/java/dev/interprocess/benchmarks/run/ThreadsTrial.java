package dev.interprocess.benchmarks.run;

import java.io.IOException;
import java.util.Map;

/** Two threads of one process. */
final class ThreadsTrial implements Trial {
  private final RunningPeer peer;

  ThreadsTrial(Row row, Participant participant) throws IOException {
    String size = Integer.toString(row.size());
    peer = Site.start(row, participant, row.placement().both, "local", row.work().word(), size);
  }

  @Override
  public Map<String, Double> round(int milliseconds) throws IOException {
    return peer.round(milliseconds);
  }

  @Override
  public void close() {
    peer.close();
  }
}
