package dev.interprocess.cli;

import dev.interprocess.ConnectOptions;
import dev.interprocess.LocalStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ipc connect}: standard input goes there, what comes from there goes to standard output.
 */
@Command(
    name = "connect",
    description = {
      "Connects to ENDPOINT, sends standard input and prints what comes back.",
      "The end of standard input is passed on; the answer is still awaited then."
    },
    footer = {"", "Example: echo ping | ipc connect --retry 5s local:com.example.echo"})
final class ConnectCommand implements Callable<Integer>, LocalSockets.Connecting {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "ENDPOINT", description = "local:NAME, unix:PATH or abstract:NAME")
  Endpoint endpoint;

  @Option(
      names = "--timeout",
      paramLabel = "D",
      description = "How long to try when the listener is busy (10s).")
  @Nullable Duration timeout;

  @Option(
      names = "--retry",
      paramLabel = "D",
      description = "Try as long as this until somebody listens there.")
  @Nullable Duration retry;

  @Override
  public Integer call() throws IOException {
    Usage.requireLocalSocket(spec, endpoint);
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
