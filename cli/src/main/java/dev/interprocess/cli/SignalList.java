package dev.interprocess.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.util.Locale;

/** The signals of this system, as {@code ipc signal list} prints them. */
final class SignalList {
  private SignalList() {}

  static void print(boolean json) throws IOException {
    if (json) {
      printJson();
    } else {
      printTable();
    }
  }

  private static void printTable() {
    Table table = new Table("NUMBER", "NAME", "TEXT", "DEFAULT", "JVM");
    for (Signal signal : Signal.all()) {
      table.row(
          signal.number(),
          signal.name(),
          signal.description(),
          action(signal),
          signal.usedByJvm() ? "uses it" : "");
    }
    System.out.print(table);
  }

  private static void printJson() throws IOException {
    try (JsonGenerator out = Json.toStandardOutput()) {
      out.writeStartArray();
      for (Signal signal : Signal.all()) {
        out.writeStartObject();
        out.writeNumberField("number", signal.number());
        out.writeStringField("name", signal.name());
        out.writeStringField("text", signal.description());
        out.writeStringField("default", action(signal));
        out.writeBooleanField("usedByJvm", signal.usedByJvm());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    System.out.println();
  }

  private static String action(Signal signal) {
    return signal.defaultAction().name().toLowerCase(Locale.ROOT);
  }
}
