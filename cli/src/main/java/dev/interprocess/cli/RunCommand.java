package dev.interprocess.cli;

import dev.interprocess.ConnectOptions;
import dev.interprocess.Passable;
import dev.interprocess.process.Child;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.Fifo;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.Channel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** {@code ipc run}: a command that has endpoints as its descriptors. */
final class RunCommand implements Tool, LocalSockets.Connecting {
  private static final int GREATEST = 1023;

  private @Nullable Duration timeout;
  private @Nullable Duration retry;

  private record Given(int number, Endpoint endpoint) {}

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Specs.command(
                "ipc run --fd 3=unix:/run/x.sock -- python3 client.py",
                "Runs COMMAND with endpoints as its descriptors, and ends as it does.",
                "Sockets are connected. A fifo: is opened to read and write, so that it neither waits",
                "for its other end nor sees it leave.")
            .addPositional(Specs.command(0, "1..*"))
            .addOption(
                Specs.options(
                    "--fd",
                    "N=ENDPOINT",
                    "The endpoint as descriptor N; may be given several times."))
            .addOption(
                Specs.option(
                    "--timeout",
                    "D",
                    Duration.class,
                    "How long to try when a listener is busy (10s)."))
            .addOption(
                Specs.option(
                    "--retry", "D", Duration.class, "Try as long as this until somebody listens."));
    spec.parser().stopAtPositional(true); // what follows is the command's own
    return spec;
  }

  @Override
  public int run(ParseResult arguments) throws IOException {
    timeout = arguments.matchedOptionValue("--timeout", null);
    retry = arguments.matchedOptionValue("--retry", null);
    List<String> words = arguments.matchedPositionalValue(0, List.<String>of());
    if (words.getFirst().isEmpty()) {
      throw Specs.wrongUsage(arguments, "COMMAND: an empty name");
    }
    List<Given> all = given(arguments);
    Child.Builder command = Commands.of(words);
    List<Passable> opened = new ArrayList<>();
    try {
      for (Given given : all) {
        Passable passable = open(given.endpoint());
        opened.add(passable);
        command.give(given.number(), passable);
      }
      return Commands.run(command);
    } finally {
      for (Passable passable : opened) { // those of a command that could not be started
        close(passable);
      }
    }
  }

  private static List<Given> given(ParseResult arguments) {
    List<Given> all = new ArrayList<>();
    Set<Integer> numbers = new HashSet<>();
    for (String text : arguments.matchedOptionValue("--fd", List.<String>of())) {
      int equals = text.indexOf('=');
      if (equals <= 0 || !text.substring(0, equals).matches("\\d{1,4}")) {
        throw Specs.wrongUsage(arguments, "--fd: '" + text + "' is not N=ENDPOINT");
      }
      int number = Integer.parseInt(text.substring(0, equals));
      if (number > GREATEST || !numbers.add(number)) {
        throw Specs.wrongUsage(
            arguments, "--fd: " + number + (number > GREATEST ? " is too great" : " twice"));
      }
      Endpoint endpoint;
      try {
        endpoint = Endpoint.parse(text.substring(equals + 1));
      } catch (TypeConversionException e) {
        throw Specs.wrongUsage(arguments, "--fd: " + e.getMessage());
      }
      if (!endpoint.kind().isLocalSocket() && endpoint.kind() != Endpoint.Kind.FIFO) {
        throw Specs.wrongUsage(
            arguments, "--fd: '" + endpoint + "' is no descriptor: a local socket or fifo:PATH");
      }
      all.add(new Given(number, endpoint));
    }
    return all;
  }

  private Passable open(Endpoint endpoint) throws IOException {
    return switch (endpoint.kind()) {
      case DATAGRAM -> Datagrams.connect(endpoint, retry);
      case FIFO -> {
        try (Fifo fifo = Fifo.existing(Path.of(endpoint.name()))) {
          yield Descriptor.open(fifo.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
      }
      default -> (Passable) LocalSockets.connect(endpoint, this);
    };
  }

  private static void close(Passable passable) throws IOException {
    if (passable instanceof Descriptor descriptor) {
      descriptor.close();
    } else {
      ((Channel) passable).close();
    }
  }

  @Override
  public <A extends SocketAddress, S extends Channel> ConnectOptions<A, S> set(
      ConnectOptions<A, S> options) {
    return LocalSockets.set(options, timeout, retry);
  }
}
