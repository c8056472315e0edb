package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.PipeWriter;
import dev.interprocess.UnnamedPipe;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An unnamed pipe from one thread to another. */
public final class PipeBetweenThreads {
  private PipeBetweenThreads() {}

  public static void main(String[] arguments) throws IOException {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      Thread.startVirtualThread(
          () -> {
            try (PipeWriter writer = pipe.writer()) {
              writer.write("hello through a pipe".getBytes(UTF_8));
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      System.out.println(new String(pipe.reader().inputStream().readAllBytes(), UTF_8));
    }
  }
}
