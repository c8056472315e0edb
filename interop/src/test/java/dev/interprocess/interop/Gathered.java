package dev.interprocess.interop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a program prints on one of its streams, read as it comes, so that the program never waits.
 */
final class Gathered implements Runnable {
  private final InputStream stream;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean ended;

  private Gathered(InputStream stream) {
    this.stream = stream;
  }

  static Gathered from(InputStream stream) {
    Gathered gathered = new Gathered(stream);
    Thread.ofVirtual().start(gathered);
    return gathered;
  }

  @Override
  public void run() {
    byte[] chunk = new byte[64 << 10];
    try (stream) {
      for (int n = stream.read(chunk); n >= 0; n = stream.read(chunk)) {
        add(chunk, n);
      }
    } catch (IOException e) {
      // The program was ended while this thread was reading: what came is all there is.
    } finally {
      end();
    }
  }

  private synchronized void add(byte[] chunk, int length) {
    bytes.write(chunk, 0, length);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** The first complete line that is so, or empty if the stream ends without one. */
  synchronized Optional<String> awaitLine(Predicate<String> wanted) throws InterruptedException {
    while (true) {
      String text = text();
      Optional<String> line =
          text.substring(0, text.lastIndexOf('\n') + 1).lines().filter(wanted).findFirst();
      if (line.isPresent() || ended) {
        return line;
      }
      wait();
    }
  }

  /** Waits until that much has come, or the stream has ended. */
  synchronized void awaitText(String wanted) throws InterruptedException {
    while (!ended && !text().contains(wanted)) {
      wait();
    }
  }

  synchronized void awaitEnd() throws InterruptedException {
    while (!ended) {
      wait();
    }
  }

  synchronized String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  List<String> lines() {
    return text().lines().toList();
  }
}
