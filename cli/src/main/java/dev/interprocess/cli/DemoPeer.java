package dev.interprocess.cli;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.process.Child;
import dev.interprocess.process.Inherited;
import dev.interprocess.unix.Fifo;
import dev.interprocess.unix.ReceivedMessage;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixDatagram;
import dev.interprocess.unix.UnixSeqPacket;
import dev.interprocess.unix.UnixStream;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeMessages;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The demo's second process: this tool once more, connected to the first. */
final class DemoPeer {
  /** Behind the name of what goes one way only. */
  static final String THERE = "-there";

  static final String BACK = "-back";

  private DemoPeer() {}

  enum Kind {
    LOCAL_PATH,
    LOCAL_NAMESPACED,
    JDK_CHANNEL,
    FIFO,
    SEQPACKET,
    DATAGRAM,
    DESCRIPTORS,
    INHERITED_PIPES,
    SIGNALS,
    NAMED_PIPE,
    NAMED_PIPE_MESSAGES;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final int IN = 3;
  private static final int OUT = 4;

  /** A child that has the two ends, which are no longer ours then. */
  static Child startWith(PipeReader in, PipeWriter out) throws IOException {
    return Child.command(command(Kind.INHERITED_PIPES, "-").toArray(String[]::new))
        .give(IN, in)
        .give(OUT, out)
        .input(Redirect.INHERIT)
        .output(Redirect.DISCARD)
        .error(Redirect.INHERIT)
        .start();
  }

  static Process start(Kind kind, String name) throws IOException {
    return new ProcessBuilder(command(kind, name))
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private static List<String> command(Kind kind, String name) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=dev.interprocess");
    command.addAll(List.of("--module-path", System.getProperty("jdk.module.path"), "--module"));
    command.add(System.getProperty("jdk.module.main") + "/" + Main.class.getName());
    command.addAll(List.of("demo", "--peer", kind.toString(), "--name", name));
    return command;
  }

  static void run(Kind kind, String name) throws IOException {
    switch (kind) {
      case LOCAL_PATH -> follow(LocalName.path(Path.of(name)));
      case LOCAL_NAMESPACED -> follow(LocalName.namespaced(name));
      case FIFO -> {
        try (Fifo there = Fifo.existing(Path.of(name + THERE));
            Fifo back = Fifo.existing(Path.of(name + BACK));
            PipeReader in = there.openReader();
            PipeWriter out = back.openWriter()) {
          DemoTransfer.follow(in, out);
        }
      }
      case SEQPACKET -> {
        try (UnixSeqPacket socket = UnixSeqPacket.connect(UnixAddress.path(Path.of(name)))) {
          MessageBytes bytes = new MessageBytes(socket);
          DemoTransfer.follow(bytes, bytes);
        }
      }
      case DATAGRAM -> {
        try (UnixDatagram socket = UnixDatagram.bind(UnixAddress.path(Path.of(name + BACK)))) {
          socket.connectTo(UnixAddress.path(Path.of(name)));
          socket.send(ByteBuffer.allocate(0)); // says where it is
          MessageBytes bytes = new MessageBytes(socket);
          DemoTransfer.follow(bytes, bytes);
        }
      }
      case DESCRIPTORS -> {
        try (UnixStream stream = UnixStream.connect(UnixAddress.path(Path.of(name)));
            ReceivedMessage message = stream.receiveMessage(ByteBuffer.allocate(1));
            PipeReader in = PipeReader.adopt(message.descriptors().get(0));
            PipeWriter out = PipeWriter.adopt(message.descriptors().get(1))) {
          DemoTransfer.follow(in, out);
        }
      }
      case INHERITED_PIPES -> {
        try (PipeReader in = Inherited.reader(IN);
            PipeWriter out = Inherited.writer(OUT)) {
          DemoTransfer.follow(in, out);
        }
      }
      case NAMED_PIPE -> {
        try (NamedPipeStream stream = NamedPipeStream.connect(NamedPipeAddress.of(name))) {
          DemoTransfer.follow(stream, stream);
        }
      }
      case NAMED_PIPE_MESSAGES -> {
        try (NamedPipeMessages messages = NamedPipeMessages.connect(NamedPipeAddress.of(name))) {
          MessageBytes bytes = new MessageBytes(messages);
          DemoTransfer.follow(bytes, bytes);
        }
      }
      case SIGNALS -> DemoSignals.follow(Long.parseLong(name));
      case JDK_CHANNEL -> {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
          channel.connect(UnixDomainSocketAddress.of(name));
          DemoTransfer.follow(channel, channel);
        }
      }
    }
  }

  private static void follow(LocalName name) throws IOException {
    try (LocalStream stream = LocalStream.connect(name)) {
      DemoTransfer.follow(stream, stream);
    }
  }
}
