package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Linux.SO_LINGER;
import static dev.interprocess.internal.abi.Linux.SO_RCVBUF;
import static dev.interprocess.internal.abi.Linux.SO_SNDBUF;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.socket.UnixSockets;
import dev.interprocess.unix.UnixSocketOptions;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The options of Unix domain sockets, and how their values are numbers of the system. */
public final class SocketOptions {
  private static final int NO_LINGER = -1;

  private static final Map<SocketOption<?>, Integer> NUMBERS =
      Stream.concat(
              Stream.of(
                  Map.entry(StandardSocketOptions.SO_SNDBUF, SO_SNDBUF),
                  Map.entry(StandardSocketOptions.SO_RCVBUF, SO_RCVBUF),
                  Map.entry(StandardSocketOptions.SO_LINGER, SO_LINGER)),
              UnixSocketOptions.all().stream()
                  .map(option -> Map.entry(option, UnixOption.number(option))))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private SocketOptions() {}

  public static Set<SocketOption<?>> all() {
    return NUMBERS.keySet();
  }

  /** Options that are set before a socket is used, as numbers. */
  static final class Values {
    private final Map<Integer, int[]> values = new LinkedHashMap<>();

    <T> void put(SocketOption<T> option, T value) {
      values.put(number(option), encode(option, value));
    }

    Map<Integer, int[]> map() {
      return values;
    }
  }

  public static <T> T get(int fd, SocketOption<T> option) throws ErrnoException {
    int number = number(option);
    if (option.equals(StandardSocketOptions.SO_LINGER)) {
      int[] linger = UnixSockets.getOption(fd, number, 2);
      return option.type().cast(linger[0] == 0 ? NO_LINGER : linger[1]);
    }
    int value = UnixSockets.getOption(fd, number);
    return option.type().cast(option.type() == Boolean.class ? (Object) (value != 0) : value);
  }

  public static <T> void set(int fd, SocketOption<T> option, T value) throws ErrnoException {
    UnixSockets.setOption(fd, number(option), encode(option, value));
  }

  private static <T> int[] encode(SocketOption<T> option, T value) {
    if (value instanceof Boolean on) {
      return new int[] {on ? 1 : 0};
    }
    int number = (Integer) value;
    if (option.equals(StandardSocketOptions.SO_LINGER)) {
      return new int[] {number < 0 ? 0 : 1, Math.max(0, number)};
    }
    return new int[] {number};
  }

  private static int number(SocketOption<?> option) {
    Integer number = NUMBERS.get(option);
    if (number == null) {
      throw new UnsupportedOperationException("socket option " + option.name());
    }
    return number;
  }
}
