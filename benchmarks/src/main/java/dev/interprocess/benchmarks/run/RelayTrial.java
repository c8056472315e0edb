package dev.interprocess.benchmarks.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A tool between a client and a server that are written in C. */
final class RelayTrial implements Trial {
  private static final double GIB = 1 << 30;

  private final RunningPeer server;
  private final RunningPeer relay;
  private final RunningPeer client;

  RelayTrial(Row row, Participant participant, Site site) throws IOException {
    String name = participant.name().replaceAll("\\W", "");
    Path from = site.folder().resolve(name + "-from");
    String to = site.folder().resolve(name + "-to").toString();
    server = site.serveInC(row, to);
    Files.deleteIfExists(from);
    relay =
        new RunningPeer(
            RunningPeer.words(participant.program(), arguments(participant, from.toString(), to)));
    while (!Files.exists(from)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    client =
        site.run(
            row.placement().client,
            "c-peer",
            "drive",
            "block",
            from.toString(),
            "sink",
            Integer.toString(row.size()));
  }

  private static String[] arguments(Participant participant, String from, String to) {
    return participant.name().equals(Participant.SOCAT)
        // The same room as ours. It forks for each client.
        ? new String[] {"-b131072", "UNIX-LISTEN:" + from + ",fork", "UNIX-CONNECT:" + to}
        : new String[] {"relay", "--keep", "unix:" + from, "unix:" + to};
  }

  @Override
  public Map<String, Double> round(int milliseconds) throws IOException {
    double before = relay.processorTime();
    Map<String, Double> figures;
    try (ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor()) {
      // What socat forks for a client ends with it, and nobody is told what it has taken.
      watch.scheduleAtFixedRate(this::look, 0, 5, TimeUnit.MILLISECONDS);
      figures = client.round(milliseconds);
      watch.shutdownNow();
    }
    double seconds = (double) milliseconds / TimeUnit.SECONDS.toMillis(1);
    figures.put("cpu", (relay.processorTime() - before) / (figures.get("rate") * seconds / GIB));
    return figures;
  }

  private void look() {
    try {
      relay.processorTime();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    List.of(client, relay, server).forEach(RunningPeer::close);
  }
}
