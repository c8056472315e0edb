import dev.interprocess.ByteReader;
import dev.interprocess.LocalStream;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.unix.Descriptor;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The library's own transfers, by the kernel's ways and by the loop that reads and writes, in one run. What was decided
 * stands in DECISIONS.md.
 *
 * <pre>java -p core/target/classes --add-modules dev.interprocess --enable-native-access=dev.interprocess \
 *     benchmarks/Transfers.java [MIB [ROUNDS]]</pre>
 */
public final class Transfers {
  private interface Move {
    void run() throws Exception;
  }

  private final long size;
  private final Path file;

  private Transfers(long size) throws Exception {
    this.size = size;
    this.file = Files.createTempFile("transfers", "");
    Files.write(file, new byte[(int) size]);
  }

  public static void main(String[] arguments) throws Exception {
    long mib = arguments.length > 0 ? Long.parseLong(arguments[0]) : 256;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    Transfers transfers = new Transfers(mib << 20);
    Map<String, double[]> rates = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) {
      int at = round;
      for (Map.Entry<String, Move> way : transfers.ways().entrySet()) {
        long begin = System.nanoTime();
        way.getValue().run();
        double rate = (double) (mib << 20) / (System.nanoTime() - begin);
        if (at >= 0) {
          rates.computeIfAbsent(way.getKey(), name -> new double[rounds])[at] = rate;
        }
      }
    }
    rates.forEach(
        (name, all) -> {
          Arrays.sort(all);
          System.out.printf("%-32s %5.2f GB/s%n", name, all[all.length / 2]);
        });
    Files.delete(transfers.file);
  }

  private Map<String, Move> ways() {
    Map<String, Move> ways = new LinkedHashMap<>();
    ways.put("file -> stream, loop", () -> fileToStream(false));
    ways.put("file -> stream, sendfile", () -> fileToStream(true));
    ways.put("file -> pipe, loop", () -> fileToPipe(false));
    ways.put("file -> pipe, sendfile", () -> fileToPipe(true));
    ways.put("stream -> pipe, loop", () -> streamToPipe(false));
    ways.put("stream -> pipe, splice", () -> streamToPipe(true));
    ways.put("pipe -> pipe, loop", () -> pipeToPipe(false));
    ways.put("pipe -> pipe, splice", () -> pipeToPipe(true));
    return ways;
  }

  private void fileToStream(boolean kernel) throws Exception {
    try (var pair = LocalStream.pair()) {
      Thread drain = drain(pair.second());
      try (ReadableByteChannel source = source(kernel)) {
        pair.first().transferFrom(source, size);
      }
      drain.join();
    }
  }

  private void fileToPipe(boolean kernel) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      Thread drain = drain(pipe.reader());
      try (ReadableByteChannel source = source(kernel)) {
        pipe.writer().transferFrom(source, size);
      }
      drain.join();
    }
  }

  private void streamToPipe(boolean kernel) throws Exception {
    try (var pair = LocalStream.pair();
        UnnamedPipe pipe = UnnamedPipe.create()) {
      through(pair.second(), pair.first(), pipe, kernel);
    }
  }

  private void pipeToPipe(boolean kernel) throws Exception {
    try (UnnamedPipe first = UnnamedPipe.create();
        UnnamedPipe pipe = UnnamedPipe.create()) {
      through(first.reader(), first.writer(), pipe, kernel);
    }
  }

  private void through(
      ByteReader from, WritableByteChannel feed, UnnamedPipe pipe, boolean kernel)
      throws Exception {
    Thread fill =
        start(
            () -> {
              ByteBuffer chunk = ByteBuffer.allocateDirect(128 << 10);
              for (long done = 0; done < size; done += chunk.capacity()) {
                feed.write(chunk.clear());
              }
            });
    Thread drain = drain(pipe.reader());
    from.transferTo(kernel ? pipe.writer() : hidden(pipe.writer()), size);
    fill.join();
    drain.join();
  }

  private ReadableByteChannel source(boolean kernel) throws Exception {
    return kernel ? Descriptor.open(file).fileChannel() : FileChannel.open(file);
  }

  /** A channel of which the library does not know what it is. */
  private static WritableByteChannel hidden(WritableByteChannel channel) {
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer buffer) throws java.io.IOException {
        return channel.write(buffer);
      }

      @Override
      public boolean isOpen() {
        return channel.isOpen();
      }

      @Override
      public void close() throws java.io.IOException {
        channel.close();
      }
    };
  }

  private Thread drain(ByteReader reader) {
    return start(
        () -> {
          ByteBuffer chunk = ByteBuffer.allocateDirect(128 << 10);
          for (long done = 0; done < size; ) {
            done += reader.read(chunk.clear());
          }
        });
  }

  private static Thread start(Move body) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                body.run();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }
}
