package dev.interprocess;

import dev.interprocess.internal.impl.Close;
import java.nio.channels.Channel;

/**
 * Two channels that are connected with each other. Neither has a name.
 *
 * @param <S> the channels' type
 * @param first one of them
 * @param second the other
 */
public record SocketPair<S extends Channel>(S first, S second) implements AutoCloseable {

  /** Closes both. */
  @Override
  public void close() {
    Close.quietly(first);
    Close.quietly(second);
  }
}
