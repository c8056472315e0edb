package dev.interprocess.net;

import static java.net.StandardSocketOptions.IP_TOS;
import static java.net.StandardSocketOptions.SO_LINGER;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of TCP, those of this JDK and system whatever they are, which mean nothing here: what
 * each was set to, and until then what it is for TCP.
 */
final class TcpOptions {
  private static final int LONGEST_LINGER = 65_535; // seconds, as the JDK cuts it
  private static final Map<SocketOption<?>, Object> DEFAULTS = new ConcurrentHashMap<>();

  private final Map<SocketOption<?>, Object> values = new ConcurrentHashMap<>();
  private final Set<SocketOption<?>> supported;

  private TcpOptions(Set<SocketOption<?>> supported) {
    this.supported = supported;
  }

  static TcpOptions ofSocket() {
    return new TcpOptions(OfSocket.SUPPORTED);
  }

  static TcpOptions ofServerSocket() {
    return new TcpOptions(OfServerSocket.SUPPORTED);
  }

  Set<SocketOption<?>> supported() {
    return supported;
  }

  <T> T get(SocketOption<T> option) throws SocketException {
    check(option);
    Object value = values.get(option);
    if (value == null) {
      value = DEFAULTS.get(option);
    }
    if (value == null) {
      value = ofNewTcpSocket(option);
      DEFAULTS.put(option, value);
    }
    return cast(option, value);
  }

  <T> void set(SocketOption<T> option, T value) {
    check(option);
    values.put(option, legal(option, cast(option, value)));
  }

  private void check(SocketOption<?> option) {
    if (!supported.contains(Objects.requireNonNull(option))) {
      throw new UnsupportedOperationException("socket option " + option.name());
    }
  }

  /** Asks the system, which has a default of its own for many of them. */
  private static Object ofNewTcpSocket(SocketOption<?> option) throws SocketException {
    try (Socket tcp = new Socket()) {
      return cast(option, tcp.getOption(option));
    } catch (IOException e) {
      throw SocketErrors.ofOption(e);
    }
  }

  static <T> T cast(SocketOption<T> option, @Nullable Object value) {
    return Objects.requireNonNull(option.type().cast(value), option.name());
  }

  private static Object legal(SocketOption<?> option, Object value) {
    if (option.equals(IP_TOS)) {
      checkTrafficClass((int) value);
    }
    return option.equals(SO_LINGER) ? Math.clamp((int) value, -1, LONGEST_LINGER) : value;
  }

  static void checkTrafficClass(int value) {
    if ((value & ~0xFF) != 0) {
      throw new IllegalArgumentException("traffic class not in 0..255: " + value);
    }
  }

  // Neither of these sockets has a descriptor yet.

  private static final class OfSocket {
    static final Set<SocketOption<?>> SUPPORTED = supported();

    private static Set<SocketOption<?>> supported() {
      try (Socket tcp = new Socket()) {
        return Set.copyOf(tcp.supportedOptions());
      } catch (IOException e) {
        throw new AssertionError("close of a socket that is not open", e);
      }
    }
  }

  private static final class OfServerSocket {
    static final Set<SocketOption<?>> SUPPORTED = supported();

    private static Set<SocketOption<?>> supported() {
      try (ServerSocket tcp = new ServerSocket()) {
        return Set.copyOf(tcp.supportedOptions());
      } catch (IOException e) {
        throw new AssertionError("close of a socket that is not open", e);
      }
    }
  }
}
