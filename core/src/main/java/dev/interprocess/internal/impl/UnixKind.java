package dev.interprocess.internal.impl;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.PeerCredentials;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.socket.SocketType;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.util.function.Function;

/**
 * How a public type of socket is made of a descriptor, and the kernel's bytes of its address: what
 * the options and the listener need of {@code UnixStream} and {@code UnixSeqPacket}.
 *
 * @param nameOf the address as {@code sun_path} has it
 * @param wrap takes over a connected descriptor
 * @param credentials who is at the other end
 */
public record UnixKind<A, S>(
    SocketType type, Function<A, byte[]> nameOf, Wrap<S> wrap, Credentials<S> credentials) {

  /** The same kind of socket under its portable type, by the portable names. */
  UnixKind<LocalName, LocalStream> portable() {
    // On Unix every LocalStream is a UnixStream, and every address of a LocalName a UnixAddress.
    @SuppressWarnings("unchecked")
    UnixKind<UnixAddress, UnixStream> unix = (UnixKind<UnixAddress, UnixStream>) this;
    return new UnixKind<>(
        type,
        name -> unix.nameOf.apply((UnixAddress) name.address()),
        unix.wrap::of,
        LocalStream::peer);
  }

  /** Makes a connection of its descriptor. */
  public interface Wrap<S> {
    S of(OwnedDescriptor descriptor) throws IOException;
  }

  /** Asks a connection who its peer is. */
  public interface Credentials<S> {
    PeerCredentials of(S connection) throws IOException;
  }
}
