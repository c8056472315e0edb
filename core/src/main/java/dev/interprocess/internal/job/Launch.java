package dev.interprocess.internal.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A program to start.
 *
 * @param words its name first, each without a NUL
 * @param environment its variables, or null for those of this process
 * @param directory to start in, or null for that of this process
 * @param handles by the number that each has for the child's C runtime: one of ours, or {@link
 *     #INHERITED}; the child has no others
 * @param ownGroup whether it is a process group of its own, and ended as one
 * @param endsWithParent whether the system ends it when this process has ended
 */
public record Launch(
    List<String> words,
    @Nullable Map<String, String> environment,
    @Nullable Path directory,
    SortedMap<Integer, Long> handles,
    boolean ownGroup,
    boolean endsWithParent) {

  /** What this process has as its standard stream of that number, and nothing if it has none. */
  public static final long INHERITED = -1;
}
