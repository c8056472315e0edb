package dev.interprocess.contract;

import dev.interprocess.LocalListener;
import dev.interprocess.MessageChannel;
import dev.interprocess.SocketPair;
import dev.interprocess.support.Names;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixDatagram;
import dev.interprocess.unix.UnixSeqPacket;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Every implementation of {@link MessageChannel}, by every kind of address. */
public enum MessageKind implements Kinds.Kind {
  SEQPACKET_PAIR,
  SEQPACKET_PATH,
  SEQPACKET_ABSTRACT,
  SEQPACKET_ADOPTED,
  DATAGRAM_PAIR,
  DATAGRAM_PATH,
  DATAGRAM_ABSTRACT,
  DATAGRAM_ADOPTED,
  NAMED_PIPE_PAIR,
  NAMED_PIPE;

  @Override
  public boolean isHere() {
    return isPipe() == ON_WINDOWS;
  }

  private boolean isPipe() {
    return this == NAMED_PIPE_PAIR || this == NAMED_PIPE;
  }

  /** Whether the system refuses messages from some length on. */
  public boolean hasLongestMessage() {
    return !isPipe();
  }

  /** Whether the other side can end it. */
  public boolean hasEnd() {
    return isPipe() || name().startsWith("SEQPACKET");
  }

  /** Two that are connected with each other. */
  public SocketPair<? extends MessageChannel> open() throws IOException {
    return switch (this) {
      case SEQPACKET_PAIR -> UnixSeqPacket.pair();
      case SEQPACKET_PATH -> seqPacket(UnixAddress.path(path()));
      case SEQPACKET_ABSTRACT -> seqPacket(UnixAddress.abstractName(Names.unique()));
      case SEQPACKET_ADOPTED -> {
        SocketPair<UnixSeqPacket> pair = UnixSeqPacket.pair();
        yield new SocketPair<>(adopted(pair.first()), adopted(pair.second()));
      }
      case NAMED_PIPE_PAIR -> NamedPipeMessages.pair();
      case NAMED_PIPE -> pipe(NamedPipeAddress.of(Names.unique()));
      case DATAGRAM_PAIR -> UnixDatagram.pair();
      case DATAGRAM_PATH -> datagram(UnixAddress.path(path()), UnixAddress.path(path()));
      case DATAGRAM_ABSTRACT ->
          datagram(
              UnixAddress.abstractName(Names.unique()), UnixAddress.abstractName(Names.unique()));
      case DATAGRAM_ADOPTED -> {
        SocketPair<UnixDatagram> pair = UnixDatagram.pair();
        yield new SocketPair<>(adopted(pair.first()), adopted(pair.second()));
      }
    };
  }

  private static UnixSeqPacket adopted(UnixSeqPacket original) throws IOException {
    try (original) {
      return UnixSeqPacket.adopt(Descriptor.duplicateOf(original));
    }
  }

  private static UnixDatagram adopted(UnixDatagram original) throws IOException {
    try (original) {
      return UnixDatagram.adopt(Descriptor.duplicateOf(original));
    }
  }

  private static SocketPair<NamedPipeMessages> pipe(NamedPipeAddress address) throws IOException {
    try (LocalListener<NamedPipeMessages> listener = NamedPipeMessages.listen(address)) {
      return new SocketPair<>(NamedPipeMessages.connect(address), listener.accept());
    }
  }

  private static Path path() throws IOException {
    Path file = Files.createTempFile("interprocess", ".socket");
    Files.delete(file);
    return file;
  }

  private static SocketPair<UnixSeqPacket> seqPacket(UnixAddress address) throws IOException {
    try (LocalListener<UnixSeqPacket> listener = UnixSeqPacket.listen(address)) {
      return new SocketPair<>(UnixSeqPacket.connect(address), listener.accept());
    }
  }

  private static SocketPair<UnixDatagram> datagram(UnixAddress one, UnixAddress other)
      throws IOException {
    UnixDatagram first = UnixDatagram.bind(one);
    UnixDatagram second = UnixDatagram.bind(other);
    first.connectTo(other);
    second.connectTo(one);
    return new SocketPair<>(first, second);
  }
}
