package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.support.Names;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connect that has to wait, as there is no room for one more client, and how the wait ends. */
@OnWindowsToo
class SocketBusyListenerTest {
  private final LocalName name = Names.namespaced();
  private LocalListener<LocalStream> listener;
  private LocalStream early;

  @BeforeEach
  void fill() throws Exception {
    listener = LocalStream.listenOptions().backlog(0).listen(name);
    early = LocalStream.connect(name);
  }

  @AfterEach
  void close() {
    early.close();
    listener.close();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void byItsTimeout(ThreadKind kind) throws Exception {
    int before = OpenFiles.count();
    Socket socket = new LocalSocketFactory(name).createSocket();
    Exception failure = Task.run(kind, () -> socket.connect(name, 120)).failure();
    assertThat(failure).isExactlyInstanceOf(SocketTimeoutException.class);
    assertThat(socket.isClosed()).isTrue();
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void byAClose(ThreadKind kind) throws Exception {
    int before = OpenFiles.count();
    Socket socket = new LocalSocketFactory(name).createSocket();
    Task<Void> connect = Task.run(kind, () -> socket.connect(name)).awaitWaiting();
    socket.close();
    assertThat(connect.failure()).isExactlyInstanceOf(SocketException.class);
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void byAnInterrupt(ThreadKind kind) throws Exception {
    Socket socket = new LocalSocketFactory(name).createSocket();
    Task<Void> connect = Task.run(kind, () -> socket.connect(name)).awaitWaiting();
    connect.thread().interrupt();
    assertThat(connect.failure()).isExactlyInstanceOf(InterruptedIOException.class);
    assertThat(socket.isClosed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void byRoomAtLast(ThreadKind kind) throws Exception {
    try (Socket socket = new LocalSocketFactory(name).createSocket()) {
      Task<Void> connect = Task.run(kind, () -> socket.connect(name)).awaitWaiting();
      Thread.sleep(120); // longer than one slice of the time
      listener.accept().close();
      connect.get();
      assertThat(socket.isConnected()).isTrue();
    }
  }
}
