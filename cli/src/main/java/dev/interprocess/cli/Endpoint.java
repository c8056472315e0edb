package dev.interprocess.cli;

import dev.interprocess.unix.UnixAddress;
import java.nio.file.Path;
import picocli.CommandLine.TypeConversionException;

/**
 * Where bytes come from and go to, as the command line names it.
 *
 * @param kind what stands before the colon
 * @param name what stands behind it, unchecked but for being there: a name that the system does not
 *     take is an error when it is used, not of the command line
 */
record Endpoint(Kind kind, String name) {
  enum Kind {
    LOCAL,
    UNIX,
    ABSTRACT,
    SEQPACKET,
    DATAGRAM,
    PIPE,
    PIPE_MESSAGE,
    FIFO,
    EXEC,
    STDIO,
    TCP;

    /** Whether one can listen there and connect to it. */
    boolean isLocalSocket() {
      return switch (this) {
        case LOCAL, UNIX, ABSTRACT, SEQPACKET, DATAGRAM, PIPE, PIPE_MESSAGE -> true;
        case FIFO, EXEC, STDIO, TCP -> false;
      };
    }

    /** Whether clients come there, one after the other or many at once. */
    boolean hasClients() {
      return this == TCP || (isLocalSocket() && this != DATAGRAM);
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  static Endpoint parse(String text) {
    int colon = text.indexOf(':');
    Kind kind = null;
    for (Kind candidate : Kind.values()) {
      if (colon >= 0 && candidate.toString().equals(text.substring(0, colon))) {
        kind = candidate;
      }
    }
    if (kind == null) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not an endpoint: local:NAME, unix:PATH, abstract:NAME, seqpacket:PATH,"
              + " datagram:PATH, pipe:NAME, pipe-message:NAME, fifo:PATH, exec:COMMAND, stdio: or"
              + " tcp:HOST:PORT"
              + (text.startsWith("/") ? "; did you mean unix:" + text + "?" : ""));
    }
    String name = text.substring(colon + 1);
    boolean isMessages = kind == Kind.SEQPACKET || kind == Kind.DATAGRAM;
    if (kind == Kind.STDIO != name.isEmpty() || (isMessages && name.equals("@"))) {
      throw new TypeConversionException(
          kind == Kind.STDIO ? "stdio: takes no name" : "'" + text + "' has an empty name");
    }
    if (kind == Kind.TCP) {
      Tcp.parse(name);
    }
    return new Endpoint(kind, name);
  }

  /** The address of a socket for messages: a path, or behind an @ an abstract name. */
  UnixAddress messageAddress() {
    return name.startsWith("@")
        ? NameText.address(name.substring(1))
        : UnixAddress.path(Path.of(name));
  }

  @Override
  public String toString() {
    return kind + ":" + name;
  }
}
