package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.TestJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file system forbids is told as that, and not as a name that does not exist. */
class AccessDeniedTest {
  // Root may do everything by these two capabilities; without them modes hold for it too.
  private static final String WITHOUT_OVERRIDE =
      System.getProperty("user.name").equals("root")
          ? "exec setpriv --bounding-set -dac_override,-dac_read_search \"$0\" \"$@\""
          : "";

  @TempDir Path folder;

  @AfterEach
  void open() throws IOException {
    chmod(folder, "rwx------");
  }

  private static void chmod(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static void assertSaid(Path socket, String connect, String listen) throws Exception {
    try (TestJvm jvm = TestJvm.start(WITHOUT_OVERRIDE, Trying.class, socket.toString())) {
      assertThat(jvm.hear()).isEqualTo(connect);
      assertThat(jvm.hear()).isEqualTo(listen);
    }
  }

  @Test
  void byAFolderThatMayNotBeEntered() throws Exception {
    Path socket = folder.resolve("a.sock");
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.path(socket))) {
      chmod(folder, "rw-------");
      assertSaid(
          socket,
          "connect unix:" + socket + ": Permission denied (EACCES)",
          "listen (bind) unix:" + socket + ": Permission denied (EACCES)");
      chmod(folder, "rwx------");
      assertThat(listener.isOpen()).isTrue();
    }
  }

  @Test
  void byAFileThatMayNotBeWritten() throws Exception {
    Path socket = folder.resolve("a.sock");
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.path(socket))) {
      chmod(socket, "r--------");
      assertSaid(
          socket,
          "connect unix:" + socket + ": Permission denied (EACCES)",
          "listen (bind) unix:" + socket + ": Address already in use (EADDRINUSE)");
      assertThat(listener.isOpen()).isTrue();
    }
  }

  /** Says how it fares. */
  static final class Trying {
    private Trying() {}

    public static void main(String[] arguments) {
      LocalName name = LocalName.path(Path.of(arguments[0]));
      try (LocalStream stream = LocalStream.connect(name)) {
        System.out.println("connected " + stream);
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
      try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
        System.out.println(listener);
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
