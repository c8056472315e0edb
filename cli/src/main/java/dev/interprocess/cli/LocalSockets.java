package dev.interprocess.cli;

import dev.interprocess.ConnectOptions;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.PeerCredentials;
import dev.interprocess.unix.UnixSeqPacket;
import dev.interprocess.unix.UnixSocket;
import dev.interprocess.unix.UnixStream;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeMessages;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.Channel;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens the endpoints that are local sockets. */
final class LocalSockets {
  private LocalSockets() {}

  /** What the user may set, whatever the type of name. */
  interface Listening {
    <A extends SocketAddress, S extends Channel> ListenOptions<A, S> set(
        ListenOptions<A, S> options);
  }

  /** What the user may set, whatever the type of name. */
  interface Connecting {
    <A extends SocketAddress, S extends Channel> ConnectOptions<A, S> set(
        ConnectOptions<A, S> options);
  }

  static LocalListener<? extends Channel> listen(Endpoint endpoint, Listening options)
      throws IOException {
    return switch (endpoint.kind()) {
      case ABSTRACT ->
          options.set(UnixStream.listenOptions()).listen(NameText.address(endpoint.name()));
      case SEQPACKET ->
          options.set(UnixSeqPacket.listenOptions()).listen(endpoint.messageAddress());
      case PIPE -> options.set(NamedPipeStream.listenOptions()).listen(pipe(endpoint));
      case PIPE_MESSAGE -> options.set(NamedPipeMessages.listenOptions()).listen(pipe(endpoint));
      default -> options.set(LocalStream.listenOptions()).listen(name(endpoint));
    };
  }

  /** How long to try, and whether also while nobody listens. */
  static <A extends SocketAddress, S extends Channel> ConnectOptions<A, S> set(
      ConnectOptions<A, S> options, @Nullable Duration timeout, @Nullable Duration retry) {
    if (timeout != null) {
      options.timeout(timeout);
    }
    if (retry != null) {
      options.retry(true).timeout(retry);
    }
    return options;
  }

  static Channel connect(Endpoint endpoint, Connecting options) throws IOException {
    return switch (endpoint.kind()) {
      case ABSTRACT ->
          options.set(UnixStream.connectOptions()).connect(NameText.address(endpoint.name()));
      case SEQPACKET ->
          options.set(UnixSeqPacket.connectOptions()).connect(endpoint.messageAddress());
      case PIPE -> options.set(NamedPipeStream.connectOptions()).connect(pipe(endpoint));
      case PIPE_MESSAGE -> options.set(NamedPipeMessages.connectOptions()).connect(pipe(endpoint));
      default -> options.set(LocalStream.connectOptions()).connect(name(endpoint));
    };
  }

  /** Who is at the other end. */
  static PeerCredentials peer(Channel connection) throws IOException {
    return switch (connection) {
      case LocalStream stream -> stream.peer();
      case NamedPipeMessages messages -> messages.peer();
      default -> ((UnixSocket) connection).peer();
    };
  }

  private static NamedPipeAddress pipe(Endpoint endpoint) {
    return NamedPipeAddress.of(endpoint.name());
  }

  private static LocalName name(Endpoint endpoint) {
    return endpoint.kind() == Endpoint.Kind.UNIX
        ? LocalName.path(Path.of(endpoint.name()))
        : LocalName.namespaced(endpoint.name());
  }
}
