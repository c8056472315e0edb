package dev.interprocess.examples;

import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A wait that ends early loses nothing: the stream goes on after a timeout and after an interrupt.
 */
public final class TimeoutAndInterrupt {
  private TimeoutAndInterrupt() {}

  public static void main(String[] arguments) throws IOException {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      ByteBuffer buffer = ByteBuffer.allocate(16);
      try {
        pair.first().read(buffer, Duration.ofMillis(20));
      } catch (SocketTimeoutException e) {
        System.out.println("nothing yet");
      }
      Thread.currentThread().interrupt();
      try {
        pair.first().read(buffer);
      } catch (InterruptedIOException e) {
        System.out.println("interrupted: " + Thread.interrupted());
      }
      pair.second().write(new byte[] {1, 2, 3});
      System.out.println("then " + pair.first().read(buffer) + " bytes");
    }
  }
}
