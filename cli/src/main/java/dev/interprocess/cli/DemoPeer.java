package dev.interprocess.cli;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.process.Child;
import dev.interprocess.process.Inherited;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The demo's second process: this tool once more, connected to the first. */
final class DemoPeer {
  private DemoPeer() {}

  enum Kind {
    LOCAL_PATH,
    LOCAL_NAMESPACED,
    JDK_CHANNEL,
    INHERITED_PIPES;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private static final int IN = 3;
  private static final int OUT = 4;

  /** A child that has the two ends, which are no longer ours then. */
  static Child startWith(PipeReader in, PipeWriter out) throws IOException {
    return Child.command(command(Kind.INHERITED_PIPES, "-").toArray(String[]::new))
        .give(IN, in)
        .give(OUT, out)
        .input(Redirect.INHERIT)
        .output(Redirect.DISCARD)
        .error(Redirect.INHERIT)
        .start();
  }

  static Process start(Kind kind, String name) throws IOException {
    return new ProcessBuilder(command(kind, name))
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.INHERIT)
        .start();
  }

  private static List<String> command(Kind kind, String name) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=dev.interprocess");
    command.addAll(List.of("--module-path", System.getProperty("jdk.module.path"), "--module"));
    command.add(System.getProperty("jdk.module.main") + "/" + Main.class.getName());
    command.addAll(List.of("demo", "--peer", kind.toString(), "--name", name));
    return command;
  }

  static void run(Kind kind, String name) throws IOException {
    switch (kind) {
      case LOCAL_PATH -> follow(LocalName.path(Path.of(name)));
      case LOCAL_NAMESPACED -> follow(LocalName.namespaced(name));
      case INHERITED_PIPES -> {
        try (PipeReader in = Inherited.reader(IN);
            PipeWriter out = Inherited.writer(OUT)) {
          DemoTransfer.follow(in, out);
        }
      }
      case JDK_CHANNEL -> {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
          channel.connect(UnixDomainSocketAddress.of(name));
          DemoTransfer.follow(channel, channel);
        }
      }
    }
  }

  private static void follow(LocalName name) throws IOException {
    try (LocalStream stream = LocalStream.connect(name)) {
      DemoTransfer.follow(stream, stream);
    }
  }
}
