package dev.interprocess.cli;

import dev.interprocess.ConnectOptions;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;

/** Opens the endpoints that are local sockets. */
final class LocalSockets {
  private LocalSockets() {}

  /** What the user may set, whatever the type of name. */
  interface Listening {
    <A extends SocketAddress, S extends LocalStream> ListenOptions<A, S> set(
        ListenOptions<A, S> options);
  }

  /** What the user may set, whatever the type of name. */
  interface Connecting {
    <A extends SocketAddress, S extends LocalStream> ConnectOptions<A, S> set(
        ConnectOptions<A, S> options);
  }

  static LocalListener<? extends LocalStream> listen(Endpoint endpoint, Listening options)
      throws IOException {
    return endpoint.kind() == Endpoint.Kind.ABSTRACT
        ? options.set(UnixStream.listenOptions()).listen(UnixAddress.abstractName(endpoint.name()))
        : options.set(LocalStream.listenOptions()).listen(name(endpoint));
  }

  static LocalStream connect(Endpoint endpoint, Connecting options) throws IOException {
    return endpoint.kind() == Endpoint.Kind.ABSTRACT
        ? options
            .set(UnixStream.connectOptions())
            .connect(UnixAddress.abstractName(endpoint.name()))
        : options.set(LocalStream.connectOptions()).connect(name(endpoint));
  }

  private static LocalName name(Endpoint endpoint) {
    return endpoint.kind() == Endpoint.Kind.UNIX
        ? LocalName.path(Path.of(endpoint.name()))
        : LocalName.namespaced(endpoint.name());
  }
}
