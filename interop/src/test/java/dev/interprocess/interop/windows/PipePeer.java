package dev.interprocess.interop.windows;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.interop.ChannelExchange;
import dev.interprocess.interop.Digests;
import java.time.Duration;

/** Our own side, as a peer of {@code peers/README.md}, on Windows. */
final class PipePeer {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private PipePeer() {}

  /** Arguments: the role, the pipe's name, how many bytes, and whether there is a half-close. */
  public static void main(String[] arguments) throws Exception {
    long bytes = Long.parseLong(arguments[2]);
    boolean halfCloses = Boolean.parseBoolean(arguments[3]);
    try (LocalStream stream = open(arguments[0], LocalName.namespaced(arguments[1]))) {
      Digests digests =
          halfCloses
              ? ChannelExchange.run(stream, stream::shutdownOutput, bytes)
              : ChannelExchange.runWithoutHalfClose(stream, bytes);
      System.out.println(digests);
    }
  }

  private static LocalStream open(String role, LocalName name) throws Exception {
    if (role.equals("listen")) {
      try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
        System.out.println("listening");
        return listener.accept(PATIENCE);
      }
    }
    return LocalStream.connect(name);
  }
}
