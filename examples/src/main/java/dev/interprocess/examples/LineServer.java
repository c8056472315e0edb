package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.Access;
import dev.interprocess.Existing;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A server that stops as a service should: SIGTERM ends the accepting, and the clients of that
 * moment are served to their end. Its socket file is taken over from an instance that has crashed.
 */
public final class LineServer {
  private LineServer() {}

  public static void main(String[] arguments) throws IOException {
    LocalListener<LocalStream> listener =
        LocalStream.listenOptions()
            .access(Access.owner())
            .existing(Existing.REPLACE_STALE)
            .backlog(128)
            .listen(LocalName.path(Path.of(arguments[0])));
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  listener.close(); // serve returns when the last handler has
                  try {
                    main.join(Duration.ofSeconds(10));
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // exit anyway
                  }
                }));
    System.out.println("listening on " + listener.address());
    listener.serve(
        stream -> {
          stream.readTimeout(Duration.ofSeconds(30));
          BufferedReader in =
              new BufferedReader(new InputStreamReader(stream.inputStream(), UTF_8));
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            stream.write((line + "\n").getBytes(UTF_8));
          }
        });
  }
}
