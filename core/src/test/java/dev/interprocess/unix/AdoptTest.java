package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.SocketPair;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.Names;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Descriptors and channels become the types that they are, after a check, and change owners. */
class AdoptTest {
  @TempDir Path folder;

  @Test
  void aStreamGoesOnAndTheDescriptorIsEmpty() throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair()) {
      Descriptor descriptor = Descriptor.duplicateOf(pair.first());
      pair.first().close();
      try (UnixStream adopted = UnixStream.adopt(descriptor)) {
        adopted.write(new byte[] {1});
        assertThat(pair.second().readFully(1)).containsExactly(1);
      }
      assertThat(descriptor.isOpen()).isFalse();
      assertThatThrownBy(descriptor::kind).isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(() -> UnixStream.adopt(descriptor))
          .isInstanceOf(ClosedChannelException.class);
      descriptor.close();
      assertThat(pair.second().read(new byte[1])).isEqualTo(-1);
    }
  }

  @Test
  void aFifoWhoseWritersHaveLeftEnds() throws Exception {
    try (Fifo fifo = Fifo.create(folder.resolve("fifo"));
        PipeReader reader = fifo.openReader()) {
      try (PipeWriter writer = fifo.openWriter()) {
        writer.write(new byte[] {1, 2});
      }
      try (PipeReader adopted = PipeReader.adopt(Descriptor.duplicateOf(reader))) {
        assertThat(adopted.readFully(2)).containsExactly(1, 2);
        assertThat(adopted.read(ByteBuffer.allocate(1), Duration.ofSeconds(20))).isEqualTo(-1);
      }
    }
  }

  @Test
  void aFifosWriterWhoseReaderHasLeftFailsAtTheWrite() throws Exception {
    try (Fifo fifo = Fifo.create(folder.resolve("fifo"))) {
      PipeReader reader = fifo.openReader();
      try (PipeWriter writer = fifo.openWriter()) {
        reader.close();
        try (PipeWriter adopted = PipeWriter.adopt(Descriptor.duplicateOf(writer))) {
          assertThatThrownBy(() -> adopted.write(new byte[1])).hasMessageContaining("EPIPE");
        }
      }
    }
  }

  @Test
  void whatIsSomethingElseStaysTheCallers() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create();
        SocketPair<UnixDatagram> datagrams = UnixDatagram.pair();
        Descriptor reader = Descriptor.duplicateOf(pipe.reader());
        Descriptor datagram = Descriptor.duplicateOf(datagrams.first())) {
      assertThatThrownBy(() -> UnixStream.adopt(reader))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageContaining("it is PIPE, not a Unix stream socket");
      assertThatThrownBy(() -> UnixSeqPacket.adopt(datagram))
          .hasMessageContaining("it is SOCKET, not a Unix seqpacket socket");
      assertThatThrownBy(() -> UnixStream.adoptListener(datagram)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> PidFd.adopt(reader)).hasMessageContaining("it is PIPE, not PIDFD");
      assertThatThrownBy(() -> PipeReader.adopt(datagram))
          .hasMessageContaining("it is SOCKET, not PIPE");
      assertThatThrownBy(() -> PipeWriter.adopt(reader))
          .hasMessageContaining("it is the other end of a pipe");
      assertThat(reader.isOpen()).isTrue();
      assertThat(datagram.isOpen()).isTrue();
    }
  }

  @Test
  void aPipesEndsWorkAndItsOtherHoldersStillBlock() throws Exception {
    int before = OpenFiles.count();
    try (UnnamedPipe pipe = UnnamedPipe.create();
        PipeReader reader = PipeReader.adopt(Descriptor.duplicateOf(pipe.reader()));
        PipeWriter writer = PipeWriter.adopt(Descriptor.duplicateOf(pipe.writer()))) {
      pipe.close();
      writer.write(new byte[] {1, 2});
      assertThat(reader.readFully(2)).containsExactly(1, 2);
      writer.close();
      assertThat(reader.read(new byte[1])).isEqualTo(-1);
    }
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  @Test
  void ofTwoWhoAdoptAtOnceOneGetsIt() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      int before = OpenFiles.count();
      for (int i = 0; i < 100; i++) {
        Descriptor descriptor = Descriptor.duplicateOf(pipe.reader());
        Task<PipeReader> other =
            Task.start(ThreadKind.PLATFORM, () -> PipeReader.adopt(descriptor));
        int owners = 0;
        try (PipeReader reader = PipeReader.adopt(descriptor)) {
          owners += reader.isOpen() ? 1 : 0;
        } catch (ClosedChannelException e) {
          assertThat(descriptor.isOpen()).isFalse();
        }
        try (PipeReader reader = other.get()) {
          owners += reader.isOpen() ? 1 : 0;
        } catch (ClosedChannelException e) {
          assertThat(descriptor.isOpen()).isFalse();
        }
        assertThat(owners).isEqualTo(1);
      }
      assertThat(OpenFiles.count()).isEqualTo(before);
    }
  }

  @Test
  void aFifosReadingEndWaitsForItsFirstWriter() throws Exception {
    try (Fifo fifo = Fifo.create(folder.resolve("fifo"));
        Descriptor opened = Descriptor.open(fifo.path());
        PipeReader reader = PipeReader.adopt(opened)) {
      assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(1), Duration.ofMillis(20)))
          .isInstanceOf(SocketTimeoutException.class);
      try (PipeWriter writer = fifo.openWriter()) {
        writer.write(new byte[] {1});
      }
      assertThat(reader.read(new byte[2])).isEqualTo(1);
      assertThat(reader.read(new byte[2])).isEqualTo(-1);
    }
  }

  @Test
  void aPipeWhoseWritersHaveLeftIsAtItsEnd() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create();
        Descriptor end = Descriptor.duplicateOf(pipe.reader())) {
      pipe.writer().write(new byte[] {1});
      pipe.writer().close();
      try (PipeReader reader = PipeReader.adopt(end)) {
        assertThat(reader.inputStream().readAllBytes()).containsExactly(1);
      }
    }
  }

  @Test
  void aPacketPipeKeepsItsPackets() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.createPackets();
        PipeReader reader = PipeReader.adopt(Descriptor.duplicateOf(pipe.reader()));
        PipeWriter writer = PipeWriter.adopt(Descriptor.duplicateOf(pipe.writer()))) {
      writer.write(new byte[3]);
      writer.write(new byte[2]);
      assertThat(reader.read(new byte[100])).isEqualTo(3);
      assertThat(reader.read(new byte[100])).isEqualTo(2);
    }
  }

  @Test
  void aListenerAccepts() throws Exception {
    UnixAddress address = UnixAddress.path(folder.resolve("socket"));
    try (LocalListener<UnixStream> original = UnixStream.listen(address);
        LocalListener<UnixStream> adopted =
            UnixStream.adoptListener(Descriptor.duplicateOf(original));
        UnixStream client = UnixStream.connect(address);
        UnixStream accepted = adopted.accept()) {
      assertThat(adopted.address()).isEqualTo(address);
      client.write(new byte[] {7});
      assertThat(accepted.readFully(1)).containsExactly(7);
      adopted.close();
      assertThat(address.path().orElseThrow()).exists();
    }
  }

  @Test
  void aPidfdIsThatOfItsProcess() throws Exception {
    Process sleep = new ProcessBuilder("sleep", "60").start();
    try (PidFd original = PidFd.open(sleep.pid());
        SocketPair<UnixStream> pair = UnixStream.pair()) {
      assertThat(original.isAlive()).isTrue();
      try (PidFd adopted = PidFd.adopt(Descriptor.duplicateOf(original))) {
        assertThat(adopted.pid()).isEqualTo(sleep.pid());
        sleep.destroyForcibly().waitFor();
        assertThat(adopted.isAlive()).isFalse();
      }
    } finally {
      sleep.destroyForcibly();
    }
  }

  @Test
  void aChannelOfTheJdkBecomesAStreamWithAllThatOursHave() throws Exception {
    SocketChannel.open(StandardProtocolFamily.UNIX).close(); // the JDK keeps a socket of its own
    int before = OpenFiles.count();
    UnixAddress address = UnixAddress.path(folder.resolve("socket"));
    UnixDomainSocketAddress jdk = UnixDomainSocketAddress.of(folder.resolve("socket"));
    try (LocalListener<UnixStream> listener = UnixStream.listen(address)) {
      SocketChannel channel = SocketChannel.open(jdk);
      channel.setOption(StandardSocketOptions.SO_LINGER, 17);
      try (UnixStream adopted = UnixStream.adopt(channel);
          UnixStream accepted = listener.accept()) {
        assertThat(channel.isOpen()).isFalse();
        assertThat(adopted.getOption(StandardSocketOptions.SO_LINGER)).isEqualTo(17);
        assertThat(adopted.peer().pid()).isEqualTo(ProcessHandle.current().pid());
        accepted.write(new byte[] {1});
        assertThat(adopted.readFully(1)).containsExactly(1);
        adopted.close();
        assertThat(accepted.read(new byte[1])).isEqualTo(-1);
      }
    }
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
  }

  @Test
  void anAcceptedChannelOfTheJdkToo() throws Exception {
    UnixDomainSocketAddress jdk = UnixDomainSocketAddress.of(folder.resolve("socket"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(jdk);
      try (UnixStream client = UnixStream.connect(UnixAddress.path(jdk.getPath()));
          UnixStream adopted = UnixStream.adopt(server.accept())) {
        client.write(new byte[] {5});
        assertThat(adopted.readFully(1)).containsExactly(5);
      }
    }
  }

  @Test
  void channelsThatCantBeAdoptedStayTheCallers() throws Exception {
    UnixAddress address = UnixAddress.path(folder.resolve("socket"));
    UnixDomainSocketAddress jdk = UnixDomainSocketAddress.of(folder.resolve("socket"));
    try (LocalListener<UnixStream> listener = UnixStream.listen(address);
        SocketChannel unconnected = SocketChannel.open(StandardProtocolFamily.UNIX);
        SocketChannel registered = SocketChannel.open(jdk);
        Selector selector = Selector.open()) {
      assertThat(listener.isOpen()).isTrue();
      assertThatThrownBy(() -> UnixStream.adopt(unconnected))
          .isInstanceOf(NotYetConnectedException.class);
      registered.configureBlocking(false).register(selector, SelectionKey.OP_READ);
      assertThatThrownBy(() -> UnixStream.adopt(registered))
          .isInstanceOf(IllegalBlockingModeException.class);
      assertThat(registered.isOpen()).isTrue();
    }
  }

  @Test
  void theNameOfOneThatWasReceivedSaysWhereItCameFrom() throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair();
        Descriptor memory = Descriptor.memory(Names.unique())) {
      pair.first().sendMessage(ByteBuffer.allocate(1), Ancillary.descriptors(memory));
      try (ReceivedMessage message = pair.second().receiveMessage(ByteBuffer.allocate(1))) {
        assertThat(message.descriptors().getFirst().toString())
            .isEqualTo("descriptor received from socket pair");
      }
    }
  }
}
