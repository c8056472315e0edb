package dev.interprocess.cli;

import dev.interprocess.ConnectOptions;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code ipc relay}: listens on one endpoint and passes its client on to another. */
final class RelayCommand implements Tool, LocalSockets.Connecting, LocalSockets.Listening {
  private final LongAdder moved = new LongAdder();
  private @Nullable Duration timeout;
  private boolean keep;

  @Override
  public CommandSpec spec() {
    return Specs.command(
            "ipc relay --keep tcp:localhost:5432 unix:/run/postgresql/.s.PGSQL.5432",
            "Listens on FROM, connects to TO, and moves bytes both ways.",
            "stdio: on either side is standard input and output.")
        .addPositional(Specs.parameter(0, "FROM", Endpoint.class, "Where clients come from."))
        .addPositional(Specs.parameter(1, "TO", Endpoint.class, "Where they are passed on to."))
        .addOption(Specs.flag("--keep", "Serve many clients, at once."))
        .addOption(
            Specs.flag("--progress", "Show bytes and rate, if standard error is a terminal."))
        .addOption(
            Specs.option(
                "--timeout",
                "D",
                Duration.class,
                "How long to try when the listener at TO is busy (10s)."));
  }

  @Override
  public int run(ParseResult arguments) throws IOException {
    Endpoint from = arguments.matchedPositional(0).getValue();
    Endpoint to = arguments.matchedPositional(1).getValue();
    keep = arguments.hasMatchedOption("--keep");
    timeout = arguments.matchedOptionValue("--timeout", null);
    if (keep && from.kind() == Endpoint.Kind.STDIO) {
      throw Specs.wrongUsage(arguments, "--keep: stdio: is one client only");
    }
    boolean progress = arguments.hasMatchedOption("--progress");
    try (Progress shown = Progress.of(progress, moved)) {
      relay(from, to);
    }
    return 0;
  }

  private void relay(Endpoint from, Endpoint to) throws IOException {
    switch (from.kind()) {
      case STDIO -> exchange(Duplex.stdio(), to);
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
      System.err.println("listening " + Tcp.endpointOf(listener, from));
      do {
        Duplex client = Tcp.of(listener.accept());
        serve(client, to);
      } while (keep);
    }
  }

  private void relayFromLocalSocket(Endpoint from, Endpoint to) throws IOException {
    try (LocalListener<? extends LocalStream> listener = LocalSockets.listen(from, this)) {
      Exit.onSignal(listener::close);
      System.err.println("listening " + from);
      if (keep) {
        for (LocalStream stream : listener.incoming()) {
          serve(Duplex.of(stream), to);
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
      case TCP -> Tcp.connect(to.name());
      default -> Duplex.of(LocalSockets.connect(to, this));
    };
  }

  @Override
  public <A extends SocketAddress, S extends LocalStream> ConnectOptions<A, S> set(
      ConnectOptions<A, S> options) {
    return timeout != null ? options.timeout(timeout) : options;
  }

  @Override
  public <A extends SocketAddress, S extends LocalStream> ListenOptions<A, S> set(
      ListenOptions<A, S> options) {
    return options;
  }
}
