package dev.interprocess.internal.impl;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.PeerCredentials;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.util.function.Function;

/**
 * How a public type of socket is made of a descriptor, and its address of the bytes that the kernel
 * knows: what the options and the listener need of {@code UnixStream}.
 *
 * @param nameOf the address as {@code sun_path} has it
 * @param wrap takes over a connected descriptor
 * @param credentials who is at the other end
 */
public record UnixKind<A, S>(
    Function<A, byte[]> nameOf, Function<OwnedDescriptor, S> wrap, Credentials<S> credentials) {

  /** The same kind of socket under its portable type, by the portable names. */
  UnixKind<LocalName, LocalStream> portable() {
    // On Unix every LocalStream is a UnixStream, and every address of a LocalName a UnixAddress.
    @SuppressWarnings("unchecked")
    UnixKind<UnixAddress, UnixStream> unix = (UnixKind<UnixAddress, UnixStream>) this;
    return new UnixKind<>(
        name -> unix.nameOf.apply((UnixAddress) name.address()),
        unix.wrap::apply,
        LocalStream::peer);
  }

  /** Asks a connection who its peer is. */
  public interface Credentials<S> {
    PeerCredentials of(S connection) throws IOException;
  }
}
