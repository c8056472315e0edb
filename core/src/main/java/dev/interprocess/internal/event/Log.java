package dev.interprocess.internal.event;

import java.lang.System.Logger;

/**
 * The library's log. A class of its own, as to find a logger takes a JVM that has just started
 * longer than to connect: so it is looked for when there is something to say.
 */
public final class Log {
  /** That of the library's name. */
  public static final Logger LOGGER = System.getLogger("dev.interprocess");

  private Log() {}
}
