package dev.interprocess.internal.impl;

import java.net.SocketOption;
import java.util.HashMap;
import java.util.Map;

/** An option of a named pipe. */
public record PipeOption<T>(String name, Class<T> type) implements SocketOption<T> {

  @Override
  public String toString() {
    return name;
  }

  /** Options that were set. */
  static final class Values {
    private final Map<SocketOption<?>, Object> values = new HashMap<>();

    <T> void put(SocketOption<T> option, T value) {
      if (!(option instanceof PipeOption<?>)) {
        throw new UnsupportedOperationException("option " + option.name() + " of a named pipe");
      }
      values.put(option, option.type().cast(value));
    }

    <T> T get(SocketOption<T> option, T unlessSet) {
      Object value = values.get(option);
      return value == null ? unlessSet : option.type().cast(value);
    }
  }
}
