package dev.interprocess.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An enum on the command line: its constants in lower case, in errors and completions too. */
record Words(Class<?> type) implements ITypeConverter<Object>, Iterable<String> {
  private List<String> all() {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
        .toList();
  }

  @Override
  public Object convert(String text) {
    int index = all().indexOf(text);
    if (index < 0) {
      throw new TypeConversionException("'" + text + "' is none of " + String.join(", ", all()));
    }
    return type.getEnumConstants()[index];
  }

  @Override
  public Iterator<String> iterator() {
    return all().iterator();
  }
}
