package dev.interprocess.benchmarks.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** From the start of a client to its end, an echo from a server in C between them. */
final class FirstTrial implements Trial {
  private final RunningPeer server;
  private final List<String> command;

  FirstTrial(Row row, Participant participant, Site site) throws IOException {
    String address = site.folder().resolve("first-" + participant.kind()).toString();
    server = site.serveInC(row, address);
    List<String> work = List.of(address, "first", "1");
    String where = row.placement().both;
    if (row.work() == Work.FIRST_CACHED && participant.isJvm()) {
      Path cache = site.folder().resolve(participant.kind() + ".aot");
      List<String> training =
          participant.command(where, List.of("-XX:AOTCacheOutput=" + cache), "drive", work);
      new RunningPeer(training, Redirect.DISCARD).end(); // it tells what it can't keep
      command = participant.command(where, List.of("-XX:AOTCache=" + cache), "drive", work);
    } else {
      command = participant.command(where, List.of(), "drive", work);
    }
  }

  @Override
  public Map<String, Double> round(int milliseconds) throws IOException {
    long begin = System.nanoTime();
    new RunningPeer(command).end();
    return Map.of("time", (double) (System.nanoTime() - begin) / TimeUnit.MILLISECONDS.toNanos(1));
  }

  @Override
  public void close() {
    server.close();
  }
}
