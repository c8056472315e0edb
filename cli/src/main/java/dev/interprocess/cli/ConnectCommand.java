package dev.interprocess.cli;

import dev.interprocess.ConnectOptions;
import dev.interprocess.LocalStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code ipc connect}: standard input goes there, what comes from there goes to standard output.
 */
final class ConnectCommand implements Tool, LocalSockets.Connecting {
  private @Nullable Duration timeout;
  private @Nullable Duration retry;

  @Override
  public CommandSpec spec() {
    return Specs.command(
            "echo ping | ipc connect --retry 5s local:com.example.echo",
            "Connects to ENDPOINT, sends standard input and prints what comes back.",
            "The end of standard input is passed on; the answer is still awaited then.")
        .addPositional(Specs.parameter(0, "ENDPOINT", Endpoint.class, Specs.LOCAL_SOCKETS))
        .addOption(
            Specs.option(
                "--timeout",
                "D",
                Duration.class,
                "How long to try when the listener is busy (10s)."))
        .addOption(
            Specs.option(
                "--retry", "D", Duration.class, "Try as long as this until somebody listens."));
  }

  @Override
  public int run(ParseResult arguments) throws IOException {
    Endpoint endpoint = Specs.localSocket(arguments);
    timeout = arguments.matchedOptionValue("--timeout", null);
    retry = arguments.matchedOptionValue("--retry", null);
    try (LocalStream stream = LocalSockets.connect(endpoint, this)) {
      new Exchange(Duplex.stdio(), Duplex.of(stream), new LongAdder()).run();
    }
    return 0;
  }

  @Override
  public <A extends SocketAddress, S extends LocalStream> ConnectOptions<A, S> set(
      ConnectOptions<A, S> options) {
    if (timeout != null) {
      options.timeout(timeout);
    }
    if (retry != null) {
      options.retry(true).timeout(retry);
    }
    return options;
  }
}
