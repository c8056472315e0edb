package dev.interprocess.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for one service: its data, its socket, its log. Services are run as user nobody where we
 * are root, as many of them refuse that; the folder is then nobody's.
 */
record Place(Path folder) implements AutoCloseable {
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  static Place make() throws IOException {
    // Short, as a socket's address holds 107 bytes.
    Path folder = Files.createTempDirectory("ipc-service");
    if (ROOT) {
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }
    return new Place(folder);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Starts a service as nobody, its output in the file {@code log}. */
  Service start(String... command) throws IOException {
    return Service.start(this, asNobody(command));
  }

  /** Runs a program as nobody to its end, which must be a success. */
  void run(String... command) throws IOException, InterruptedException {
    try (Service program = Service.start(this, asNobody(command))) {
      program.awaitSuccess();
    }
  }

  private static List<String> asNobody(String... command) {
    List<String> all = new ArrayList<>();
    if (ROOT) {
      all.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    all.addAll(List.of(command));
    return all;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Place::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
