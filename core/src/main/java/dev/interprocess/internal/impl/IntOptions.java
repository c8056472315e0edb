package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Linux.SO_RCVBUF;
import static dev.interprocess.internal.abi.Linux.SO_SNDBUF;

import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The socket options whose value is a number, and those that are set before a socket is used. */
public final class IntOptions {
  private static final Map<SocketOption<Integer>, Integer> NUMBERS =
      Map.of(
          StandardSocketOptions.SO_SNDBUF, SO_SNDBUF, StandardSocketOptions.SO_RCVBUF, SO_RCVBUF);

  private final Map<Integer, Integer> values = new LinkedHashMap<>();

  <T> void put(SocketOption<T> option, T value) {
    values.put(number(option), (Integer) value);
  }

  Map<Integer, Integer> values() {
    return values;
  }

  public static Set<SocketOption<Integer>> all() {
    return NUMBERS.keySet();
  }

  /** The number that the system has for the option. */
  public static int number(SocketOption<?> option) {
    Integer number = NUMBERS.get(option);
    if (number == null) {
      throw new UnsupportedOperationException("socket option " + option.name());
    }
    return number;
  }
}
