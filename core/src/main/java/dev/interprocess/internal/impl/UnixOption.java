package dev.interprocess.internal.impl;

import java.net.SocketOption;

/** An option that the JDK has no constant for. */
public record UnixOption<T>(String name, Class<T> type, int number) implements SocketOption<T> {

  static int number(SocketOption<?> option) {
    return ((UnixOption<?>) option).number;
  }

  @Override
  public String toString() {
    return name;
  }
}
