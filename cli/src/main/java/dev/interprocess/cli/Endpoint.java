package dev.interprocess.cli;

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
    STDIO,
    TCP;

    boolean isLocalSocket() {
      return this == LOCAL || this == UNIX || this == ABSTRACT;
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
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
              + "' is not an endpoint: local:NAME, unix:PATH, abstract:NAME, stdio: or"
              + " tcp:HOST:PORT");
    }
    String name = text.substring(colon + 1);
    if (kind == Kind.STDIO != name.isEmpty()) {
      throw new TypeConversionException(
          kind == Kind.STDIO ? "stdio: takes no name" : "'" + text + "' has an empty name");
    }
    if (kind == Kind.TCP) {
      Tcp.parse(name);
    }
    return new Endpoint(kind, name);
  }

  @Override
  public String toString() {
    return kind + ":" + name;
  }
}
