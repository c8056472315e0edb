package dev.interprocess.cli;

import dev.interprocess.ConnectOptions;
import dev.interprocess.unix.UnixDatagram;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.List;
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
            "The end of standard input is passed on; the answer is still awaited then.",
            "To seqpacket: and datagram: each read of standard input is a message.")
        .addPositional(Specs.parameter(0, "ENDPOINT", Endpoint.class, Specs.LOCAL_SOCKETS))
        .addOption(
            Specs.option(
                "--timeout",
                "D",
                Duration.class,
                "How long to try when the listener is busy (10s)."))
        .addOption(
            Specs.options(
                "--send-fd",
                "PATH",
                "Send the open file along with the first bytes, or with a NUL byte if there are none;"
                    + " may be given several times."))
        .addOption(
            Specs.option(
                "--retry", "D", Duration.class, "Try as long as this until somebody listens."));
  }

  @Override
  public int run(ParseResult arguments) throws IOException {
    Endpoint endpoint = Specs.localSocket(arguments);
    timeout = arguments.matchedOptionValue("--timeout", null);
    retry = arguments.matchedOptionValue("--retry", null);
    List<String> files = arguments.matchedOptionValue("--send-fd", List.of());
    try (SentDescriptors.Opened opened = SentDescriptors.open(files);
        Duplex server = connect(endpoint, opened)) {
      new Exchange(Duplex.stdio(), server).run();
    }
    return 0;
  }

  private Duplex connect(Endpoint endpoint, SentDescriptors.Opened opened) throws IOException {
    if (endpoint.kind() == Endpoint.Kind.DATAGRAM) {
      UnixDatagram socket = Datagrams.connect(endpoint, retry);
      return opened.along(socket, Datagrams.of(socket));
    }
    Channel connection = LocalSockets.connect(endpoint, this);
    return opened.along(connection, Duplex.of(connection));
  }

  @Override
  public <A extends SocketAddress, S extends Channel> ConnectOptions<A, S> set(
      ConnectOptions<A, S> options) {
    return LocalSockets.set(options, timeout, retry);
  }
}
