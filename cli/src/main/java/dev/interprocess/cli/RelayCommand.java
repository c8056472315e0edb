package dev.interprocess.cli;

import dev.interprocess.ConnectOptions;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ipc relay}: listens on one endpoint and passes its client on to another. */
@Command(
    name = "relay",
    description = {
      "Listens on FROM, connects to TO, and moves bytes both ways.",
      "stdio: on either side is standard input and output."
    },
    footer = {
      "",
      "Example: ipc relay --keep tcp:localhost:5432 unix:/run/postgresql/.s.PGSQL.5432"
    })
final class RelayCommand
    implements Callable<Integer>, LocalSockets.Connecting, LocalSockets.Listening {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FROM", description = "Where clients come from.")
  Endpoint from;

  @Parameters(index = "1", paramLabel = "TO", description = "Where they are passed on to.")
  Endpoint to;

  @Option(names = "--keep", description = "Serve many clients, at once.")
  boolean keep;

  @Option(
      names = "--progress",
      description = "Show bytes and rate, if standard error is a terminal.")
  boolean progress;

  @Option(
      names = "--timeout",
      paramLabel = "D",
      description = "How long to try when the listener at TO is busy (10s).")
  @Nullable Duration timeout;

  private final LongAdder moved = new LongAdder();

  @Override
  public Integer call() throws IOException {
    if (keep && from.kind() == Endpoint.Kind.STDIO) {
      throw new ParameterException(spec.commandLine(), "--keep: stdio: is one client only");
    }
    try (Progress shown = Progress.of(progress, moved)) {
      relay();
    }
    return 0;
  }

  private void relay() throws IOException {
    switch (from.kind()) {
      case STDIO -> exchange(Duplex.stdio());
      case TCP -> relayFromTcp();
      default -> relayFromLocalSocket();
    }
  }

  private void relayFromTcp() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      try {
        listener.bind(Tcp.resolve(from.name()));
      } catch (IOException e) {
        throw new IOException("listen " + from + ": " + Messages.of(e), e);
      }
      System.err.println("listening " + from);
      do {
        Duplex client = Tcp.of(listener.accept());
        serve(client);
      } while (keep);
    }
  }

  private void relayFromLocalSocket() throws IOException {
    try (LocalListener<? extends LocalStream> listener = LocalSockets.listen(from, this)) {
      Runtime.getRuntime().addShutdownHook(new Thread(listener::close));
      System.err.println("listening " + from);
      if (keep) {
        for (LocalStream stream : listener.incoming()) {
          serve(Duplex.of(stream));
        }
      } else {
        serve(Duplex.of(listener.accept()));
      }
    }
  }

  private void serve(Duplex client) throws IOException {
    if (!keep) {
      exchange(client);
      return;
    }
    Thread.startVirtualThread(
        () -> {
          try {
            exchange(client);
          } catch (IOException e) {
            System.err.println("ipc: " + Messages.of(e)); // this client's affair only
          }
        });
  }

  private void exchange(Duplex client) throws IOException {
    try (client;
        Duplex server = open()) {
      new Exchange(client, server, moved).run();
    }
  }

  private Duplex open() throws IOException {
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
