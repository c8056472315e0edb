package dev.interprocess.net;

import static java.net.StandardSocketOptions.IP_TOS;
import static java.net.StandardSocketOptions.SO_KEEPALIVE;
import static java.net.StandardSocketOptions.SO_LINGER;
import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEADDR;
import static java.net.StandardSocketOptions.SO_REUSEPORT;
import static java.net.StandardSocketOptions.SO_SNDBUF;
import static java.net.StandardSocketOptions.TCP_NODELAY;

import java.net.SocketOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The options that only TCP has: what they are set to, from the defaults that TCP has on. */
final class TcpOptions {
  private static final int LONGEST_LINGER = 65_535; // seconds, as the JDK cuts it

  private final Map<SocketOption<?>, Object> values =
      new ConcurrentHashMap<>(
          Map.of(
              TCP_NODELAY, false,
              SO_KEEPALIVE, false,
              SO_REUSEADDR, false,
              SO_REUSEPORT, false,
              IP_TOS, 0,
              SO_LINGER, -1));

  Set<SocketOption<?>> withBuffers() {
    Set<SocketOption<?>> all = new HashSet<>(values.keySet());
    all.add(SO_SNDBUF);
    all.add(SO_RCVBUF);
    return Set.copyOf(all);
  }

  <T> T get(SocketOption<T> option) {
    return cast(option, values.get(known(option)));
  }

  <T> void set(SocketOption<T> option, T value) {
    values.put(known(option), legal(option, cast(option, value)));
  }

  private SocketOption<?> known(SocketOption<?> option) {
    if (!values.containsKey(option)) {
      throw unknown(option);
    }
    return option;
  }

  static void checkTrafficClass(int value) {
    if ((value & ~0xFF) != 0) {
      throw new IllegalArgumentException("traffic class not in 0..255: " + value);
    }
  }

  static UnsupportedOperationException unknown(SocketOption<?> option) {
    return new UnsupportedOperationException("socket option " + option.name());
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
}
