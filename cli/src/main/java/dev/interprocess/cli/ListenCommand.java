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
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ipc listen}: the other side of {@code ipc connect}. */
@Command(
    name = "listen",
    description = {
      "Listens on ENDPOINT, prints what a client sends and sends it standard input.",
      "One client is served unless --keep or --count says otherwise."
    },
    footer = {"", "Example: ipc listen --echo --keep local:com.example.echo"})
final class ListenCommand implements Callable<Integer>, LocalSockets.Listening {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "ENDPOINT", description = "local:NAME, unix:PATH or abstract:NAME")
  Endpoint endpoint;

  @Option(names = "--echo", description = "Send each client's bytes back to it.")
  boolean echo;

  @Option(names = "--keep", description = "Serve client after client (with --echo many at once).")
  boolean keep;

  @Option(names = "--count", paramLabel = "N", description = "Serve so many clients.")
  @Nullable Integer count;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "Who may connect, as an octal file mode (0600).")
  @Nullable String mode;

  enum Replace {
    STALE,
    ALWAYS
  }

  @Option(
      names = "--replace",
      paramLabel = "stale|always",
      description = "Replace a socket file that is there: if nobody listens any more, or always.")
  @Nullable Replace replace;

  @Option(names = "--timeout", paramLabel = "D", description = "How long to wait for a client.")
  @Nullable Duration timeout;

  @Option(
      names = "--print-peer",
      description = "Print each client's process, user, group and program on standard error.")
  boolean printPeer;

  @Override
  public Integer call() throws IOException {
    Usage.requireLocalSocket(spec, endpoint);
    if (count != null && (count <= 0 || keep)) {
      throw new ParameterException(
          spec.commandLine(),
          keep ? "--count and --keep exclude each other" : "--count: not positive");
    }
    access(); // checked before anything is made
    try (LocalListener<? extends LocalStream> listener = LocalSockets.listen(endpoint, this)) {
      // SIGINT and SIGTERM run this: the file goes with the tool.
      Runtime.getRuntime().addShutdownHook(new Thread(listener::close));
      System.err.println("listening " + endpoint);
      serve(listener);
    }
    return 0;
  }

  private void serve(LocalListener<? extends LocalStream> listener) throws IOException {
    if (keep && echo && timeout == null) {
      listener.serve(
          stream -> {
            announce(stream);
            stream.transferTo(stream);
          });
      return;
    }
    long clients = keep ? Long.MAX_VALUE : count != null ? count : 1;
    Duration patience = timeout != null ? timeout : ChronoUnit.FOREVER.getDuration();
    for (long i = 0; i < clients; i++) {
      try (LocalStream stream = listener.accept(patience)) {
        announce(stream);
        if (echo) {
          stream.transferTo(stream);
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
    options.access(access());
    if (replace != null) {
      options.existing(replace == Replace.STALE ? Existing.REPLACE_STALE : Existing.REPLACE);
    }
    return options;
  }

  private Access access() {
    if (mode == null) {
      return Access.owner();
    }
    if (!mode.matches("0?[0-7]{3}")) {
      throw new ParameterException(
          spec.commandLine(), "--mode: '" + mode + "' is not an octal file mode like 0600");
    }
    StringBuilder symbolic = new StringBuilder();
    for (int bit = 8, bits = Integer.parseInt(mode, 8); bit >= 0; bit--) {
      symbolic.append((bits >> bit & 1) != 0 ? "xwr".charAt(bit % 3) : '-');
    }
    return Access.mode(PosixFilePermissions.fromString(symbolic.toString()));
  }
}
