package dev.interprocess.cli;

import dev.interprocess.Access;
import dev.interprocess.ConnectOptions;
import dev.interprocess.Existing;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code ipc relay}: listens on one endpoint and passes its client on to another. */
final class RelayCommand implements Tool, LocalSockets.Connecting, LocalSockets.Listening {
  private @Nullable LongAdder moved;
  private @Nullable Duration timeout;
  private boolean keep;
  private int status; // of the commands

  @Override
  public CommandSpec spec() {
    return Specs.command(
            "ipc relay --keep tcp:localhost:5432 unix:/run/postgresql/.s.PGSQL.5432",
            "Listens on FROM, connects to TO, and moves bytes both ways.",
            "stdio: on either side is standard input and output, exec: those of a command that the",
            "shell runs, for each client anew as TO; fifo: is read as FROM and written as TO.",
            "Messages stay messages between two endpoints that have them.")
        .addPositional(Specs.parameter(0, "FROM", Endpoint.class, "Where clients come from."))
        .addPositional(Specs.parameter(1, "TO", Endpoint.class, "Where they are passed on to."))
        .addOption(Specs.flag("--keep", "Serve many clients, at once."))
        .addOption(
            Specs.flag("--progress", "Show bytes and rate, if standard error is a terminal."))
        .addOption(Notice.option())
        .addOption(
            Specs.option(
                "--timeout",
                "D",
                Duration.class,
                "How long to try when the listener at TO is busy (10s)."));
  }

  @Override
  public int run(ParseResult arguments) throws IOException {
    Notice.prepare(arguments);
    Endpoint from = arguments.matchedPositional(0).getValue();
    Endpoint to = arguments.matchedPositional(1).getValue();
    keep = arguments.hasMatchedOption("--keep");
    timeout = arguments.matchedOptionValue("--timeout", null);
    if (keep && !from.kind().hasClients()) {
      throw Specs.wrongUsage(arguments, "--keep: " + from.kind() + ": has no clients");
    }
    if (arguments.hasMatchedOption("--progress")) {
      moved = new LongAdder();
      try (Progress shown = Progress.of(moved)) {
        relay(from, to);
      }
    } else {
      relay(from, to);
    }
    return keep ? 0 : status;
  }

  private void ended(int commandStatus) {
    status = commandStatus != 0 ? commandStatus : status;
  }

  private void relay(Endpoint from, Endpoint to) throws IOException {
    switch (from.kind()) {
      case STDIO -> exchange(Duplex.stdio(), to);
      case FIFO -> exchange(Fifos.reading(from.name()), to);
      case EXEC -> exchange(Commands.connect(from.name(), this::ended), to);
      case DATAGRAM -> exchange(Datagrams.bound(from, Access.owner(), Existing.FAIL), to);
      case TCP -> relayFromTcp(from, to);
      default -> relayFromLocalSocket(from, to);
    }
  }

  private void relayFromTcp(Endpoint from, Endpoint to) throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      try {
        listener.bind(Tcp.resolve(from.name()));
      } catch (IOException e) {
        throw new IOException("listen " + from + ": " + Messages.of(e), e);
      }
      Notice.say("listening " + Tcp.endpointOf(listener, from));
      do {
        Duplex client = Tcp.of(listener.accept());
        serve(client, to);
      } while (keep);
    }
  }

  private void relayFromLocalSocket(Endpoint from, Endpoint to) throws IOException {
    try (LocalListener<? extends Channel> listener = LocalSockets.listen(from, this)) {
      Exit.onSignal(listener::close);
      Notice.say("listening " + from);
      if (keep) {
        for (Channel client : listener.incoming()) {
          serve(Duplex.of(client), to);
        }
      } else {
        serve(Duplex.of(listener.accept()), to);
      }
    }
  }

  private void serve(Duplex client, Endpoint to) throws IOException {
    if (!keep) {
      exchange(client, to);
      return;
    }
    Thread.startVirtualThread(
        () -> {
          try {
            exchange(client, to);
          } catch (IOException e) {
            System.err.println("ipc: " + Messages.of(e)); // this client's affair only
          }
        });
  }

  private void exchange(Duplex client, Endpoint to) throws IOException {
    try (client;
        Duplex server = open(to)) {
      new Exchange(client, server, moved).run();
    }
  }

  private Duplex open(Endpoint to) throws IOException {
    return switch (to.kind()) {
      case STDIO -> Duplex.stdio();
      case FIFO -> Fifos.writing(to.name());
      case EXEC -> Commands.connect(to.name(), this::ended);
      case DATAGRAM -> Datagrams.connected(to);
      case TCP -> Tcp.connect(to.name());
      default -> Duplex.of(LocalSockets.connect(to, this));
    };
  }

  @Override
  public <A extends SocketAddress, S extends Channel> ConnectOptions<A, S> set(
      ConnectOptions<A, S> options) {
    return timeout != null ? options.timeout(timeout) : options;
  }

  @Override
  public <A extends SocketAddress, S extends Channel> ListenOptions<A, S> set(
      ListenOptions<A, S> options) {
    return options;
  }
}
