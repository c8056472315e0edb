package dev.interprocess.cli;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The demo's second process: this tool once more, connecting to the first. */
final class DemoPeer {
  private DemoPeer() {}

  enum Kind {
    LOCAL_PATH,
    LOCAL_NAMESPACED,
    JDK_CHANNEL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  static Process start(Kind kind, String name) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=dev.interprocess");
    command.addAll(List.of("--module-path", System.getProperty("jdk.module.path"), "--module"));
    command.add(System.getProperty("jdk.module.main") + "/" + Main.class.getName());
    command.addAll(List.of("demo", "--peer", kind.toString(), "--name", name));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static void run(Kind kind, String name) throws IOException {
    switch (kind) {
      case LOCAL_PATH -> follow(LocalName.path(Path.of(name)));
      case LOCAL_NAMESPACED -> follow(LocalName.namespaced(name));
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
