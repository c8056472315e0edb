package dev.interprocess.internal.process;

import java.util.List;
import java.util.SortedMap;

/**
 * A program to start.
 *
 * @param arguments its name first, each without a NUL
 * @param environment each {@code NAME=value}
 * @param directory an open one to change into, {@link #NONE} to stay
 * @param descriptors by the number that each has in the child: the one that it has here, or {@link
 *     #INHERITED}; the child has no others
 * @param blocked the set of signals that are blocked for it
 * @param ignored the set of those that stay ignored for it if this process ignores them
 * @param endsWithParent whether the kernel is to take the end of the thread that starts it for the
 *     end of this process
 */
public record Program(
    List<byte[]> arguments,
    List<byte[]> environment,
    int directory,
    SortedMap<Integer, Integer> descriptors,
    Grouping grouping,
    long blocked,
    long ignored,
    boolean endsWithParent) {

  public static final int NONE = -1;

  /** What has that number here, and nothing if nothing has. */
  public static final int INHERITED = -1;

  /** Where the child belongs. */
  public enum Grouping {
    /** To the process group and session of this process. */
    SHARED,
    /** To a process group of its own. */
    OWN_GROUP,
    /** To a session of its own, without a terminal; that is a group of its own too. */
    OWN_SESSION
  }
}
