package dev.interprocess.benchmarks.run;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What participants do, and the figure that counts there. */
enum Work {
  ECHO("median", "ns", "p99", "mean", "allocated"),
  SINK("rate", "bytes/s"),
  CONNECT("rate", "connections/s"),
  LOAD("cpu", "CPU µs for a round trip", "p99", "rate"),
  FLOOD("p99", "ns", "cpu", "rate"),
  IDLE("memory", "bytes for a connection"),
  FIRST("time", "ms"),
  FIRST_CACHED("time", "ms"),
  PIPE("rate", "bytes/s"),
  FIFO("rate", "bytes/s"),
  SENDFILE("rate", "bytes/s"),
  SPLICE("rate", "bytes/s"),
  DATAGRAM("rate", "messages/s"),
  SEQPACKET("rate", "messages/s"),
  DESCRIPTORS("rate", "descriptors/s"),
  SPAWN("median", "ns to start", "whole"),
  SIGNAL("median", "ns", "p99"),
  RELAY("rate", "bytes/s", "cpu");

  /** With a server of their own. */
  static final Set<Work> SOCKETS = EnumSet.of(ECHO, SINK, CONNECT, LOAD, FLOOD, IDLE);

  /** What two threads of one process do. */
  static final Set<Work> THREADS =
      EnumSet.of(PIPE, FIFO, SENDFILE, SPLICE, DATAGRAM, SEQPACKET, DESCRIPTORS, SPAWN);

  final String metric;
  final String unit;

  /** Further figures that the report shows where they are known. */
  final List<String> more;

  Work(String metric, String unit, String... more) {
    this.metric = metric;
    this.unit = unit;
    this.more = List.of(more);
  }

  boolean moreIsBetter() {
    return metric.equals("rate");
  }

  /** What the peers call it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** To whom the others are compared. */
  String base() {
    return this == RELAY ? Participant.SOCAT : Participant.BASE;
  }

  /** How a JVM is started for it. */
  List<String> jvmOptions() {
    return switch (this) {
      // All of the heap is resident from the start: what grows is native memory. No compiler is at
      // work while it is read, or ends then: that is more than the connections have.
      case IDLE ->
          List.of(
              "-Xbatch",
              "-XX:-UseDynamicNumberOfCompilerThreads",
              "-Xms512m",
              "-Xmx512m",
              "-XX:+UseSerialGC",
              "-XX:MarkSweepDeadRatio=0",
              "-XX:+AlwaysPreTouch");
      // A process that is copied whole would show.
      case SPAWN -> List.of("-Xms2g", "-Xmx2g", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");
      default -> List.of();
    };
  }
}
