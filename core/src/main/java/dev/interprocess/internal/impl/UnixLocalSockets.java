package dev.interprocess.internal.impl;

import dev.interprocess.ConnectOptions;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;

/** Unix domain sockets. */
final class UnixLocalSockets implements LocalSockets {
  @Override
  public SocketAddress path(Path path) {
    return UnixAddress.path(path);
  }

  @Override
  public SocketAddress namespaced(String name) {
    return UnixAddress.abstractName(name);
  }

  @Override
  public boolean isPath(String name) {
    return name.startsWith("/");
  }

  @Override
  public ConnectOptions<LocalName, LocalStream> connectOptions() {
    return UnixConnectOptions.portable(UnixStream.connectOptions());
  }

  @Override
  public ListenOptions<LocalName, LocalStream> listenOptions() {
    return UnixListenOptions.portable(UnixStream.listenOptions());
  }

  @Override
  public SocketPair<LocalStream> pair() throws IOException {
    SocketPair<UnixStream> pair = UnixStream.pair();
    return new SocketPair<>(pair.first(), pair.second());
  }
}
