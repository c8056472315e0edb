package dev.interprocess.examples;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.io.IOException;

/** The smallest server: sends everything back, a virtual thread for each client. */
public final class EchoServer {
  private EchoServer() {}

  public static void main(String[] arguments) throws IOException {
    LocalName name = LocalName.namespaced("com.example.echo");
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      System.out.println("listening on " + name);
      listener.serve(stream -> stream.transferTo(stream));
    }
  }
}
