package dev.interprocess.interop.windows;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.io.IOException;

/** Writes and reads until something fails, and says what. */
final class EndlessExchange {
  private EndlessExchange() {}

  /** Arguments: the role, and the pipe's name. */
  public static void main(String[] arguments) throws Exception {
    try (LocalStream stream = open(arguments[0], LocalName.namespaced(arguments[1]))) {
      Thread reading = Thread.startVirtualThread(() -> read(stream));
      System.out.println("exchanging");
      byte[] bytes = new byte[100_000];
      try {
        while (true) {
          stream.write(bytes);
        }
      } catch (IOException e) {
        System.out.println("write: " + e.getMessage());
      }
      reading.join();
    }
  }

  private static void read(LocalStream stream) {
    byte[] bytes = new byte[100_000];
    try {
      while (stream.read(bytes) >= 0) {}
      System.out.println("read: end");
    } catch (IOException e) {
      System.out.println("read: " + e.getMessage());
    }
  }

  private static LocalStream open(String role, LocalName name) throws Exception {
    if (role.equals("listen")) {
      try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
        System.out.println("listening");
        return listener.accept();
      }
    }
    return LocalStream.connect(name);
  }
}
