package dev.interprocess.benchmarks.run;

import java.io.IOException;
import java.util.Map;

/** One participant at the work of one row; closing ends its processes. */
interface Trial extends AutoCloseable {
  /**
   * @param milliseconds how long it works
   * @return what it has reached, by name
   */
  Map<String, Double> round(int milliseconds) throws IOException;

  @Override
  void close();

  /** Made ready. */
  static Trial start(Row row, Participant participant, Site site) throws IOException {
    return switch (row.work()) {
      case ECHO, SINK, CONNECT -> new ExchangeTrial(row, participant, site);
      case LOAD, FLOOD -> new LoadTrial(row, participant, site);
      case IDLE -> new IdleTrial(row, participant, site);
      case FIRST, FIRST_CACHED -> new FirstTrial(row, participant, site);
      case SIGNAL -> new SignalTrial(row, participant, site);
      case RELAY -> new RelayTrial(row, participant, site);
      case PIPE, FIFO, SENDFILE, SPLICE, DATAGRAM, SEQPACKET, DESCRIPTORS, SPAWN ->
          new ThreadsTrial(row, participant);
    };
  }
}
