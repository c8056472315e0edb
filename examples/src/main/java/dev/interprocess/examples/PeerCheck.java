package dev.interprocess.examples;

import dev.interprocess.Access;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.PeerCredentials;
import dev.interprocess.unix.UnixCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Lets in this user, and one program of whatever user; then says who has come. Serves one client.
 */
public final class PeerCheck {
  private static final Optional<Path> AGENT = Optional.of(Path.of("/usr/bin/agent"));

  private PeerCheck() {}

  public static void main(String[] arguments) throws IOException {
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions()
            .access(
                Access.everyone()
                    .onlyIf(peer -> peer.isSameUser() || peer.executable().equals(AGENT)))
            .listen(LocalName.namespaced("com.example.agent"))) {
      System.out.println("listening on " + listener.address());
      try (LocalStream stream = listener.accept()) {
        PeerCredentials peer = stream.peer();
        System.out.println("process " + peer.pid() + " of " + peer.user());
        if (peer instanceof UnixCredentials unix) {
          System.out.println("groups " + unix.groups());
        }
      }
    }
  }
}
