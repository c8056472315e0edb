package dev.interprocess.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which process holds a socket: whichever has its inode among its descriptors in {@code /proc}. */
final class SocketOwners {
  private static final Path PROC = Path.of("/proc");

  private final Map<Long, Owner> byInode = new HashMap<>();

  /** A process and its user. */
  record Owner(long pid, String program, String user) {}

  /** Looks at all processes; those of other users stay unknown unless this one is the root's. */
  static SocketOwners look() throws IOException {
    SocketOwners owners = new SocketOwners();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        owners.add(process);
      }
    }
    return owners;
  }

  private void add(Path process) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      Owner owner = null;
      for (Path descriptor : descriptors) {
        String target = target(descriptor);
        if (target.startsWith("socket:[")) {
          owner = owner != null ? owner : describe(process);
          byInode.putIfAbsent(
              Long.parseLong(target.substring("socket:[".length(), target.length() - 1)), owner);
        }
      }
    } catch (IOException e) {
      return; // it has ended, or is not ours to look into
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  private static Owner describe(Path process) throws IOException {
    return new Owner(
        Long.parseLong(process.getFileName().toString()),
        Files.readString(process.resolve("comm")).strip(),
        Files.getOwner(process).getName());
  }

  @Nullable Owner of(long inode) {
    return byInode.get(inode);
  }
}
