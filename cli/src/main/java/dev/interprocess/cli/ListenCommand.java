package dev.interprocess.cli;

import dev.interprocess.Access;
import dev.interprocess.Existing;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalStream;
import dev.interprocess.PeerCredentials;
import dev.interprocess.unix.UnixCredentials;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code ipc listen}: the other side of {@code ipc connect}. */
final class ListenCommand implements Tool, LocalSockets.Listening {
  private Access access = Access.owner();
  private Existing existing = Existing.FAIL;
  private Duration timeout = ChronoUnit.FOREVER.getDuration();
  private boolean echo;
  private boolean printPeer;

  private enum Replace {
    STALE,
    ALWAYS
  }

  @Override
  public CommandSpec spec() {
    return Specs.command(
            "ipc listen --echo --keep local:com.example.echo",
            "Listens on ENDPOINT, prints what a client sends and sends it standard input.",
            "One client is served; with --keep or --count several, which are only printed.")
        .addPositional(Specs.parameter(0, "ENDPOINT", Endpoint.class, Specs.LOCAL_SOCKETS))
        .addOption(Specs.flag("--echo", "Send each client's bytes back to it."))
        .addOption(Specs.flag("--keep", "Serve client after client (with --echo many at once)."))
        .addOption(Specs.option("--count", "N", Integer.class, "Serve so many clients."))
        .addOption(
            Specs.option(
                "--mode", "MODE", String.class, "Who may connect, as an octal mode (0600)."))
        .addOption(
            Specs.option(
                "--replace",
                "stale|always",
                Replace.class,
                "Replace a socket file that is there: if nobody listens any more, or always."))
        .addOption(Specs.option("--timeout", "D", Duration.class, "How long to wait for a client."))
        .addOption(
            Specs.flag(
                "--print-peer",
                "Print each client's process, user, group and program on standard error."));
  }

  @Override
  public int run(ParseResult arguments) throws IOException {
    Endpoint endpoint = Specs.localSocket(arguments);
    boolean keep = arguments.hasMatchedOption("--keep");
    @Nullable Integer count = arguments.matchedOptionValue("--count", null);
    if (count != null && (count <= 0 || keep)) {
      throw Specs.wrongUsage(
          arguments, keep ? "--count and --keep exclude each other" : "--count: not positive");
    }
    echo = arguments.hasMatchedOption("--echo");
    printPeer = arguments.hasMatchedOption("--print-peer");
    timeout = arguments.matchedOptionValue("--timeout", timeout);
    access = access(arguments);
    @Nullable Replace replace = arguments.matchedOptionValue("--replace", null);
    if (replace != null) {
      existing = replace == Replace.STALE ? Existing.REPLACE_STALE : Existing.REPLACE;
    }
    try (LocalListener<? extends LocalStream> listener = LocalSockets.listen(endpoint, this)) {
      Exit.onSignal(listener::close);
      System.err.println("listening " + endpoint);
      serve(listener, keep ? Long.MAX_VALUE : count != null ? count : 1);
    }
    return 0;
  }

  private void serve(LocalListener<? extends LocalStream> listener, long clients)
      throws IOException {
    if (clients == Long.MAX_VALUE && echo && timeout.equals(ChronoUnit.FOREVER.getDuration())) {
      listener.serve(
          stream -> {
            announce(stream);
            stream.transferTo(stream);
          });
      return;
    }
    for (long i = 0; i < clients; i++) {
      try (LocalStream stream = listener.accept(timeout)) {
        announce(stream);
        if (echo) {
          stream.transferTo(stream);
        } else if (clients > 1) {
          // Standard input has one end, and nobody could say which client it is for.
          stream.shutdownOutput();
          stream.transferTo(Duplex.stdio().out());
        } else {
          new Exchange(Duplex.stdio(), Duplex.of(stream), new LongAdder()).run();
        }
      }
    }
  }

  private void announce(LocalStream stream) throws IOException {
    if (!printPeer) {
      return;
    }
    PeerCredentials peer = stream.peer();
    String group = peer instanceof UnixCredentials unix ? " gid " + unix.gid() : "";
    String program = peer.executable().map(path -> " " + path).orElse("");
    System.err.println("client pid " + peer.pid() + " user " + peer.user() + group + program);
  }

  @Override
  public <A extends SocketAddress, S extends LocalStream> ListenOptions<A, S> set(
      ListenOptions<A, S> options) {
    return options.access(access).existing(existing);
  }

  private static Access access(ParseResult arguments) {
    @Nullable String mode = arguments.matchedOptionValue("--mode", null);
    if (mode == null) {
      return Access.owner();
    }
    if (!mode.matches("0?[0-7]{3}")) {
      throw Specs.wrongUsage(
          arguments, "--mode: '" + mode + "' is not an octal file mode like 0600");
    }
    StringBuilder symbolic = new StringBuilder();
    for (int bit = 8, bits = Integer.parseInt(mode, 8); bit >= 0; bit--) {
      symbolic.append((bits >> bit & 1) != 0 ? "xwr".charAt(bit % 3) : '-');
    }
    return Access.mode(PosixFilePermissions.fromString(symbolic.toString()));
  }
}
