package dev.interprocess.interop;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of this project are, from whichever of its folders the tests are started. */
public final class Project {
  private Project() {}

  /** The folder with the launcher {@code ipc} in it. */
  public static Path root() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isExecutable(folder.resolve("ipc")) && Files.exists(folder.resolve("pom.xml"))) {
        return folder;
      }
    }
    throw new IllegalStateException("not in the project: " + start);
  }

  static Path interop() {
    return root().resolve("interop");
  }
}
