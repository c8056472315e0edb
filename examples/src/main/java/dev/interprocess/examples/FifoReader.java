package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.PipeReader;
import dev.interprocess.unix.Fifo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Takes commands from a FIFO, which any program can write to: {@code echo stop > FIFO} ends it, and
 * so do ten seconds in which nobody writes.
 */
public final class FifoReader {
  private FifoReader() {}

  public static void main(String[] arguments) throws IOException {
    try (Fifo fifo = Fifo.create(Path.of(arguments[0]))) {
      // Otherwise the end would come each time that the last writer leaves.
      fifo.keepOpen();
      try (PipeReader reader = fifo.openReader();
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(reader.inputStream(), UTF_8))) {
        reader.readTimeout(Duration.ofSeconds(10));
        System.out.println("reading from " + fifo.path());
        String command = "";
        while (!command.equals("stop")) {
          command = lines.readLine();
          System.out.println("command: " + command);
        }
      }
    } catch (SocketTimeoutException e) {
      System.out.println("nothing for ten seconds");
    }
  }
}
