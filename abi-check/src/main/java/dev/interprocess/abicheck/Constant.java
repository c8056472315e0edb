package dev.interprocess.abicheck;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;

/**
 * A constant of an interface.
 *
 * @param bytes how wide its Java type is
 */
record Constant(String name, long value, int bytes) {
  /** All constants of an interface, those that it inherits included. */
  static List<Constant> of(Class<?> abi) {
    return Arrays.stream(abi.getFields()).map(Constant::of).toList();
  }

  private static Constant of(Field field) {
    Object value;
    try {
      value = field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(e);
    }
    return switch (value) {
      case Byte number -> new Constant(field.getName(), number, Byte.BYTES);
      case Short number -> new Constant(field.getName(), number, Short.BYTES);
      case Integer number -> new Constant(field.getName(), number, Integer.BYTES);
      case Long number -> new Constant(field.getName(), number, Long.BYTES);
      default -> throw new IllegalArgumentException(field + " is not an integer");
    };
  }
}
