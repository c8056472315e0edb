package dev.interprocess.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code ipc demo}: every transport of this system at work. */
@Command(
    name = "demo",
    description = {
      "Moves data through every transport that this system offers, to a second process where the",
      "transport allows, checks what arrived, and measures latency and throughput."
    },
    footer = {"", "Example: ipc demo"})
final class DemoCommand implements Callable<Integer> {
  @Option(names = "--peer", hidden = true, description = "Be the second process of this row.")
  DemoPeer.@Nullable Kind peer;

  @Option(names = "--name", hidden = true, description = "The name to connect to.")
  String name = "";

  @Override
  public Integer call() throws Exception {
    if (peer != null) {
      DemoPeer.run(peer, name);
      return ExitCode.OK;
    }
    Table table = new Table("ROW", "WHAT WAS DONE", "RESULT", "LATENCY", "THROUGHPUT");
    boolean failed = false;
    for (DemoRow row : rows()) {
      DemoTransfer.Result result;
      try {
        result = row.run();
      } catch (IOException | InterruptedException e) {
        failed = true;
        table.row(row.name(), row.what(), Messages.of(e), "", "");
        continue;
      }
      failed |= !result.intact();
      table.row(
          row.name(),
          row.what(),
          result.intact() ? "ok" : "digests differ",
          result.latency(),
          result.throughput());
    }
    System.out.print(table);
    return failed ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private static List<DemoRow> rows() {
    return List.of(
        DemoRow.unnamedPipe(),
        DemoRow.localSocketByPath(),
        DemoRow.localSocketByNamespace(),
        DemoRow.socketPair(),
        DemoRow.jdkChannel());
  }
}
