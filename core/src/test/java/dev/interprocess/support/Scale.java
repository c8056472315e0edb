package dev.interprocess.support;

/** How often: fewer rounds in every build, all of them with -Dinterprocess.full=true. */
public final class Scale {
  private static final boolean FULL = Boolean.getBoolean("interprocess.full");

  private Scale() {}

  public static int rounds(int usual, int full) {
    return FULL ? full : usual;
  }
}
