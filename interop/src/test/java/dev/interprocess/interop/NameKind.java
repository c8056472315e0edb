package dev.interprocess.interop;

/** The two kinds of names that a local socket may have, as the peers write them. */
enum NameKind {
  PATH("path:"),
  NAMESPACED("namespaced:");

  private final String prefix;

  NameKind(String prefix) {
    this.prefix = prefix;
  }

  String written(String value) {
    return prefix + value;
  }
}
