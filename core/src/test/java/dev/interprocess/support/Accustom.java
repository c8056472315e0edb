package dev.interprocess.support;

import dev.interprocess.ByteReader;
import dev.interprocess.ByteWriter;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets a platform thread wait at one end so often that those who come then wait in the read or
 * write itself.
 */
public final class Accustom {
  // After 64 waits one looks again before one sleeps.
  private static final int OFTEN = 40;

  // What an end has room for, several times.
  private static final int LONG = 1 << 20;

  private Accustom() {}

  /** Each read comes before the byte that it gets. */
  public static void reader(ByteReader reader, ByteWriter writer) throws Exception {
    SynchronousQueue<Integer> turns = new SynchronousQueue<>();
    Task<Void> reads =
        Task.run(
            ThreadKind.PLATFORM,
            () -> {
              ByteBuffer buffer = ByteBuffer.allocateDirect(1);
              for (int i = 0; i < OFTEN; i++) {
                turns.put(i);
                reader.read(buffer.clear());
              }
            });
    for (int i = 0; i < OFTEN; i++) {
      turns.take();
      LockSupport.parkNanos(1); // some 50 microseconds
      writer.write(new byte[] {1});
    }
    reads.get();
  }

  /** The file is longer than there is room for. */
  public static void sendfile(ByteWriter writer, SeekableByteChannel file, ByteReader reader)
      throws Exception {
    int length = OFTEN / 8 * LONG;
    file.write(ByteBuffer.allocateDirect(length));
    Task<Void> task =
        Task.run(ThreadKind.PLATFORM, () -> writer.transferFrom(file.position(0), length));
    reader.readFully(ByteBuffer.allocateDirect(length));
    task.get();
  }

  /** Each write is longer than there is room for. */
  public static void writer(ByteWriter writer, ByteReader reader) throws Exception {
    int writes = OFTEN / 8;
    Task<Void> task =
        Task.run(
            ThreadKind.PLATFORM,
            () -> {
              ByteBuffer buffer = ByteBuffer.allocateDirect(LONG);
              for (int i = 0; i < writes; i++) {
                writer.write(buffer.clear());
              }
            });
    ByteBuffer buffer = ByteBuffer.allocateDirect(LONG);
    for (int i = 0; i < writes; i++) {
      reader.readFully(buffer.clear());
    }
    task.get();
  }
}
