package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.support.Names;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may connect: modes of files, and what stands for them with abstract names. */
class AccessTest {
  private static final String CONNECT =
      """
      import socket, sys
      s = socket.socket(socket.AF_UNIX)
      s.settimeout(10)
      s.connect(sys.argv[1].replace('@', '\\0', 1))
      print(s.recv(1) == b'x')
      """;

  @TempDir Path folder;

  @BeforeEach
  void openTheFolderToAll() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static Stream<Arguments> modes() {
    return Stream.of(
        Arguments.of(Access.owner(), "rw-------"),
        Arguments.of(Access.everyone(), "rw-rw-rw-"),
        Arguments.of(Access.group("root"), "rw-rw----"),
        Arguments.of(Access.mode(PosixFilePermissions.fromString("rwx-w--w-")), "rwx-w--w-"));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void theModeIsExactlyTheOneAskedFor(Access access, String mode) throws IOException {
    assumeTrue(isRoot(), "root: only it may give a file to the group root");
    Path path = folder.resolve("socket");
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions().access(access).listen(LocalName.path(path))) {
      assertThat(listener.isOpen()).isTrue();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo(mode);
    }
    assertThat(path).doesNotExist();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void anotherUserIsRefusedByTheModeOfTheFile() throws Exception {
    Path path = folder.resolve("socket");
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.path(path))) {
      assertThat(listener.isOpen()).isTrue();
      assertThat(connectAsNobody(path.toString())).contains("PermissionError");
    }
  }

  @Test
  void anotherUserIsClosedAtAcceptOnAnAbstractName() throws Exception {
    String name = Names.unique();
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.namespaced(name))) {
      Thread acceptor = Thread.startVirtualThread(() -> acceptOne(listener));
      assertThat(connectAsNobody("@" + name)).contains("False");
      listener.close();
      acceptor.join();
    }
  }

  @Test
  void anotherUserGetsInWhereEveryoneMay() throws Exception {
    for (Access access : Set.of(Access.everyone(), Access.user("nobody"))) {
      String name = Names.unique();
      try (LocalListener<LocalStream> listener =
          LocalStream.listenOptions().access(access).listen(LocalName.namespaced(name))) {
        Thread acceptor = Thread.startVirtualThread(() -> acceptOne(listener));
        assertThat(connectAsNobody("@" + name)).contains("True");
        acceptor.join();
      }
    }
  }

  @Test
  void aMemberOfTheGroupGetsInOnAnAbstractNameAndNobodyElse() throws Exception {
    String name = Names.unique();
    Access daemons = Access.group("daemon");
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions().access(daemons).listen(LocalName.namespaced(name))) {
      Thread acceptor = Thread.startVirtualThread(() -> acceptOne(listener));
      assertThat(connectAsNobody("@" + name)).contains("False");
      assertThat(connectAsNobody("@" + name, "--groups=1")).contains("True");
      acceptor.join();
    }
  }

  @Test
  void aMemberOfTheGroupGetsInByPathAndNobodyElse() throws Exception {
    Path path = folder.resolve("socket");
    try (LocalListener<LocalStream> listener =
        LocalStream.listenOptions().access(Access.group("daemon")).listen(LocalName.path(path))) {
      Thread acceptor = Thread.startVirtualThread(() -> acceptOne(listener));
      assertThat(connectAsNobody(path.toString())).contains("PermissionError");
      assertThat(connectAsNobody(path.toString(), "--groups=1")).contains("True");
      acceptor.join();
    }
  }

  @Test
  void aCheckDecidesAndAnExceptionRefuses() throws Exception {
    LocalName name = Names.namespaced();
    Access refusing =
        Access.owner()
            .onlyIf(
                peer -> {
                  throw new IOException("no");
                });
    for (Access access : List.of(Access.owner().onlyIf(peer -> peer.pid() < 0), refusing)) {
      try (LocalListener<LocalStream> listener =
              LocalStream.listenOptions().access(access).listen(name);
          LocalStream client = LocalStream.connect(name)) {
        assertThatThrownBy(() -> listener.accept(Duration.ofMillis(100)))
            .isInstanceOf(SocketTimeoutException.class);
        assertThat(client.read(new byte[1])).isEqualTo(-1);
      }
    }
  }

  @Test
  void anErrorInACheckIsThrownAndTheClientIsClosed() throws Exception {
    LocalName name = Names.namespaced();
    Access failing =
        Access.owner()
            .onlyIf(
                peer -> {
                  throw new AssertionError("a bug");
                });
    try (LocalListener<LocalStream> listener =
            LocalStream.listenOptions().access(failing).listen(name);
        LocalStream client = LocalStream.connect(name)) {
      assertThatThrownBy(listener::accept).isInstanceOf(AssertionError.class).hasMessage("a bug");
      assertThat(client.read(new byte[1])).isEqualTo(-1);
      assertThat(listener.isOpen()).isTrue();
    }
  }

  private static void acceptOne(LocalListener<LocalStream> listener) {
    try (LocalStream stream = listener.accept()) {
      stream.write(new byte[] {'x'});
    } catch (IOException e) {
      return; // closed: nobody was admitted
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static String connectAsNobody(String name) throws Exception {
    return connectAsNobody(name, "--clear-groups");
  }

  private static String connectAsNobody(String name, String groups) throws Exception {
    assumeTrue(isRoot(), "root: to become another user");
    Process process =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                groups,
                "/usr/bin/python3",
                "-c",
                CONNECT,
                name)
            .redirectErrorStream(true)
            .start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
