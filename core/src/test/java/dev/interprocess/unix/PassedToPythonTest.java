package dev.interprocess.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.SocketPair;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.Names;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Peers;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipe, a file, a listener and a socket work where they arrive: in Python, and from there. */
class PassedToPythonTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void eachIsUsedThere() throws Exception {
    String name = Names.unique();
    Path path = Files.writeString(folder.resolve("file"), "first ");
    UnixAddress passed = UnixAddress.abstractName(Names.unique());
    try (LocalListener<UnixStream> way = UnixStream.listen(UnixAddress.abstractName(name));
        UnnamedPipe pipe = UnnamedPipe.create();
        Descriptor file = Descriptor.open(path, StandardOpenOption.APPEND);
        LocalListener<UnixStream> listener = UnixStream.listen(passed);
        SocketPair<UnixStream> pair = UnixStream.pair();
        UnixStream client = UnixStream.connect(passed)) {
      Process python =
          Peers.python(
              """
              s.connect(address(sys.argv[1]))
              data, (pipe, file, listener, sock), flags, sender = socket.recv_fds(s, 9, 9)
              os.write(pipe, b'by the pipe')
              os.write(file, b'by the file')
              client, peer = socket.socket(fileno=listener).accept()
              client.sendall(b'by the listener')
              socket.socket(fileno=sock).sendall(b'by the socket')
              """,
              "@" + name);
      try (UnixStream peer = way.accept(PATIENCE)) {
        peer.sendMessage(
            ByteBuffer.allocate(1),
            Ancillary.descriptors(pipe.writer(), file, listener, pair.first()));
        pair.first().close();
        pipe.writer().close();
        listener.close();
        assertThat(Peers.outputOf(python)).isEmpty();
        assertThat(text(pipe.reader())).isEqualTo("by the pipe");
        assertThat(path).hasContent("first by the file");
        assertThat(new String(client.inputStream().readAllBytes(), UTF_8))
            .isEqualTo("by the listener");
        assertThat(new String(pair.second().inputStream().readAllBytes(), UTF_8))
            .isEqualTo("by the socket");
      }
    }
  }

  private static String text(PipeReader reader) throws Exception {
    return new String(reader.inputStream().readAllBytes(), UTF_8);
  }

  @Test
  void eachIsUsedHere() throws Exception {
    String name = Names.unique();
    Path path = folder.resolve("file");
    String passed = Names.unique();
    int before = OpenFiles.count();
    try (LocalListener<UnixStream> way = UnixStream.listen(UnixAddress.abstractName(name))) {
      Process python =
          Peers.python(
              """
              s.connect(address(sys.argv[1]))
              r, w = os.pipe()
              file = os.open(sys.argv[3], os.O_RDWR | os.O_CREAT, 0o600)
              listener = socket.socket(socket.AF_UNIX)
              listener.bind(address(sys.argv[2]))
              listener.listen()
              one, two = socket.socketpair()
              socket.send_fds(s, [b'x'], [r, w, file, listener.fileno(), one.fileno()])
              for d in (r, w, file): os.close(d)
              listener.close()
              one.close()
              client = socket.socket(socket.AF_UNIX)
              client.connect(address(sys.argv[2]))
              print(client.recv(100).decode(), two.recv(100).decode())
              """,
              "@" + name,
              "@" + passed,
              path.toString());
      try (UnixStream peer = way.accept(PATIENCE);
          ReceivedMessage message = peer.receiveMessage(ByteBuffer.allocate(9), PATIENCE)) {
        List<Descriptor> descriptors = message.takeDescriptors();
        try (PipeReader reader = PipeReader.adopt(descriptors.get(0));
            PipeWriter writer = PipeWriter.adopt(descriptors.get(1));
            SeekableByteChannel file = descriptors.get(2).fileChannel();
            LocalListener<UnixStream> listener = UnixStream.adoptListener(descriptors.get(3));
            UnixStream socket = UnixStream.adopt(descriptors.get(4))) {
          writer.write("by the pipe".getBytes(UTF_8));
          writer.close();
          assertThat(text(reader)).isEqualTo("by the pipe");
          file.write(ByteBuffer.wrap("by the file".getBytes(UTF_8)));
          assertThat(path).hasContent("by the file");
          assertThat(listener.address()).isEqualTo(UnixAddress.abstractName(passed));
          try (UnixStream client = listener.accept(PATIENCE)) {
            client.write("by the listener,".getBytes(UTF_8));
          }
          socket.write("by the socket".getBytes(UTF_8));
        }
      }
      assertThat(Peers.outputOf(python)).isEqualTo("by the listener, by the socket");
    }
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
  }
}
