package dev.interprocess.internal.impl;

import dev.interprocess.ConnectOptions;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.SocketPair;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeMessages;
import dev.interprocess.windows.NamedPipeOptions;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.UUID;

/** Connections that are made for one purpose. */
public final class PipePair {
  private PipePair() {}

  /**
   * Both ends. The name is random, the first instance of it is ours or listening fails, there is
   * only one, and only this user may open it: so whoever is at its other end is us.
   */
  public static <S extends Channel> SocketPair<S> open(
      ListenOptions<NamedPipeAddress, S> listen, ConnectOptions<NamedPipeAddress, S> connect)
      throws IOException {
    NamedPipeAddress name = NamedPipeAddress.of("interprocess." + UUID.randomUUID());
    try (LocalListener<S> listener =
        listen.option(NamedPipeOptions.MAX_INSTANCES, 1).listen(name)) {
      S client = connect.connect(name);
      boolean accepted = false;
      try {
        SocketPair<S> pair = new SocketPair<>(client, listener.accept());
        accepted = true;
        return pair;
      } finally {
        if (!accepted) {
          Close.quietly(client);
        }
      }
    }
  }

  /** One request and its answer. */
  public static int call(
      ConnectOptions<NamedPipeAddress, NamedPipeMessages> options,
      NamedPipeAddress address,
      ByteBuffer request,
      ByteBuffer answer,
      Duration timeout)
      throws IOException {
    Buffers.writable(answer);
    long deadline = Timeouts.deadline(timeout);
    try (NamedPipeMessages connection = options.timeout(timeout).connect(address)) {
      connection.send(request, left(deadline));
      int length = connection.receive(answer, left(deadline));
      if (length < 0) {
        throw new EOFException("call " + address + ": closed without an answer");
      }
      return length;
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, Deadline.remaining(deadline)));
  }
}
