package dev.interprocess.cli;

import dev.interprocess.PipeReader;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.ReceivedMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Where the contents of received descriptors go: files that are named by their number. */
final class DescriptorFolder {
  private static final int BUFFER = 128 << 10;

  private final AtomicInteger next = new AtomicInteger();
  private final Path folder;

  DescriptorFolder(Path folder) {
    this.folder = folder;
  }

  /** Stores what the message brought along, and says so on standard error. */
  void store(ReceivedMessage message) throws IOException {
    for (Descriptor descriptor : message.descriptors()) {
      Path file = folder.resolve(Integer.toString(next.incrementAndGet()));
      Descriptor.Kind kind = descriptor.kind();
      switch (kind) {
        case FILE, MEMORY -> store(descriptor.fileChannel(), file);
        case PIPE -> {
          try (PipeReader reader = PipeReader.adopt(descriptor)) {
            store(reader, file);
          }
        }
        default -> {
          System.err.println("received a descriptor that has nothing to read: " + kind);
          continue;
        }
      }
      System.err.println("received " + file);
    }
  }

  /** For this user alone, and never over a file that is there. */
  private static void store(ReadableByteChannel from, Path file) throws IOException {
    try (FileChannel to =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      while (from.read(buffer.clear()) >= 0) {
        to.write(buffer.flip());
      }
    }
  }
}
