package dev.interprocess.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.Passable;
import dev.interprocess.PipeReader;
import dev.interprocess.SocketPair;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.OpenFiles;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors that go along with messages, by every type of socket. */
class PassDescriptorsTest {
  enum Type {
    STREAM,
    SEQPACKET,
    DATAGRAM;

    SocketPair<? extends UnixSocket> pair() throws Exception {
      return switch (this) {
        case STREAM -> UnixStream.pair();
        case SEQPACKET -> UnixSeqPacket.pair();
        case DATAGRAM -> UnixDatagram.pair();
      };
    }
  }

  private static ByteBuffer one() {
    return ByteBuffer.wrap(new byte[] {1});
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void eachArrivesAndIsWhatItWas(Type type) throws Exception {
    try (SocketPair<? extends UnixSocket> pair = type.pair();
        UnnamedPipe pipe = UnnamedPipe.create();
        Descriptor memory = Descriptor.memory("test")) {
      pair.first()
          .sendMessage(
              one(),
              Ancillary.descriptors(pipe.reader(), memory),
              Ancillary.descriptors(pair.first()));
      ByteBuffer buffer = ByteBuffer.allocate(10);
      try (ReceivedMessage message = pair.second().receiveMessage(buffer)) {
        assertThat(message.length()).isEqualTo(1);
        assertThat(message.ancillaryTruncated()).isFalse();
        List<Descriptor> descriptors = message.descriptors();
        assertThat(descriptors).hasSize(3);
        assertThat(descriptors.get(0).kind()).isEqualTo(Descriptor.Kind.PIPE);
        assertThat(descriptors.get(1).kind()).isEqualTo(Descriptor.Kind.MEMORY);
        assertThat(descriptors.get(2).kind()).isEqualTo(Descriptor.Kind.SOCKET);
        pipe.writer().write("through".getBytes(UTF_8));
        try (PipeReader reader = PipeReader.adopt(descriptors.get(0))) {
          assertThat(reader.readFully(7)).asString(UTF_8).isEqualTo("through");
        }
        assertThat(descriptors.get(0).isOpen()).isFalse();
      }
      assertThat(buffer.position()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void areClosedOnExecAtBirth(Type type) throws Exception {
    try (SocketPair<? extends UnixSocket> pair = type.pair();
        Descriptor memory = Descriptor.memory("exec-test")) {
      pair.first().sendMessage(one(), Ancillary.descriptors(memory));
      try (ReceivedMessage message = pair.second().receiveMessage(ByteBuffer.allocate(1))) {
        assertThat(message.descriptors()).hasSize(1);
        Process child = new ProcessBuilder("ls", "-l", "/proc/self/fd").start();
        assertThat(new String(child.getInputStream().readAllBytes(), UTF_8))
            .doesNotContain("exec-test");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void noneLeaksWhateverIsDoneWithTheMessage(Type type) throws Exception {
    try (SocketPair<? extends UnixSocket> pair = type.pair();
        UnnamedPipe pipe = UnnamedPipe.create()) {
      int before = OpenFiles.count();
      Passable[] many = Collections.nCopies(253, pipe.reader()).toArray(new Passable[0]);
      for (int round = 0; round < 10; round++) {
        pair.first().sendMessage(one(), Ancillary.descriptors(many));
        try (ReceivedMessage closed = pair.second().receiveMessage(ByteBuffer.allocate(1))) {
          assertThat(closed.descriptors()).hasSize(253);
        }
        pair.first().sendMessage(one(), Ancillary.descriptors(many));
        try (ReceivedMessage taken = pair.second().receiveMessage(ByteBuffer.allocate(1))) {
          taken.takeDescriptors().forEach(Descriptor::close);
          assertThat(taken.descriptors()).isEmpty();
        }
        pair.first().sendMessage(one(), Ancillary.descriptors(many));
        receivePlainly(pair.second());
        assertThat(OpenFiles.count()).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void noneLeaksWhenTheBuffersMemoryIsGone(Type type) throws Exception {
    try (SocketPair<? extends UnixSocket> pair = type.pair();
        UnnamedPipe pipe = UnnamedPipe.create()) {
      int before = OpenFiles.count();
      ByteBuffer gone;
      try (Arena arena = Arena.ofConfined()) {
        gone = arena.allocate(10).asByteBuffer();
      }
      pair.first().sendMessage(one(), Ancillary.descriptors(pipe.reader(), pipe.writer()));
      assertThatThrownBy(() -> pair.second().receiveMessage(gone))
          .isInstanceOf(IllegalStateException.class);
      assertThat(OpenFiles.count()).isEqualTo(before);
    }
  }

  /** What asks for bytes alone gets no descriptor. */
  private static void receivePlainly(UnixSocket socket) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(1);
    int length =
        switch (socket) {
          case UnixStream stream -> stream.read(buffer);
          case UnixSeqPacket channel -> channel.receive(buffer);
          case UnixDatagram channel -> channel.receive(buffer);
        };
    assertThat(length).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void moreThanTheLimitAreClosedAndTold(Type type) throws Exception {
    try (SocketPair<? extends UnixSocket> pair = type.pair();
        UnnamedPipe pipe = UnnamedPipe.create()) {
      int before = OpenFiles.count();
      pair.second().descriptorLimit(1);
      pair.first().sendMessage(one(), Ancillary.descriptors(pipe.reader(), pipe.writer()));
      try (ReceivedMessage message = pair.second().receiveMessage(ByteBuffer.allocate(1))) {
        assertThat(message.descriptors()).hasSize(1);
        assertThat(message.ancillaryTruncated()).isTrue();
        assertThat(OpenFiles.count()).isEqualTo(before + 1);
      }
      assertThat(OpenFiles.count()).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void noneAtAllIsNothing(Type type) throws Exception {
    try (SocketPair<? extends UnixSocket> pair = type.pair()) {
      pair.first().sendMessage(one(), Ancillary.descriptors());
      pair.first().sendMessage(one());
      for (int i = 0; i < 2; i++) {
        try (ReceivedMessage message = pair.second().receiveMessage(ByteBuffer.allocate(1))) {
          assertThat(message.length()).isEqualTo(1);
          assertThat(message.descriptors()).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void oneThatIsClosedFailsAndNothingIsSent(Type type) throws Exception {
    try (SocketPair<? extends UnixSocket> pair = type.pair();
        UnnamedPipe pipe = UnnamedPipe.create()) {
      pipe.writer().close();
      assertThatThrownBy(
              () ->
                  pair.first()
                      .sendMessage(one(), Ancillary.descriptors(pipe.reader(), pipe.writer())))
          .isInstanceOf(ClosedChannelException.class);
      pair.first().sendMessage(ByteBuffer.wrap(new byte[] {2}));
      ByteBuffer buffer = ByteBuffer.allocate(10);
      pair.second().receiveMessage(buffer).close();
      assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {2}));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {254, 1000})
  void tooManyAreRefusedBeforeTheyAreSent(int count) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      Passable[] many = Collections.nCopies(count, pipe.reader()).toArray(new Passable[0]);
      assertThatThrownBy(() -> Ancillary.descriptors(many))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(count + " descriptors, more than the 253 that a message holds");
    }
  }
}
