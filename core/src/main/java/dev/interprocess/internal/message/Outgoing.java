package dev.interprocess.internal.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What accompanies a message that is sent.
 *
 * @param descriptors numbers that stay open until the message is sent
 */
public record Outgoing(List<Integer> descriptors, @Nullable Credentials credentials) {
  /** Nothing. */
  public static final Outgoing NOTHING = new Outgoing(List.of(), null);

  /** How many descriptors the kernel takes with one message ({@code SCM_MAX_FD}). */
  public static final int MOST_DESCRIPTORS = 253;
}
