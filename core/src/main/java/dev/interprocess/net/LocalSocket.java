package dev.interprocess.net;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.unix.UnixAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A stream as a {@link java.net.Socket}, of which it overrides all: there is no other inside. */
final class LocalSocket extends OptionSocket {
  // The system's buffers, until there is a stream that has some.
  private final Map<SocketOption<Integer>, Integer> sizes = new ConcurrentHashMap<>();
  private final @Nullable LocalName name; // null for one that was born connected

  // Changed under this object's lock.
  private volatile @Nullable Connection connection;
  private boolean connecting;
  private volatile boolean bound;
  private volatile boolean closed;
  private volatile boolean inputShutdown;
  private volatile boolean outputShutdown;
  private volatile int timeout;
  private volatile boolean urgentInline;

  /** What there is from the moment of connecting on, also after the close. */
  private record Connection(
      LocalStream stream,
      InputStream input,
      OutputStream output,
      SocketAddress local,
      SocketAddress remote) {}

  /** A socket that is not connected yet, and what any host and port stand for. */
  LocalSocket(LocalName name) throws SocketException {
    this.name = name;
  }

  private LocalSocket(LocalStream stream, SocketAddress local, SocketAddress remote)
      throws SocketException {
    this.name = null;
    this.timeout = stream.readTimeout().map(LocalSocket::millis).orElse(0);
    this.connection = connection(stream, local, remote);
    this.bound = true;
  }

  /** The stream as a socket that is connected. */
  static LocalSocket of(LocalStream stream) throws IOException {
    if (!stream.isOpen()) {
      throw new SocketException("Socket closed");
    }
    try {
      return new LocalSocket(stream, Addresses.local(stream), Addresses.remote(stream));
    } catch (IOException e) {
      throw SocketErrors.of(e);
    }
  }

  private Connection connection(LocalStream stream, SocketAddress local, SocketAddress remote) {
    return new Connection(
        stream, new SocketInput(this, stream), new SocketOutput(this, stream), local, remote);
  }

  @Override
  public void bind(@Nullable SocketAddress address) throws IOException {
    synchronized (this) {
      checkOpen();
      if (bound) {
        throw new SocketException("Already bound");
      }
      if (address == null
          || address instanceof InetSocketAddress
          || address.equals(UnixAddress.unnamed())) {
        bound = true;
      } else {
        throw new IllegalArgumentException("a socket that connects has no name here: " + address);
      }
    }
  }

