package dev.interprocess.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.interprocess.cli.SocketOwners.Owner;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ipc list}: what the kernel's own tables say. */
@Command(
    name = "list",
    description = {
      "Lists the local sockets of this machine that have a name.",
      "The process is known for those of this user, and for all to the root."
    },
    footer = {"", "Example: ipc list --json"})
final class ListCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    List<UnixSocketTable.Row> rows =
        UnixSocketTable.read().stream()
            .filter(row -> !row.name().isEmpty())
            .sorted(Comparator.comparing(UnixSocketTable.Row::endpoint))
            .toList();
    SocketOwners owners = SocketOwners.look();
    if (json) {
      printJson(rows, owners);
    } else {
      printTable(rows, owners);
    }
    return 0;
  }

  private static void printTable(List<UnixSocketTable.Row> rows, SocketOwners owners) {
    Table table = new Table("KIND", "NAME", "STATE", "OWNER", "PROCESS");
    for (UnixSocketTable.Row row : rows) {
      Owner owner = owners.of(row.inode());
      table.row(
          row.kind(),
          row.name(),
          row.state(),
          owner == null ? "" : owner.user(),
          owner == null ? "" : owner.pid() + " " + owner.program());
    }
    System.out.print(table);
  }

  private static void printJson(List<UnixSocketTable.Row> rows, SocketOwners owners)
      throws IOException {
    try (JsonGenerator out = Json.toStandardOutput()) {
      out.writeStartArray();
      for (UnixSocketTable.Row row : rows) {
        Owner owner = owners.of(row.inode());
        out.writeStartObject();
        out.writeStringField("kind", row.kind());
        out.writeStringField("name", row.name());
        out.writeBooleanField("abstract", row.isAbstract());
        out.writeStringField("state", row.state());
        if (owner != null) {
          out.writeStringField("owner", owner.user());
          out.writeNumberField("pid", owner.pid());
          out.writeStringField("program", owner.program());
        }
        out.writeEndObject();
      }
      out.writeEndArray();
    }
  }
}
