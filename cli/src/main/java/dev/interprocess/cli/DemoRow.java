package dev.interprocess.cli;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.SocketPair;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.process.Child;
import dev.interprocess.unix.Ancillary;
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
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A row of the demo's table: one means to communicate. */
record DemoRow(String name, String what, Callable<DemoTransfer.Result> transfer) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  static DemoRow unnamedPipe() {
    return new DemoRow(
        "unnamed pipe",
        "two threads, a pipe each way",
        () -> {
          try (UnnamedPipe there = UnnamedPipe.create();
              UnnamedPipe back = UnnamedPipe.create()) {
            return betweenThreads(back.reader(), there.writer(), there.reader(), back.writer());
          }
        });
  }

  static DemoRow unnamedPipeToChild() {
    return new DemoRow(
        "unnamed pipe, to a child",
        "a child that has a pipe each way, and nothing else",
        () -> {
          try (UnnamedPipe there = UnnamedPipe.create();
              UnnamedPipe back = UnnamedPipe.create();
              Child child = DemoPeer.startWith(there.reader(), back.writer())) {
            DemoTransfer.Result result = DemoTransfer.lead(back.reader(), there.writer());
            child.waitFor();
            return result;
          }
        });
  }

  static DemoRow socketPair() {
    return new DemoRow(
        "socket pair",
        "two threads",
        () -> {
          try (SocketPair<LocalStream> pair = LocalStream.pair()) {
            return betweenThreads(pair.first(), pair.first(), pair.second(), pair.second());
          }
        });
  }

  static DemoRow localSocketByPath() {
    return inFolder("local socket, path", "this process to a second one", DemoPeer.Kind.LOCAL_PATH);
  }

  static DemoRow jdkChannel() {
    return inFolder(
        "local socket, JDK peer",
        "this process to a java.nio.channels.SocketChannel",
        DemoPeer.Kind.JDK_CHANNEL);
  }

  static DemoRow localSocketByNamespace() {
    return new DemoRow(
        "local socket, namespaced",
        "this process to a second one",
        () -> {
          String name = demoName();
          return withProcess(LocalName.namespaced(name), DemoPeer.Kind.LOCAL_NAMESPACED, name);
        });
  }

  static DemoRow fifo() {
    return inFolder(
        "FIFO files",
        "this process to a second one, a FIFO each way",
        path -> {
          try (Fifo there = Fifo.create(Path.of(path + DemoPeer.THERE));
              Fifo back = Fifo.create(Path.of(path + DemoPeer.BACK));
              PipeReader in = back.openReader();
              DemoProcess peer = new DemoProcess(DemoPeer.Kind.FIFO, path.toString());
              PipeWriter out = there.openWriter(PATIENCE)) {
            return DemoTransfer.lead(in, out);
          }
        });
  }

  static DemoRow seqPacket() {
    return inFolder(
        "Unix socket, seqpacket",
        "this process to a second one",
        path -> {
          try (LocalListener<UnixSeqPacket> listener =
                  UnixSeqPacket.listen(UnixAddress.path(path));
              DemoProcess peer = new DemoProcess(DemoPeer.Kind.SEQPACKET, path.toString());
              UnixSeqPacket socket = listener.accept(PATIENCE)) {
            MessageBytes bytes = new MessageBytes(socket);
            return DemoTransfer.lead(bytes, bytes);
          }
        });
  }

  static DemoRow datagram() {
    return inFolder(
        "Unix socket, datagram",
        "this process to a second one",
        path -> {
          try (UnixDatagram socket = UnixDatagram.bind(UnixAddress.path(path));
              DemoProcess peer = new DemoProcess(DemoPeer.Kind.DATAGRAM, path.toString())) {
            try (ReceivedMessage hello = socket.receiveMessage(ByteBuffer.allocate(0), PATIENCE)) {
              socket.connectTo(hello.source());
            }
            MessageBytes bytes = new MessageBytes(socket);
            return DemoTransfer.lead(bytes, bytes);
          }
        });
  }

  static DemoRow descriptors() {
    return inFolder(
        "Unix socket, descriptors",
        "two pipes that were passed to a second process",
        path -> {
          try (LocalListener<UnixStream> listener = UnixStream.listen(UnixAddress.path(path));
              DemoProcess peer = new DemoProcess(DemoPeer.Kind.DESCRIPTORS, path.toString());
              UnixStream stream = listener.accept(PATIENCE);
              UnnamedPipe there = UnnamedPipe.create();
              UnnamedPipe back = UnnamedPipe.create()) {
            stream.sendMessage(
                ByteBuffer.allocate(1), Ancillary.descriptors(there.reader(), back.writer()));
            there.reader().close();
            back.writer().close();
            return DemoTransfer.lead(back.reader(), there.writer());
          }
        });
  }

  static DemoRow namedPipe() {
    return new DemoRow(
        "named pipe, bytes",
        "this process to a second one",
        () -> {
          String name = demoName() + "-bytes";
          try (LocalListener<NamedPipeStream> listener =
                  NamedPipeStream.listen(NamedPipeAddress.of(name));
              DemoProcess process = new DemoProcess(DemoPeer.Kind.NAMED_PIPE, name);
              NamedPipeStream stream = listener.accept(PATIENCE)) {
            return DemoTransfer.lead(stream, stream);
          }
        });
  }

  static DemoRow namedPipeMessages() {
    return new DemoRow(
        "named pipe, messages",
        "this process to a second one",
        () -> {
          String name = demoName() + "-messages";
          try (LocalListener<NamedPipeMessages> listener =
                  NamedPipeMessages.listen(NamedPipeAddress.of(name));
              DemoProcess process = new DemoProcess(DemoPeer.Kind.NAMED_PIPE_MESSAGES, name);
              NamedPipeMessages messages = listener.accept(PATIENCE)) {
            MessageBytes bytes = new MessageBytes(messages);
            return DemoTransfer.lead(bytes, bytes);
          }
        });
  }

  private static String demoName() {
    return "ipc-demo-" + ProcessHandle.current().pid();
  }

  static DemoRow signals() {
    return new DemoRow(
        "signals", "queued with values, to a second process and back", DemoSignals::lead);
  }

  static DemoRow cSignals() {
    return new DemoRow("signals of C", "raised and received", DemoSignals::raise);
  }

  private static DemoRow inFolder(String name, String what, DemoPeer.Kind peer) {
    return inFolder(name, what, path -> withProcess(LocalName.path(path), peer, path.toString()));
  }

  private interface OnPath {
    DemoTransfer.Result transfer(Path path) throws IOException, InterruptedException;
  }

  /** With a path for a socket, in a folder of its own. */
  private static DemoRow inFolder(String name, String what, OnPath transfer) {
    return new DemoRow(
        name,
        what,
        () -> {
          Path folder = Files.createTempDirectory("ipc-demo");
          try {
            return transfer.transfer(folder.resolve("socket"));
          } finally {
            Files.deleteIfExists(folder);
          }
        });
  }

  private static DemoTransfer.Result betweenThreads(
      ReadableByteChannel in,
      WritableByteChannel out,
      ReadableByteChannel otherIn,
      WritableByteChannel otherOut)
      throws IOException {
    FutureTask<Void> other =
        new FutureTask<>(
            () -> {
              DemoTransfer.follow(otherIn, otherOut);
              return null;
            });
    Thread.ofPlatform().daemon().start(other);
    return DemoTransfer.lead(in, out);
  }

  private static DemoTransfer.Result withProcess(
      LocalName name, DemoPeer.Kind peer, String nameForPeer)
      throws IOException, InterruptedException {
    try (LocalListener<LocalStream> listener = LocalStream.listen(name);
        DemoProcess process = new DemoProcess(peer, nameForPeer);
        LocalStream stream = listener.accept(PATIENCE)) {
      return DemoTransfer.lead(stream, stream);
    }
  }

  DemoTransfer.Result run() throws Exception {
    return transfer.call();
  }
}
