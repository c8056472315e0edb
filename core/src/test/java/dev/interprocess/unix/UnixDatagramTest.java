package dev.interprocess.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interprocess.Access;
import dev.interprocess.Existing;
import dev.interprocess.MessageTruncatedException;
import dev.interprocess.SocketPair;
import dev.interprocess.support.Names;
import dev.interprocess.support.Peers;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only datagrams have: no connection, addresses of senders, batches. */
class UnixDatagramTest {
  @TempDir Path folder;

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private UnixAddress path(String name) {
    return UnixAddress.path(folder.resolve(name));
  }

  @Test
  void theSendersAddressComesAlongAndAnswersReachIt() throws Exception {
    try (UnixDatagram server = UnixDatagram.bind(path("server"));
        UnixDatagram client = UnixDatagram.bind(path("client"))) {
      client.sendTo(path("server"), text("request"));
      try (ReceivedMessage message = server.receiveMessage(ByteBuffer.allocate(100))) {
        assertThat(message.source()).isEqualTo(path("client"));
        server.sendTo(message.source(), text("answer"));
      }
      assertThat(client.receive().orElseThrow()).asString(UTF_8).isEqualTo("answer");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anUnnamedSenderIsUnnamed() throws Exception {
    try (UnixDatagram server = UnixDatagram.bind(path("server"));
        UnixDatagram client = UnixDatagram.open()) {
      client.sendTo(path("server"), text("x"));
      try (ReceivedMessage message = server.receiveMessage(ByteBuffer.allocate(100))) {
        assertThat(message.source().isUnnamed()).isTrue();
        assertThatThrownBy(() -> server.sendTo(message.source(), text("x")))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  @Test
  void aConnectedOneHearsItsPeerOnly() throws Exception {
    try (UnixDatagram one = UnixDatagram.bind(path("one"));
        UnixDatagram two = UnixDatagram.bind(path("two"));
        UnixDatagram stranger = UnixDatagram.open()) {
      one.connectTo(path("two"));
      assertThatThrownBy(() -> stranger.sendTo(path("one"), text("intruder")))
          .hasMessageContaining("(EPERM)");
      two.sendTo(path("one"), text("friend"));
      assertThat(one.receive().orElseThrow()).asString(UTF_8).isEqualTo("friend");
    }
  }

  @Test
  void anAutoboundOneHasANameThatReachesIt() throws Exception {
    try (UnixDatagram one = UnixDatagram.bind(UnixAddress.autobind());
        UnixDatagram two = UnixDatagram.bind(UnixAddress.autobind())) {
      assertThat(one.localAddress().abstractName().orElseThrow()).hasSize(5);
      assertThat(one.localAddress()).isNotEqualTo(two.localAddress());
      two.sendTo(one.localAddress(), text("hi"));
      assertThat(one.receive().orElseThrow()).asString(UTF_8).isEqualTo("hi");
    }
  }

  @Test
  void theFileHasItsModeAndIsRemoved() throws Exception {
    Path file = folder.resolve("socket");
    try (UnixDatagram socket =
        UnixDatagram.bind(path("socket"), Access.everyone(), Existing.FAIL)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-rw-rw-");
      assertThatThrownBy(() -> UnixDatagram.bind(path("socket")))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("(EADDRINUSE)");
      assertThatThrownBy(
              () -> UnixDatagram.bind(path("socket"), Access.owner(), Existing.REPLACE_STALE))
          .isInstanceOf(BindException.class);
      assertThat(socket.isOpen()).isTrue();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void aStaleFileIsTakenOver() throws Exception {
    Process dead =
        Peers.python(
            """
            d = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            d.bind(sys.argv[1])
            """,
            folder.resolve("stale").toString());
    assertThat(Peers.outputOf(dead)).isEmpty();
    assertThatThrownBy(() -> UnixDatagram.connect(path("stale")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("(ECONNREFUSED)");
    try (UnixDatagram socket =
            UnixDatagram.bind(path("stale"), Access.owner(), Existing.REPLACE_STALE);
        UnixDatagram client = UnixDatagram.connect(path("stale"))) {
      client.send(text("alive"));
      assertThat(socket.receive()).isPresent();
    }
  }

  @Test
  void messagesOfOtherUsersToAnAbstractNameAreDropped() throws Exception {
    String name = Names.unique();
    try (UnixDatagram socket = UnixDatagram.bind(UnixAddress.abstractName(name))) {
      sendAsNobody(name);
      try (UnixDatagram own = UnixDatagram.connect(UnixAddress.abstractName(name))) {
        own.send(text("own"));
      }
      assertThat(socket.peekLength()).isEqualTo(3);
      assertThat(socket.receive().orElseThrow()).asString(UTF_8).isEqualTo("own");
      sendAsNobody(name);
      ByteBuffer[] buffers = {ByteBuffer.allocate(9)};
      socket.receiveTimeout(Duration.ZERO);
      assertThatThrownBy(() -> socket.receiveBatch(buffers))
          .isInstanceOf(SocketTimeoutException.class);
    }
    try (UnixDatagram socket =
        UnixDatagram.bind(
            UnixAddress.abstractName(name),
            Access.everyone().onlyIf(peer -> !peer.isSameUser()),
            Existing.FAIL)) {
      sendAsNobody(name);
      assertThat(socket.receive().orElseThrow()).asString(UTF_8).isEqualTo("nobody's");
    }
  }

  private static void sendAsNobody(String name) throws Exception {
    Process nobody =
        Peers.pythonAsNobody(
            """
            d = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            d.sendto(b"nobody's", address(sys.argv[1]))
            """,
            "@" + name);
    assertThat(Peers.outputOf(nobody)).isEmpty();
  }

  @Test
  void batchesKeepTheirMessagesApart() throws Exception {
    try (SocketPair<UnixDatagram> pair = UnixDatagram.pair()) {
      ByteBuffer[] sent = {text("one"), text(""), text("three")};
      pair.first().sendBatch(sent);
      assertThat(sent[2].hasRemaining()).isFalse();
      ByteBuffer[] buffers = new ByteBuffer[10];
      for (int i = 0; i < buffers.length; i++) {
        buffers[i] = i % 2 == 0 ? ByteBuffer.allocate(10) : ByteBuffer.allocateDirect(10);
      }
      assertThat(pair.second().receiveBatch(buffers)).isEqualTo(3);
      assertThat(UTF_8.decode(buffers[0].flip()).toString()).isEqualTo("one");
      assertThat(buffers[1].position()).isZero();
      assertThat(UTF_8.decode(buffers[2].flip()).toString()).isEqualTo("three");
    }
  }

  @Test
  void aBatchTellsWhatDidNotFit() throws Exception {
    try (SocketPair<UnixDatagram> pair = UnixDatagram.pair()) {
      pair.first().sendBatch(new ByteBuffer[] {text("longer"), text("b")});
      ByteBuffer[] buffers = {ByteBuffer.allocate(2), ByteBuffer.allocate(2)};
      MessageTruncatedException cut =
          catchThrowableOfType(
              MessageTruncatedException.class, () -> pair.second().receiveBatch(buffers));
      assertThat(cut.received()).isEqualTo(2);
      assertThat(cut.lost()).isEqualTo(4);
      assertThat(UTF_8.decode(buffers[1].flip()).toString()).isEqualTo("b");
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aBatchOfThousandWaitsForItsReceiver(ThreadKind kind) throws Exception {
    try (SocketPair<UnixDatagram> pair = UnixDatagram.pair()) {
      ByteBuffer[] many = new ByteBuffer[1000];
      for (int i = 0; i < many.length; i++) {
        many[i] = ByteBuffer.allocate(4).putInt(i).flip();
      }
      Task<Void> send = Task.run(kind, () -> pair.first().sendBatch(many));
      ByteBuffer[] buffers = new ByteBuffer[7];
      for (int next = 0; next < many.length; ) {
        for (int i = 0; i < buffers.length; i++) {
          buffers[i] = ByteBuffer.allocate(4);
        }
        int count = Task.start(kind, () -> pair.second().receiveBatch(buffers)).get();
        for (int i = 0; i < count; i++) {
          assertThat(buffers[i].getInt(0)).isEqualTo(next++);
        }
      }
      send.get();
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void sendingToAFullReceiverWaits(ThreadKind kind) throws Exception {
    try (UnixDatagram server = UnixDatagram.bind(path("server"));
        UnixDatagram client = UnixDatagram.open()) {
      client.sendTimeout(Duration.ZERO);
      int sent = 0;
      try {
        while (true) {
          client.sendTo(path("server"), text("x"));
          sent++;
        }
      } catch (SocketTimeoutException e) {
        assertThat(sent).isPositive();
      }
      client.sendTimeout(Duration.ofSeconds(20));
      Task<Void> waiting =
          Task.run(kind, () -> client.sendTo(path("server"), text("last"))).awaitWaiting();
      for (int i = 0; i < sent; i++) {
        server.receive();
      }
      waiting.get();
      assertThat(server.receive().orElseThrow()).asString(UTF_8).isEqualTo("last");
      while (true) {
        try {
          client.sendTimeout(Duration.ZERO);
          client.sendTo(path("server"), text("x"));
        } catch (SocketTimeoutException e) {
          break;
        }
      }
      client.sendTimeout(Duration.ofSeconds(20));
      Task<Void> closed =
          Task.run(kind, () -> client.sendTo(path("server"), text("last"))).awaitWaiting();
      client.close();
      assertThat(closed.failure()).isInstanceOf(AsynchronousCloseException.class);
    }
  }

  @Test
  void whoIsThereIsKnownOfPairsAlone() throws Exception {
    try (UnixDatagram server = UnixDatagram.bind(path("server"));
        UnixDatagram client = UnixDatagram.connect(path("server"));
        UnixDatagram unconnected = UnixDatagram.open();
        SocketPair<UnixDatagram> pair = UnixDatagram.pair()) {
      for (UnixDatagram socket : new UnixDatagram[] {server, client, unconnected}) {
        assertThatThrownBy(socket::peer).hasMessageContaining("(ENOTCONN)");
        assertThatThrownBy(socket::peerPidFd).hasMessageContaining("(ENOTCONN)");
      }
      assertThatThrownBy(unconnected::remoteAddress).hasMessageContaining("(ENOTCONN)");
      for (UnixDatagram socket : new UnixDatagram[] {pair.first(), pair.second()}) {
        assertThat(socket.peer().pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(socket.peer().isSameUser()).isTrue();
      }
    }
  }

  @Test
  void nobodyThereIsToldAtOnce() throws Exception {
    try (UnixDatagram client = UnixDatagram.open()) {
      assertThatThrownBy(() -> client.sendTo(path("nothing"), text("x")))
          .isInstanceOf(NoSuchFileException.class)
          .hasMessage("send " + path("nothing") + ": No such file or directory (ENOENT)");
      assertThatThrownBy(() -> client.sendTo(UnixAddress.abstractName(Names.unique()), text("x")))
          .isInstanceOf(ConnectException.class);
      assertThatThrownBy(() -> client.send(text("x"))).hasMessageContaining("(ENOTCONN)");
    }
  }

  @Test
  void aPathThatNoAddressHoldsIsSentToAsWell() throws Exception {
    Path deep = folder;
    for (int i = 0; i < 5; i++) {
      deep = Files.createDirectory(deep.resolve("abcdefghijklmnopqrstuvwxyz"));
    }
    UnixAddress address = UnixAddress.path(deep.resolve("socket"));
    try (UnixDatagram socket = UnixDatagram.bind(address);
        UnixDatagram sender = UnixDatagram.open()) {
      assertThat(socket.localAddress()).isEqualTo(address);
      sender.sendTo(address, ByteBuffer.allocate(3));
      assertThat(socket.receive().orElseThrow()).hasSize(3);
      sender.sendToAsync(address, ByteBuffer.allocate(4)).get();
      assertThat(socket.receive().orElseThrow()).hasSize(4);
    }
  }

  @Test
  void anInterruptAmidABatchLosesNothing() throws Exception {
    UnixAddress address = UnixAddress.abstractName(Names.unique());
    try (UnixDatagram socket = UnixDatagram.bind(address);
        UnixDatagram sender = UnixDatagram.connect(address)) {
      sender.send(ByteBuffer.allocate(5));
      ByteBuffer[] buffers = {ByteBuffer.allocate(10), ByteBuffer.allocate(10)};
      Thread.currentThread().interrupt();
      int count = socket.receiveBatch(buffers);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(count).isOne();
      assertThat(buffers[0].position()).isEqualTo(5);
    }
  }

  @Test
  void messagesNameThePeerThatItIsConnectedTo() throws Exception {
    UnixAddress address = UnixAddress.abstractName(Names.unique());
    try (UnixDatagram sender = UnixDatagram.open()) {
      try (UnixDatagram _ = UnixDatagram.bind(address)) {
        sender.connectTo(address);
      }
      assertThatThrownBy(() -> sender.send(ByteBuffer.allocate(1)))
          .hasMessage("send datagram socket to " + address + ": Connection refused (ECONNREFUSED)");
    }
  }
}
