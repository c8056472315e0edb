package dev.interprocess.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.interprocess.Platform;
import dev.interprocess.cli.SocketOwners.Owner;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code ipc list}: what the kernel's own tables say. */
final class ListCommand implements Tool {
  @Override
  public CommandSpec spec() {
    return Specs.command(
            "ipc list --json",
            "Lists the local sockets of this machine that have a name; on Windows the named pipes.",
            "The process is known for those of this user, and for all to the root.")
        .addOption(Specs.flag("--json", "Print JSON."));
  }

  @Override
  public int run(ParseResult arguments) throws IOException {
    if (Platform.supports(Platform.Feature.NAMED_PIPE)) {
      PipeList.print(arguments.hasMatchedOption("--json"));
      return 0;
    }
    List<UnixSocketTable.Row> rows =
        UnixSocketTable.read().stream()
            .filter(UnixSocketTable.Row::hasName)
            .sorted(Comparator.comparing(UnixSocketTable.Row::endpoint))
            .toList();
    SocketOwners owners = SocketOwners.look();
    if (arguments.hasMatchedOption("--json")) {
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
          row.line(),
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
        out.writeStringField("endpoint", row.endpoint());
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
    System.out.println();
  }
}
