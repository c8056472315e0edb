package dev.interprocess.contract;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.support.Names;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Every way to a {@link LocalStream}, by every kind of address. */
public enum StreamKind {
  PAIR,
  LOCAL_PATH,
  LOCAL_NAMESPACED,
  UNIX_PATH,
  UNIX_LONG_PATH,
  UNIX_ABSTRACT,
  UNIX_AUTOBIND,
  DUPLICATED,
  ADOPTED_DESCRIPTOR,
  ADOPTED_CHANNEL;

  /** Two that are connected with each other. */
  public SocketPair<? extends LocalStream> open() throws IOException {
    return switch (this) {
      case PAIR -> LocalStream.pair();
      case LOCAL_PATH -> local(LocalName.path(file("x")));
      case LOCAL_NAMESPACED -> local(Names.namespaced());
      case UNIX_PATH -> unix(UnixAddress.path(file("x")));
      case UNIX_LONG_PATH -> unix(UnixAddress.path(file("x".repeat(150))));
      case UNIX_ABSTRACT -> unix(UnixAddress.abstractName(Names.unique()));
      case UNIX_AUTOBIND -> unix(UnixAddress.autobind());
      case DUPLICATED -> {
        SocketPair<LocalStream> pair = LocalStream.pair();
        yield new SocketPair<>(duplicate(pair.first()), duplicate(pair.second()));
      }
      case ADOPTED_DESCRIPTOR -> {
        SocketPair<UnixStream> pair = UnixStream.pair();
        yield new SocketPair<>(adopted(pair.first()), adopted(pair.second()));
      }
      case ADOPTED_CHANNEL -> channels(UnixDomainSocketAddress.of(file("x")));
    };
  }

  private static Path file(String folder) throws IOException {
    Path parent = Files.createTempDirectory("interprocess");
    parent.toFile().deleteOnExit();
    return Files.createDirectory(parent.resolve(folder)).resolve("socket");
  }

  private static SocketPair<LocalStream> local(LocalName name) throws IOException {
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      return new SocketPair<>(LocalStream.connect(name), listener.accept());
    }
  }

  private static SocketPair<UnixStream> unix(UnixAddress address) throws IOException {
    try (LocalListener<UnixStream> listener = UnixStream.listen(address)) {
      UnixAddress known = (UnixAddress) listener.address();
      return new SocketPair<>(UnixStream.connect(known), listener.accept());
    }
  }

  private static LocalStream duplicate(LocalStream original) throws IOException {
    try (original) {
      return LocalStream.duplicateOf(original);
    }
  }

  private static UnixStream adopted(UnixStream original) throws IOException {
    try (original) {
      return UnixStream.adopt(Descriptor.duplicateOf(original));
    }
  }

  private static SocketPair<UnixStream> channels(UnixDomainSocketAddress address)
      throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      UnixStream client = UnixStream.adopt(SocketChannel.open(address));
      return new SocketPair<>(client, UnixStream.adopt(server.accept()));
    }
  }
}
