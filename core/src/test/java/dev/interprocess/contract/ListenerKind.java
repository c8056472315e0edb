package dev.interprocess.contract;

import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalStream;
import dev.interprocess.support.Names;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixSeqPacket;
import dev.interprocess.unix.UnixStream;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeMessages;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.Channel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Every {@link LocalListener}, by every kind of address. */
public enum ListenerKind implements Kinds.Kind {
  LOCAL_NAMESPACED,
  STREAM_PATH,
  STREAM_LONG_PATH,
  STREAM_ABSTRACT,
  STREAM_AUTOBIND,
  STREAM_ADOPTED,
  SEQPACKET_PATH,
  SEQPACKET_ABSTRACT,
  SEQPACKET_ADOPTED,
  NAMED_PIPE,
  NAMED_PIPE_MESSAGES;

  @Override
  public boolean isHere() {
    return switch (this) {
      case LOCAL_NAMESPACED -> true;
      case NAMED_PIPE, NAMED_PIPE_MESSAGES -> ON_WINDOWS;
      default -> !ON_WINDOWS;
    };
  }

  /** Whether it can be told how many clients may wait. */
  public boolean hasBacklog() {
    return this != STREAM_ADOPTED && this != SEQPACKET_ADOPTED;
  }

  /** A listener, and how to connect to it. */
  public record Opened(LocalListener<? extends Channel> listener, Connect client)
      implements AutoCloseable {
    @Override
    public void close() {
      listener.close();
    }
  }

  /** Connects a client. */
  public interface Connect {
    Channel connect() throws IOException;
  }

  public Opened open() throws IOException {
    return open(4096);
  }

  public Opened open(int backlog) throws IOException {
    return switch (this) {
      case LOCAL_NAMESPACED -> {
        var name = Names.namespaced();
        yield new Opened(
            LocalStream.listenOptions().backlog(backlog).listen(name),
            () -> LocalStream.connect(name));
      }
      case STREAM_ADOPTED -> {
        try (LocalListener<UnixStream> original = UnixStream.listen(UnixAddress.autobind())) {
          yield stream(UnixStream.adoptListener(Descriptor.duplicateOf(original)));
        }
      }
      case NAMED_PIPE -> {
        var name = NamedPipeAddress.of(Names.unique());
        yield new Opened(
            NamedPipeStream.listenOptions().backlog(backlog).listen(name),
            () -> NamedPipeStream.connect(name));
      }
      case NAMED_PIPE_MESSAGES -> {
        var name = NamedPipeAddress.of(Names.unique());
        yield new Opened(
            NamedPipeMessages.listenOptions().backlog(backlog).listen(name),
            () -> NamedPipeMessages.connect(name));
      }
      case SEQPACKET_ADOPTED -> {
        try (LocalListener<UnixSeqPacket> original = UnixSeqPacket.listen(UnixAddress.autobind())) {
          yield seqPacket(UnixSeqPacket.adoptListener(Descriptor.duplicateOf(original)));
        }
      }
      default -> {
        ListenOptions<UnixAddress, UnixStream> options = UnixStream.listenOptions();
        yield name().startsWith("STREAM")
            ? stream(options.backlog(backlog).listen(address()))
            : seqPacket(UnixSeqPacket.listenOptions().backlog(backlog).listen(address()));
      }
    };
  }

  private UnixAddress address() throws IOException {
    return switch (this) {
      case STREAM_PATH, SEQPACKET_PATH -> UnixAddress.path(file("x"));
      case STREAM_LONG_PATH -> UnixAddress.path(file("x".repeat(150)));
      case STREAM_AUTOBIND -> UnixAddress.autobind();
      default -> UnixAddress.abstractName(Names.unique());
    };
  }

  private static Path file(String folder) throws IOException {
    Path parent = Files.createTempDirectory("interprocess");
    parent.toFile().deleteOnExit();
    return Files.createDirectory(parent.resolve(folder)).resolve("socket");
  }

  private static Opened stream(LocalListener<UnixStream> listener) {
    SocketAddress address = listener.address();
    return new Opened(listener, () -> UnixStream.connect((UnixAddress) address));
  }

  private static Opened seqPacket(LocalListener<UnixSeqPacket> listener) {
    SocketAddress address = listener.address();
    return new Opened(listener, () -> UnixSeqPacket.connect((UnixAddress) address));
  }
}
