package dev.interprocess.internal.impl;

import dev.interprocess.ConnectOptions;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.internal.libc.Target;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;

/** What local sockets are on this system: the one place where that is chosen. */
public interface LocalSockets {
  LocalSockets HERE =
      Target.CURRENT.isWindows() ? new WindowsLocalSockets() : new UnixLocalSockets();

  SocketAddress path(Path path);

  SocketAddress namespaced(String name);

  /** Whether a name out of a configuration file is a path. */
  boolean isPath(String name);

  ConnectOptions<LocalName, LocalStream> connectOptions();

  ListenOptions<LocalName, LocalStream> listenOptions();

  SocketPair<LocalStream> pair() throws IOException;
}
