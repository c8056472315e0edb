package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.SOCK_DGRAM;
import static dev.interprocess.internal.abi.Linux.SOCK_SEQPACKET;
import static dev.interprocess.internal.abi.Linux.SOCK_STREAM;

import java.util.Locale;

/** The types of Unix domain sockets. */
public enum SocketType {
  STREAM(SOCK_STREAM),
  SEQPACKET(SOCK_SEQPACKET),
  DATAGRAM(SOCK_DGRAM);

  final int number;

  SocketType(int number) {
    this.number = number;
  }

  /** For messages. */
  public String socketName() {
    return "Unix " + name().toLowerCase(Locale.ROOT);
  }
}
