package dev.interprocess.interop.tool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.random.RandomGenerator;

/** A client of something that echoes, on any channel. */
final class EchoClient {
  interface HalfClose {
    void run() throws IOException;
  }

  private EchoClient() {}

  /** Whether random bytes come back as they were, and then the end. */
  static boolean isEchoed(ByteChannel channel, HalfClose end, int bytes)
      throws IOException, InterruptedException {
    byte[] sent = new byte[bytes];
    RandomGenerator.getDefault().nextBytes(sent);
    Thread sending =
        Thread.startVirtualThread(
            () -> {
              try {
                ByteBuffer buffer = ByteBuffer.wrap(sent);
                while (buffer.hasRemaining()) {
                  channel.write(buffer);
                }
                end.run();
              } catch (IOException e) {
                // The receiving side sees that something is missing.
              }
            });
    ByteBuffer received = ByteBuffer.allocate(bytes + 1); // one more than may come
    while (received.hasRemaining() && channel.read(received) >= 0) {}
    sending.join();
    return received.flip().equals(ByteBuffer.wrap(sent));
  }
}
