package dev.interprocess.internal.impl;

import java.io.IOException;
import java.nio.channels.Channel;

/** {@code Channel.close} may throw; that of our channels never does. */
public final class Close {
  private Close() {}

  public static void quietly(Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new AssertionError("close of " + channel, e);
    }
  }
}
