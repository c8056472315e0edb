package dev.interprocess.net;

import static java.net.StandardSocketOptions.IP_TOS;
import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.net.StandardSocketOptions.SO_LINGER;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEADDR;
import static java.net.StandardSocketOptions.SO_SNDBUF;
import static java.net.StandardSocketOptions.TCP_NODELAY;

import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All options of TCP, under both of the names that each has; the buffers' alone are real. */
abstract class OptionSocket extends Socket {
  private final TcpOptions options = TcpOptions.ofSocket();

  @SuppressWarnings("NullAway") // null is what Socket takes for a subclass that does all by itself
  OptionSocket() throws SocketException {
    super((SocketImpl) null);
  }

  abstract int bufferSize(SocketOption<Integer> option) throws SocketException;

  abstract void bufferSize(SocketOption<Integer> option, int size) throws SocketException;

  final void checkOpen() throws SocketException {
    if (isClosed()) {
      throw new SocketException("Socket is closed");
    }
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return options.supported();
  }

  @Override
  public <T> T getOption(SocketOption<T> option) throws SocketException {
    boolean size = Buffers.isSize(option);
    checkOpen();
    return size ? TcpOptions.cast(option, bufferSize(sizeOption(option))) : options.get(option);
  }

  @Override
  public <T> Socket setOption(SocketOption<T> option, @Nullable T value) throws SocketException {
    boolean size = Buffers.isSize(option);
    Objects.requireNonNull(value, option.name());
    checkOpen();
    if (size) {
      Buffers.check((Integer) value);
      bufferSize(sizeOption(option), (Integer) value);
    } else {
      options.set(option, value);
    }
    return this;
  }

  private static SocketOption<Integer> sizeOption(SocketOption<?> option) {
    return option.equals(SO_SNDBUF) ? SO_SNDBUF : SO_RCVBUF;
  }

  @Override
  public void setSendBufferSize(int size) throws SocketException {
    Buffers.check(size);
    setOption(SO_SNDBUF, size);
  }

  @Override
  public int getSendBufferSize() throws SocketException {
    return getOption(SO_SNDBUF);
  }

  @Override
  public void setReceiveBufferSize(int size) throws SocketException {
    Buffers.check(size);
    setOption(SO_RCVBUF, size);
  }

  @Override
  public int getReceiveBufferSize() throws SocketException {
    return getOption(SO_RCVBUF);
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    setOption(TCP_NODELAY, on);
  }

  @Override
  public boolean getTcpNoDelay() throws SocketException {
    return getOption(TCP_NODELAY);
  }

  @Override
  public void setKeepAlive(boolean on) throws SocketException {
    setOption(SO_KEEPALIVE, on);
  }

  @Override
  public boolean getKeepAlive() throws SocketException {
    return getOption(SO_KEEPALIVE);
  }

  @Override
  public void setReuseAddress(boolean on) throws SocketException {
    setOption(SO_REUSEADDR, on);
  }

  @Override
  public boolean getReuseAddress() throws SocketException {
    return getOption(SO_REUSEADDR);
  }

  @Override
  public void setTrafficClass(int trafficClass) throws SocketException {
    TcpOptions.checkTrafficClass(trafficClass);
    setOption(IP_TOS, trafficClass);
  }

  @Override
  public int getTrafficClass() throws SocketException {
    return getOption(IP_TOS);
  }

  @Override
  public void setSoLinger(boolean on, int seconds) throws SocketException {
    checkOpen();
    if (on && seconds < 0) {
      throw new IllegalArgumentException("negative linger time: " + seconds);
    }
    setOption(SO_LINGER, on ? seconds : -1);
  }

  @Override
  public int getSoLinger() throws SocketException {
    return getOption(SO_LINGER);
  }

  /** Nothing to choose between. */
  @Override
  public void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {}
}
