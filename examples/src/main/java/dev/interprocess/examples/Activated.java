package dev.interprocess.examples;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.unix.Systemd;
import java.io.IOException;

/**
 * A service that its manager may start at the first client: it listens on what it was handed, and
 * by itself when it was handed nothing. Try {@code systemd-socket-activate -l @com.example.app java
 * … Activated}. Ends when its first client has left.
 */
public final class Activated {
  private Activated() {}

  public static void main(String[] arguments) throws IOException {
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions().inherited().listen(LocalName.namespaced("com.example.app"))) {
      Systemd.ready(); // false, and nothing happens, without a manager
      System.out.println("listening on " + listener.address());
      listener.serve(
          stream -> {
            stream.transferTo(stream);
            listener.close();
          });
      Systemd.stopping();
    }
  }
}
