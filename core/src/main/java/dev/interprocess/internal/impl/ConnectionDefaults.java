package dev.interprocess.internal.impl;

import dev.interprocess.Waiting;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.poll.WaitMode;
import java.nio.channels.Channel;
import java.util.Objects;
import java.util.concurrent.Executor;

/** What a connection has from the options by which it was made, or from those of its listener. */
record ConnectionDefaults(Executor completions, Waiting waiting) {
  static final ConnectionDefaults USUAL =
      new ConnectionDefaults(Completions.DEFAULT, Waiting.ADAPTIVE);

  ConnectionDefaults {
    Objects.requireNonNull(completions);
    Objects.requireNonNull(waiting);
  }

  ConnectionDefaults with(Executor other) {
    return new ConnectionDefaults(other, waiting);
  }

  ConnectionDefaults with(Waiting other) {
    return new ConnectionDefaults(completions, other);
  }

  /** Before the connection is made of it. */
  void set(OwnedDescriptor descriptor) {
    descriptor.waitMode(
        switch (waiting) {
          case ADAPTIVE -> WaitMode.ADAPTIVE;
          case PARK -> WaitMode.PARK;
          case SPIN -> WaitMode.SPIN;
        });
  }

  /**
   * For the listener itself: clients seldom follow each other within microseconds, so it does not
   * try whether they do.
   */
  void setListening(OwnedDescriptor descriptor) {
    descriptor.waitMode(waiting == Waiting.SPIN ? WaitMode.SPIN : WaitMode.PARK);
  }

  <S extends Channel> S set(S connection) {
    return Completions.set(connection, completions);
  }
}
