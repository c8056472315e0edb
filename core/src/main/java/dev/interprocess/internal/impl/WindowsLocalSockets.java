package dev.interprocess.internal.impl;

import dev.interprocess.ConnectOptions;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;

/** Named pipes. */
final class WindowsLocalSockets implements LocalSockets {
  private static final String PIPES = "\\\\.\\pipe\\";

  @Override
  public SocketAddress path(Path path) {
    if (!path.toString().startsWith(PIPES)) {
      throw new UnsupportedOperationException(
          "local socket by a path on Windows: only " + PIPES + "NAME, not " + path);
    }
    return NamedPipeAddress.of(path.toString());
  }

  @Override
  public SocketAddress namespaced(String name) {
    return NamedPipeAddress.of(PIPES + name);
  }

  @Override
  public boolean isPath(String name) {
    return name.startsWith("\\\\");
  }

  @Override
  public ConnectOptions<LocalName, LocalStream> connectOptions() {
    return NamedPipeConnectOptions.portable(
        (NamedPipeConnectOptions<NamedPipeAddress, NamedPipeStream>)
            NamedPipeStream.connectOptions());
  }

  @Override
  public ListenOptions<LocalName, LocalStream> listenOptions() {
    return NamedPipeListenOptions.portable(
        (NamedPipeListenOptions<NamedPipeAddress, NamedPipeStream>)
            NamedPipeStream.listenOptions());
  }

  @Override
  public SocketPair<LocalStream> pair() throws IOException {
    SocketPair<NamedPipeStream> pair = NamedPipeStream.pair();
    return new SocketPair<>(pair.first(), pair.second());
  }
}
