package dev.interprocess.cli;

import dev.interprocess.Platform;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code ipc demo}: every transport of this system at work. */
final class DemoCommand implements Tool {
  @Override
  public CommandSpec spec() {
    return Specs.command(
            "ipc demo",
            "Moves data through all that this system offers, to a second process where that can be,"
                + " checks what arrived, and measures latency and throughput.")
        .addOption(hidden("--peer", DemoPeer.Kind.class))
        .addOption(hidden("--name", String.class));
  }

  /** For the second process. */
  private static OptionSpec hidden(String name, Class<?> type) {
    return OptionSpec.builder(name).type(type).arity("1").hidden(true).build();
  }

  @Override
  public int run(ParseResult arguments) throws Exception {
    DemoPeer.@Nullable Kind peer = arguments.matchedOptionValue("--peer", null);
    if (peer != null) {
      DemoPeer.run(peer, arguments.matchedOptionValue("--name", ""));
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
    if (Platform.supports(Platform.Feature.NAMED_PIPE)) {
      return List.of(
          DemoRow.unnamedPipe(),
          DemoRow.unnamedPipeToChild(),
          DemoRow.localSocketByNamespace(),
          DemoRow.socketPair(),
          DemoRow.namedPipe(),
          DemoRow.namedPipeMessages(),
          DemoRow.cSignals());
    }
    return List.of(
        DemoRow.unnamedPipe(),
        DemoRow.unnamedPipeToChild(),
        DemoRow.localSocketByPath(),
        DemoRow.localSocketByNamespace(),
        DemoRow.socketPair(),
        DemoRow.jdkChannel(),
        DemoRow.fifo(),
        DemoRow.seqPacket(),
        DemoRow.datagram(),
        DemoRow.descriptors(),
        DemoRow.signals());
  }
}
