package dev.interprocess.services;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The programs of this machine. */
final class Programs {
  private Programs() {}

  /** The path of a program; skips the test if it is not installed. */
  static String require(String name) {
    for (Path folder : folders()) {
      if (Files.isExecutable(folder.resolve(name))) {
        return folder.resolve(name).toString();
      }
    }
    return abort(name + " is not installed");
  }

  private static List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    for (String folder :
        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1)) {
      folders.add(Path.of(folder));
    }
    folders.add(Path.of("/usr/sbin"));
    folders.add(Path.of("/usr/lib/systemd"));
    try (DirectoryStream<Path> versions =
        Files.newDirectoryStream(Path.of("/usr/lib/postgresql"))) {
      versions.forEach(version -> folders.add(version.resolve("bin")));
    } catch (IOException e) {
      return folders; // PostgreSQL is not installed, then
    }
    return folders;
  }
}
