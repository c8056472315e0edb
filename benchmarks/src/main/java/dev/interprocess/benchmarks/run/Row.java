package dev.interprocess.benchmarks.run;

import java.util.List;
import java.util.stream.Stream;

/**
 * One thing that is measured.
 *
 * @param name what the report calls it
 * @param size of the messages; how many connections; or the number of a signal
 * @param quick whether it is one of the few of a quick run
 */
record Row(String name, Work work, int size, Placement placement, boolean quick) {
  /** Where servers and clients run: processors, as {@code taskset} has them. */
  enum Placement {
    ONE("one processor", "0", "0", "0"),
    TWO("two processors", "0", "1", "0,1");

    final String title;
    final String server;
    final String client;
    final String both;

    Placement(String title, String server, String client, String both) {
      this.title = title;
      this.server = server;
      this.client = client;
      this.both = both;
    }
  }

  static List<Row> all() {
    return Stream.concat(
            Stream.of(Placement.values()).flatMap(Row::onEither),
            Stream.of(
                // The load must not take the server's processor.
                onTwo("100 connections", Work.LOAD, 100),
                new Row("1,000 connections", Work.LOAD, 1_000, Placement.TWO, /* quick= */ true),
                onTwo("10,000 connections", Work.LOAD, 10_000),
                onTwo("1,000 connections beside one that floods", Work.FLOOD, 1_000),
                onTwo("idle connection", Work.IDLE, 10_000),
                onTwo("start-up to the first echo", Work.FIRST, 1),
                onTwo("start-up to the first echo, AOT cache", Work.FIRST_CACHED, 1),
                onTwo("start of a child", Work.SPAWN, 1),
                onTwo("signal USR1", Work.SIGNAL, 10),
                onTwo("signal RTMIN", Work.SIGNAL, 34),
                onTwo("relay", Work.RELAY, 64 << 10)))
        .toList();
  }

  private static Stream<Row> onEither(Placement placement) {
    return Stream.of(
        new Row("round trip 64 B", Work.ECHO, 64, placement, true),
        new Row("round trip 4 KiB", Work.ECHO, 4 << 10, placement, false),
        new Row("round trip 64 KiB", Work.ECHO, 64 << 10, placement, false),
        new Row("throughput 4 KiB", Work.SINK, 4 << 10, placement, false),
        new Row("throughput 64 KiB", Work.SINK, 64 << 10, placement, true),
        new Row("throughput 1 MiB", Work.SINK, 1 << 20, placement, false),
        new Row("connect, echo, close", Work.CONNECT, 1, placement, true),
        new Row("connect, echo, close, 16 at once", Work.CONNECT, 16, placement, false),
        new Row("pipe 64 KiB", Work.PIPE, 64 << 10, placement, true),
        new Row("FIFO 64 KiB", Work.FIFO, 64 << 10, placement, false),
        new Row("sendfile into a stream", Work.SENDFILE, 1 << 20, placement, false),
        new Row("splice from a stream into a pipe", Work.SPLICE, 64 << 10, placement, false),
        new Row("datagrams 64 B", Work.DATAGRAM, 64, placement, false),
        new Row("seqpacket 64 B", Work.SEQPACKET, 64, placement, false),
        new Row("passing descriptors", Work.DESCRIPTORS, 1, placement, false));
  }

  private static Row onTwo(String name, Work work, int size) {
    return new Row(name, work, size, Placement.TWO, /* quick= */ false);
  }

  String title() {
    return name + ", " + placement.title;
  }

  boolean isFor(Participant participant) {
    return participant.works().contains(work)
        // One that spins needs a processor of its own for each end.
        && !(participant.spins() && placement == Placement.ONE)
        // Nor does the JDK know signals of real time.
        && !(work == Work.SIGNAL && size >= 32 && participant.name().equals("JDK"));
  }
}
