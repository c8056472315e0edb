package dev.interprocess.cli;

import dev.interprocess.Access;
import dev.interprocess.Existing;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.PeerCredentials;
import dev.interprocess.unix.UnixCredentials;
import dev.interprocess.unix.UnixDatagram;
import dev.interprocess.unix.UnixSocket;
import dev.interprocess.unix.UnixSocketOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
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
  private @Nullable Path descriptors;

  private enum Replace {
    STALE,
    ALWAYS
  }

  @Override
  public CommandSpec spec() {
    return Specs.command(
            "ipc listen --echo --keep local:com.example.echo",
            "Listens on ENDPOINT, prints what a client sends and sends it standard input.",
            "One client is served; with --keep or --count several, which are only printed.",
            "On datagram: each message is a client.",
            "With --activate the command gets the listener itself, when the first client comes: as",
            "descriptor 3, which does not block, with LISTEN_FDS as from a service manager.")
        .addPositional(Specs.parameter(0, "ENDPOINT", Endpoint.class, Specs.LOCAL_SOCKETS))
        .addPositional(Specs.command(1, "0..*"))
        .addOption(
            Specs.option(
                "--exec",
                "COMMAND",
                String.class,
                "Run it by the shell for each client, whose connection is its standard input and"
                    + " output."))
        .addOption(
            Specs.flag("--activate", "Start COMMAND for the first client, which it accepts."))
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
        .addOption(Notice.option())
        .addOption(Specs.option("--timeout", "D", Duration.class, "How long to wait for a client."))
        .addOption(
            Specs.option(
                "--receive-fd",
                "DIR",
                String.class,
                "Store what each received descriptor has to read as a file in this folder."))
        .addOption(
            Specs.flag(
                "--print-peer",
                "Print each client's process, user, group and program on standard error."));
  }

  @Override
  public int run(ParseResult arguments) throws IOException {
    Endpoint endpoint = Specs.localSocket(arguments);
    Notice.prepare(arguments);
    boolean keep = arguments.hasMatchedOption("--keep");
    @Nullable Integer count = arguments.matchedOptionValue("--count", null);
    if (count != null && (count <= 0 || keep)) {
      throw Specs.wrongUsage(
          arguments, keep ? "--count and --keep exclude each other" : "--count: not positive");
    }
    echo = arguments.hasMatchedOption("--echo");
    ServerCommand command = ServerCommand.of(arguments, endpoint);
    printPeer = arguments.hasMatchedOption("--print-peer");
    timeout = arguments.matchedOptionValue("--timeout", timeout);
    @Nullable Access mode = Specs.mode(arguments);
    access = mode == null ? access : mode;
    @Nullable Replace replace = arguments.matchedOptionValue("--replace", null);
    if (replace != null) {
      existing = replace == Replace.STALE ? Existing.REPLACE_STALE : Existing.REPLACE;
    }
    descriptors = DescriptorFolder.named(arguments);
    long clients = keep ? Long.MAX_VALUE : count != null ? count : 1;
    if (endpoint.kind() == Endpoint.Kind.DATAGRAM) {
      receive(endpoint, clients);
      return 0;
    }
    try (LocalListener<? extends Channel> listener = LocalSockets.listen(endpoint, this)) {
      Exit.onSignal(listener::close);
      Notice.say("listening " + endpoint);
      if (!command.activated().isEmpty()) {
        listener.awaitClient(timeout);
        return Commands.run(Commands.of(command.activated()).listeners(listener));
      }
      if (command.exec() != null) {
        return execute(listener, command.exec(), clients);
      }
      serve(listener, clients);
    }
    return 0;
  }

  /** With one client, as its command ends. */
  private int execute(LocalListener<? extends Channel> listener, String command, long clients)
      throws IOException {
    int status = 0;
    for (long i = 0; i < clients; i++) {
      Commands.Running running = start(command, listener.accept(timeout));
      if (clients == Long.MAX_VALUE) {
        Commands.leave(running);
      } else {
        status = running.await();
      }
    }
    return clients == 1 ? status : 0;
  }

  private Commands.Running start(String command, Channel client) throws IOException {
    boolean started = false;
    try {
      announce(LocalSockets.peer(client));
      Commands.Running running = Commands.serve(command, client);
      started = true;
      return running;
    } finally {
      if (!started) {
        client.close();
      }
    }
  }

  private void serve(LocalListener<? extends Channel> listener, long clients) throws IOException {
    if (clients == Long.MAX_VALUE && echo && timeout.equals(ChronoUnit.FOREVER.getDuration())) {
      listener.serve(
          client -> {
            announce(LocalSockets.peer(client));
            echo(client);
          });
      return;
    }
    for (long i = 0; i < clients; i++) {
      try (Channel client = listener.accept(timeout)) {
        announce(LocalSockets.peer(client));
        Duplex duplex = duplex(client);
        if (echo) {
          echo(client);
        } else if (clients > 1) {
          // Standard input has one end, and nobody could say which client it is for.
          duplex.end().run();
          Exchange.copy(duplex.in(), Duplex.stdio().out());
        } else {
          new Exchange(Duplex.stdio(), duplex).run();
        }
      }
    }
  }

  private void echo(Channel client) throws IOException {
    Duplex duplex = duplex(client);
    Exchange.copy(duplex.in(), duplex.out());
  }

  private Duplex duplex(Channel client) {
    Duplex duplex = Duplex.of(client);
    if (descriptors == null) {
      return duplex;
    }
    if (!(client instanceof UnixSocket socket)) {
      throw new UnsupportedOperationException(
          "descriptors come through Unix domain sockets only, not " + client);
    }
    return duplex.withInput(new ReceivedDescriptors(socket, descriptors));
  }

  /** Messages that nobody is connected for, each from whoever has access. */
  private void receive(Endpoint endpoint, long messages) throws IOException {
    try (UnixDatagram socket = UnixDatagram.bind(endpoint.messageAddress(), access, existing)) {
      Exit.onSignal(socket::close);
      Notice.say("listening " + endpoint);
      if (printPeer) {
        socket.setOption(UnixSocketOptions.SO_PASSCRED, true);
      }
      DatagramServer server = new DatagramServer(socket, timeout, descriptors);
      WritableByteChannel out = echo ? server : Duplex.stdio().out();
      ByteBuffer buffer = ByteBuffer.allocateDirect(Exchange.LONGEST_MESSAGE);
      for (long i = 0; i < messages; i++) {
        server.read(buffer.clear());
        if (printPeer) {
          announce(server.sender());
        }
        buffer.flip();
        do {
          out.write(buffer);
        } while (buffer.hasRemaining());
      }
    }
  }

  private void announce(PeerCredentials peer) throws IOException {
    if (!printPeer) {
      return;
    }
    String group = peer instanceof UnixCredentials unix ? " gid " + unix.gid() : "";
    String program = peer.executable().map(path -> " " + path).orElse("");
    System.err.println("client pid " + peer.pid() + " user " + peer.user() + group + program);
  }

  @Override
  public <A extends SocketAddress, S extends Channel> ListenOptions<A, S> set(
      ListenOptions<A, S> options) {
    return options.access(access).existing(existing);
  }
}
