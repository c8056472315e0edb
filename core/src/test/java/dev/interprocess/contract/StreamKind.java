package dev.interprocess.contract;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.SystemError;
import dev.interprocess.support.Names;
import dev.interprocess.support.SystemNames;
import dev.interprocess.support.Wine;
import dev.interprocess.unix.ChannelStreams;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Condition;

/** Every way to a {@link LocalStream}, by every kind of address. */
public enum StreamKind implements Kinds.Kind {
  PAIR,
  LOCAL_PATH,
  LOCAL_NAMESPACED,
  UNIX_PATH,
  UNIX_LONG_PATH,
  UNIX_ABSTRACT,
  UNIX_AUTOBIND,
  DUPLICATED,
  ADOPTED_DESCRIPTOR,
  ADOPTED_CHANNEL,
  /** As it is on other systems than Linux. */
  OVER_CHANNEL,
  NAMED_PIPE_PAIR,
  NAMED_PIPE;

  @Override
  public boolean isHere() {
    return switch (this) {
      case PAIR, LOCAL_PATH, LOCAL_NAMESPACED -> true;
      case NAMED_PIPE_PAIR, NAMED_PIPE -> ON_WINDOWS;
      case ADOPTED_CHANNEL -> !Wine.RUNS; // which has no AF_UNIX
      default -> !ON_WINDOWS;
    };
  }

  /** Two that are connected with each other. */
  public SocketPair<? extends LocalStream> open() throws IOException {
    return switch (this) {
      case PAIR -> LocalStream.pair();
      case LOCAL_PATH -> local(LocalName.path(ON_WINDOWS ? Names.pipe() : file("x")));
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
      case NAMED_PIPE_PAIR -> NamedPipeStream.pair();
      case NAMED_PIPE -> pipe(NamedPipeAddress.of(Names.unique()));
      case ADOPTED_CHANNEL -> channels(UnixStream::adopt);
      case OVER_CHANNEL -> channels(ChannelStreams::over);
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

  private static SocketPair<NamedPipeStream> pipe(NamedPipeAddress address) throws IOException {
    try (LocalListener<NamedPipeStream> listener = NamedPipeStream.listen(address)) {
      return new SocketPair<>(NamedPipeStream.connect(address), listener.accept());
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

  private interface Adopt {
    UnixStream of(SocketChannel channel) throws IOException;
  }

  private static SocketPair<UnixStream> channels(Adopt adopt) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(file("x"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      UnixStream client = adopt.of(SocketChannel.open(address));
      return new SocketPair<>(client, adopt.of(server.accept()));
    }
  }

  /** Whether it shows no more than a channel of the JDK does. */
  public boolean isOverChannel() {
    return this == OVER_CHANNEL || (this == ADOPTED_CHANNEL && ON_WINDOWS);
  }

  /** What a write fails with that nobody will read: the JDK does not show the system's error. */
  public Condition<Throwable> brokenPipe() {
    return isOverChannel()
        ? new Condition<>(e -> e.getMessage().contains("Broken pipe"), "a broken pipe")
        : new Condition<>(
            e -> e instanceof SystemError && e.getMessage().contains(SystemNames.BROKEN_PIPE),
            "a broken pipe of the system");
  }
}
