package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.TestJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The umask, which a JVM cannot change for itself, neither widens nor narrows who may connect. */
class UmaskTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "000, owner, rw-------",
    "077, owner, rw-------",
    "777, owner, rw-------",
    "000, everyone, rw-rw-rw-",
    "077, everyone, rw-rw-rw-",
    "022, everyone, rw-rw-rw-"
  })
  void changesNothing(String umask, String access, String mode) throws Exception {
    Path path = folder.resolve("a.sock");
    try (TestJvm jvm = TestJvm.start("umask " + umask, Listening.class, path.toString(), access)) {
      assertThat(jvm.hear()).isEqualTo("listening");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo(mode);
    }
  }

  /** Listens until it is killed. */
  static final class Listening {
    private Listening() {}

    public static void main(String[] arguments) throws Exception {
      Access access = arguments[1].equals("owner") ? Access.owner() : Access.everyone();
      try (LocalListener<LocalStream> listener =
          LocalStream.listenOptions()
              .access(access)
              .listen(LocalName.path(Path.of(arguments[0])))) {
        System.out.println("listening");
        listener.accept();
      }
    }
  }
}
