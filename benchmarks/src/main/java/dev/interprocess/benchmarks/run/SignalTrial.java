package dev.interprocess.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** From a program in C that sends a signal to the participant that receives it. */
final class SignalTrial implements Trial {
  private final RunningPeer receiver;
  private final RunningPeer sender;

  SignalTrial(Row row, Participant participant, Site site) throws IOException {
    // Two times, that of the sending and that of the receipt, in memory that both map.
    Path times = Files.write(site.folder().resolve("times-" + participant.kind()), new byte[16]);
    String signal = Integer.toString(row.size());
    receiver =
        Site.start(row, participant, row.placement().server, "receive", times.toString(), signal)
            .ready();
    sender =
        site.run(
            row.placement().client,
            "c-signal",
            Long.toString(receiver.pid()),
            times.toString(),
            signal);
  }

  @Override
  public Map<String, Double> round(int milliseconds) throws IOException {
    return sender.round(milliseconds);
  }

  @Override
  public void close() {
    sender.close();
    receiver.close();
  }
}