  @Override
  public void connect(@Nullable SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public void connect(@Nullable SocketAddress endpoint, int timeout) throws IOException {
    if (endpoint == null || timeout < 0) {
      throw new IllegalArgumentException("connect to " + endpoint + ", timeout " + timeout);
    }
    SocketAddress remote = begin(endpoint);
    try {
      establish(new Connector(remote, sizes).connect(timeout, this::isClosed), remote);
    } catch (IOException e) {
      throw SocketErrors.ofConnect(e);
    } finally {
      if (connection == null) {
        close(); // a socket that failed to connect is of no use any more, says Socket.connect
      }
    }
  }

  private synchronized SocketAddress begin(SocketAddress endpoint) throws SocketException {
    checkOpen();
    if (name == null || connection != null || connecting) {
      throw new SocketException(connecting ? "Connection in progress" : "Already connected");
    }
    SocketAddress remote = Addresses.ours(endpoint, name);
    connecting = true;
    return remote;
  }

  private synchronized void establish(LocalStream stream, SocketAddress remote) throws IOException {
    connecting = false;
    if (closed) {
      stream.close();
      throw new SocketException("Socket closed");
    }
    stream.readTimeout(duration(timeout));
    if (urgentInline) {
      Urgent.setInline(stream, true);
    }
    connection = connection(stream, Addresses.local(stream), remote);
    bound = true;
  }

  @Override
  public void close() {
    Connection closing;
    synchronized (this) {
      closed = true;
      closing = connection;
    }
    if (closing != null) {
      closing.stream.close();
    }
  }

  private Connection connected() throws SocketException {
    checkOpen();
    Connection current = connection;
    if (current == null) {
      throw new SocketException("Socket is not connected");
    }
    return current;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    Connection current = connected();
    if (inputShutdown) {
      throw new SocketException("Socket input is shutdown");
    }
    return current.input;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    Connection current = connected();
    if (outputShutdown) {
      throw new SocketException("Socket output is shutdown");
    }
    return current.output;
  }

  @Override
  public void shutdownInput() throws IOException {
    LocalStream stream = connected().stream;
    synchronized (this) {
      if (inputShutdown) {
        throw new SocketException("Socket input is already shutdown");
      }
      inputShutdown = true;
    }
    try {
      stream.shutdownInput();
    } catch (IOException e) {
      throw SocketErrors.of(e);
    }
  }

  @Override
  public void shutdownOutput() throws IOException {
    LocalStream stream = connected().stream;
    synchronized (this) {
      if (outputShutdown) {
        throw new SocketException("Socket output is already shutdown");
      }
      outputShutdown = true;
    }
    try {
      stream.shutdownOutput();
    } catch (IOException e) {
      throw SocketErrors.of(e);
    }
  }

  @Override
  public void setSoTimeout(int millis) throws SocketException {
    synchronized (this) {
      checkOpen();
      if (millis < 0) {
        throw new IllegalArgumentException("negative timeout: " + millis);
      }
      timeout = millis;
      if (connection != null) {
        connection.stream.readTimeout(duration(millis));
      }
    }
  }

  @Override
  public int getSoTimeout() throws SocketException {
    checkOpen();
    return timeout;
  }

  private static Duration duration(int millis) {
    return millis == 0 ? ChronoUnit.FOREVER.getDuration() : Duration.ofMillis(millis);
  }

  /** 0 means for ever to users of TCP, so a time as short as that becomes their shortest. */
  private static int millis(Duration timeout) {
    return Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
  }

  @Override
  int bufferSize(SocketOption<Integer> option) throws SocketException {
    Connection current = connection;
    if (current != null) {
      return Buffers.size(current.stream, option);
    }
    Integer asked = sizes.get(option);
    return asked != null ? asked : Buffers.usualSize(option);
  }

  @Override
  void bufferSize(SocketOption<Integer> option, int size) throws SocketException {
    Connection current = connection;
    if (current != null) {
      Buffers.size(current.stream, option, size);
    } else {
      sizes.put(option, size);
    }
  }

  @Override
  public void setOOBInline(boolean on) throws SocketException {
    checkOpen();
    synchronized (this) {
      urgentInline = on;
      Connection current = connection;
      if (current != null) {
        Urgent.setInline(current.stream, on);
      }
    }
  }

  @Override
  public boolean getOOBInline() throws SocketException {
    checkOpen();
    return urgentInline;
  }

  @Override
  public void sendUrgentData(int data) throws IOException {
    checkOpen();
    Connection current = connection;
    if (current == null) {
      throw new SocketException("Socket is not connected");
    }
    try {
      Urgent.send(current.stream, data);
    } catch (IOException e) {
      throw SocketErrors.of(e);
    }
  }

  @Override
  public @Nullable InetAddress getInetAddress() {
    return isConnected() ? Addresses.loopback() : null;
  }

  @Override
  public int getPort() {
    return 0;
  }

  @Override
  public InetAddress getLocalAddress() {
    return bound && !isClosed() ? Addresses.loopback() : Addresses.any();
  }

  @Override
  public int getLocalPort() {
    return bound ? 0 : -1;
  }

  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    Connection current = connection;
    return current == null ? null : current.remote;
  }

  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    Connection current = connection;
    if (current != null) {
      return current.local;
    }
    return bound ? UnixAddress.unnamed() : null;
  }

  /** None: a local stream is a channel of its own kind. */
  @Override
  public @Nullable SocketChannel getChannel() {
    return null;
  }

  @Override
  public boolean isConnected() {
    return connection != null;
  }

  @Override
  public boolean isBound() {
    return bound;
  }

  @Override
  public boolean isClosed() {
    Connection current = connection;
    return closed || (current != null && !current.stream.isOpen());
  }

  @Override
  public boolean isInputShutdown() {
    return inputShutdown;
  }

  @Override
  public boolean isOutputShutdown() {
    return outputShutdown;
  }

  @Override
  public String toString() {
    Connection current = connection;
    return "Socket[" + (current == null ? "unconnected" : current.stream) + "]";
  }
}
