package dev.interprocess.net;

import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEADDR;

import dev.interprocess.Existing;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.Platform;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A listener as a {@link ServerSocket}, of which it overrides all that a user can call. */
final class LocalServerSocket extends ServerSocket {
  private final @Nullable LocalName name; // null for one that was born bound
  private final TcpOptions options = TcpOptions.ofServerSocket();

  // Changed under this object's lock.
  private volatile @Nullable LocalListener<? extends LocalStream> listener;
  private volatile boolean closed;

  // As the JDK sets it for TCP.
  private volatile boolean reuse = !Platform.supports(Platform.Feature.NAMED_PIPE);
  private volatile int timeout;
  private volatile int receiveBuffer; // 0 unless set

  /** A socket that does not listen yet, and what any port stands for. */
  LocalServerSocket(LocalName name) throws IOException {
    this.name = name;
  }

  private LocalServerSocket(LocalListener<? extends LocalStream> listener) throws IOException {
    this.name = null;
    this.listener = Objects.requireNonNull(listener);
  }

  static LocalServerSocket of(LocalListener<? extends LocalStream> listener) throws IOException {
    return new LocalServerSocket(listener);
  }

  @Override
  public void bind(@Nullable SocketAddress endpoint) throws IOException {
    bind(endpoint, 0);
  }

  @Override
  public synchronized void bind(@Nullable SocketAddress endpoint, int backlog) throws IOException {
    checkOpen();
    if (name == null || listener != null) {
      throw new SocketException("Already bound");
    }
    SocketAddress address = Addresses.ours(endpoint, name);
    try {
      listener =
          switch (address) {
            case UnixAddress unix -> with(UnixStream.listenOptions(), backlog).listen(unix);
            case NamedPipeAddress pipe ->
                with(NamedPipeStream.listenOptions(), backlog).listen(pipe);
            default -> with(LocalStream.listenOptions(), backlog).listen((LocalName) address);
          };
    } catch (IOException e) {
      throw SocketErrors.of(e);
    }
  }

  private <A extends SocketAddress, S extends LocalStream> ListenOptions<A, S> with(
      ListenOptions<A, S> options, int backlog) {
    options.existing(reuse ? Existing.REPLACE_STALE : Existing.FAIL);
    return backlog > 0 ? options.backlog(backlog) : options;
  }

  @Override
  public Socket accept() throws IOException {
    checkOpen();
    LocalListener<? extends LocalStream> current = listener;
    if (current == null) {
      throw new SocketException("Socket is not bound yet");
    }
    try {
      int limit = timeout;
      LocalStream client = limit == 0 ? current.accept() : current.accept(Duration.ofMillis(limit));
      Socket socket = LocalSocket.of(client);
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
      }
      return socket;
    } catch (IOException e) {
      throw SocketErrors.of(e);
    }
  }

  @Override
  public void close() {
    LocalListener<? extends LocalStream> closing;
    synchronized (this) {
      closed = true;
      closing = listener;
    }
    if (closing != null) {
      closing.close();
    }
  }

  private void checkOpen() throws SocketException {
    if (isClosed()) {
      throw new SocketException("Socket is closed");
    }
  }

  @Override
  public @Nullable InetAddress getInetAddress() {
    return isBound() ? Addresses.loopback() : null;
  }

  @Override
  public int getLocalPort() {
    return isBound() ? 0 : -1;
  }

  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    LocalListener<? extends LocalStream> current = listener;
    return current == null ? null : current.address();
  }

  /** None: a listener is a channel of its own kind. */
  @Override
  public @Nullable ServerSocketChannel getChannel() {
    return null;
  }

  @Override
  public boolean isBound() {
    return listener != null;
  }

  @Override
  public boolean isClosed() {
    LocalListener<? extends LocalStream> current = listener;
    return closed || (current != null && !current.isOpen());
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    checkOpen();
    if (millis < 0) {
      throw new IllegalArgumentException("negative timeout: " + millis);
    }
    timeout = millis;
  }

  @Override
  public int getSoTimeout() throws IOException {
    checkOpen();
    return timeout;
  }

  @Override
  public void setReuseAddress(boolean on) throws SocketException {
    checkOpen();
    reuse = on;
  }

  @Override
  public boolean getReuseAddress() throws SocketException {
    checkOpen();
    return reuse;
  }

  @Override
  public void setReceiveBufferSize(int size) throws SocketException {
    Buffers.check(size);
    checkOpen();
    receiveBuffer = size;
  }

  @Override
  public int getReceiveBufferSize() throws SocketException {
    checkOpen();
    return receiveBuffer > 0 ? receiveBuffer : Buffers.usualSize(SO_RCVBUF);
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return options.supported();
  }

  @Override
  public <T> T getOption(SocketOption<T> option) throws IOException {
    Objects.requireNonNull(option);
    checkOpen();
    if (option.equals(SO_RCVBUF)) {
      return TcpOptions.cast(option, getReceiveBufferSize());
    }
    return option.equals(SO_REUSEADDR) ? TcpOptions.cast(option, reuse) : options.get(option);
  }

  @Override
  public <T> ServerSocket setOption(SocketOption<T> option, @Nullable T value) throws IOException {
    Objects.requireNonNull(value, option.name());
    checkOpen();
    if (option.equals(SO_RCVBUF)) {
      setReceiveBufferSize((Integer) value);
    } else if (option.equals(SO_REUSEADDR)) {
      setReuseAddress((Boolean) value);
    } else {
      options.set(option, value);
    }
    return this;
  }

  /** Nothing to choose between. */
  @Override
  public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {}

  @Override
  public String toString() {
    LocalListener<? extends LocalStream> current = listener;
    return "ServerSocket[" + (current == null ? "unbound" : current) + "]";
  }
}
