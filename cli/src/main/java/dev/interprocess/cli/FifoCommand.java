package dev.interprocess.cli;

import dev.interprocess.Access;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.unix.Fifo;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code ipc fifo}: FIFO files. */
final class FifoCommand implements Tool {
  private enum Action {
    CREATE,
    READ,
    WRITE
  }

  @Override
  public CommandSpec spec() {
    return Specs.command(
            "ipc fifo create --mode 0640 /run/app/commands",
            "Makes a FIFO file, reads from one, or writes to one.",
            "Reading prints what comes until the last writer has left; writing sends standard input",
            "as soon as there is a reader. What is not a FIFO is refused.")
        .addPositional(Specs.parameter(0, "create|read|write", Action.class, "What to do with it."))
        .addPositional(Specs.parameter(1, "PATH", String.class, "Where it is."))
        .addOption(Notice.option())
        .addOption(
            Specs.option(
                "--mode", "MODE", String.class, "Who may open it, as an octal mode (0600)."));
  }

  @Override
  public int run(ParseResult arguments) throws IOException {
    Notice.prepare(arguments);
    Action action = arguments.matchedPositional(0).getValue();
    Path path = Path.of(arguments.matchedPositional(1).<String>getValue());
    @Nullable Access mode = Specs.mode(arguments);
    if (mode != null && action != Action.CREATE) {
      throw Specs.wrongUsage(arguments, "--mode goes with create");
    }
    switch (action) {
      case CREATE -> create(path, mode == null ? Access.owner() : mode);
      case READ -> read(path);
      case WRITE -> write(path);
    }
    return 0;
  }

  private static void create(Path path, Access access) throws IOException {
    try (Fifo fifo = Fifo.create(path, access).removeOnClose(false)) {
      Notice.say("created " + fifo);
    }
  }

  private static void read(Path path) throws IOException {
    try (Fifo fifo = Fifo.existing(path);
        PipeReader reader = fifo.openReader()) {
      Notice.say("reading " + fifo);
      Exchange.copy(reader, Duplex.stdio().out());
    }
  }

  private static void write(Path path) throws IOException {
    try (Fifo fifo = Fifo.existing(path);
        PipeWriter writer = fifo.openWriter()) {
      Notice.say("writing " + fifo);
      Exchange.copy(Duplex.stdio().in(), writer);
    }
  }
}
