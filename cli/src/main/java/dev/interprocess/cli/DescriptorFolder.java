package dev.interprocess.cli;

import dev.interprocess.PipeReader;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.ReceivedMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** Where the contents of received descriptors go: files that are named by their number. */
final class DescriptorFolder {
  private static final int BUFFER = 128 << 10;

  private final AtomicInteger next = new AtomicInteger();
  private final Path folder;

  DescriptorFolder(Path folder) {
    this.folder = folder;
  }

  /** By its name on the command line. */
  static @Nullable Path named(ParseResult arguments) {
    @Nullable String name = arguments.matchedOptionValue("--receive-fd", null);
    if (name == null) {
      return null;
    }
    Path folder = Path.of(name);
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw Specs.wrongUsage(arguments, "--receive-fd: no folder to write to: " + name);
    }
    return folder;
  }

  /** Stores what the message brought along, and says so on standard error. */
  void store(ReceivedMessage message) throws IOException {
    for (Descriptor descriptor : message.descriptors()) {
      Descriptor.Kind kind = descriptor.kind();
      switch (kind) {
        case FILE, MEMORY -> store(descriptor.fileChannel());
        case PIPE -> {
          try (PipeReader reader = PipeReader.adopt(descriptor)) {
            store(reader);
          }
        }
        default -> System.err.println("received a descriptor that has nothing to read: " + kind);
      }
    }
  }

  /** For this user alone, and never over a file that is there. */
  private void store(ReadableByteChannel from) throws IOException {
    Path file = next();
    while (true) {
      try (FileChannel to =
          FileChannel.open(
              file,
              Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        while (from.read(buffer.clear()) >= 0) {
          to.write(buffer.flip());
        }
        Notice.say("received " + file);
        return;
      } catch (FileAlreadyExistsException e) {
        file = next(); // that one is of an earlier run
      }
    }
  }

  private Path next() {
    return folder.resolve(Integer.toString(next.incrementAndGet()));
  }
}
