package dev.interprocess.internal.impl;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.PeerCredentials;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.util.function.Function;

/**
 * How a public type of pipe is made of a handle, and the name of its address: what the options and
 * the listener need of {@code NamedPipeStream} and {@code NamedPipeMessages}.
 *
 * @param messages whether what is written stays apart
 */
public record NamedPipeKind<A, S>(
    boolean messages,
    Function<A, NamedPipeAddress> addressOf,
    Wrap<S> wrap,
    Credentials<S> credentials) {

  /** The same kind of pipe under its portable type, by the portable names. */
  static NamedPipeKind<LocalName, LocalStream> portable(
      NamedPipeKind<NamedPipeAddress, NamedPipeStream> kind) {
    return new NamedPipeKind<>(
        kind.messages, name -> (NamedPipeAddress) name.address(), kind.wrap::of, LocalStream::peer);
  }

  /** Makes a connection of its handle. */
  public interface Wrap<S> {
    S of(PipeEndpoint endpoint, NamedPipeAddress address) throws IOException;
  }

  /** Asks a connection who its peer is. */
  public interface Credentials<S> {
    PeerCredentials of(S connection) throws IOException;
  }
}
