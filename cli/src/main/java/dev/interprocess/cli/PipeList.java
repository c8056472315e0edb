package dev.interprocess.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;

/**
 * The named pipes of this machine, of which Windows tells the names alone: whoever wants to know
 * more has to connect, which would be a client of theirs.
 */
final class PipeList {
  private static final File PIPES = new File("\\\\.\\pipe\\");

  private PipeList() {}

  static void print(boolean json) throws IOException {
    String[] names = PIPES.list();
    if (names == null) {
      throw new IOException("list " + PIPES + ": this system does not tell its pipes");
    }
    Arrays.sort(names);
    if (json) {
      printJson(names);
    } else {
      Table table = new Table("KIND", "NAME");
      for (String name : names) {
        table.row("pipe", name);
      }
      System.out.print(table);
    }
  }

  private static void printJson(String[] names) throws IOException {
    try (JsonGenerator out = Json.toStandardOutput()) {
      out.writeStartArray();
      for (String name : names) {
        out.writeStartObject();
        out.writeStringField("kind", "pipe");
        out.writeStringField("name", name);
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    System.out.println();
  }
}
