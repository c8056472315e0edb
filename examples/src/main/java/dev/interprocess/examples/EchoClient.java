package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.io.IOException;

/** The smallest client. */
public final class EchoClient {
  private EchoClient() {}

  public static void main(String[] arguments) throws IOException {
    try (LocalStream stream = LocalStream.connect(LocalName.namespaced("com.example.echo"))) {
      stream.write("hello".getBytes(UTF_8));
      stream.shutdownOutput();
      System.out.println(new String(stream.inputStream().readAllBytes(), UTF_8));
    }
  }
}
