package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interprocess.support.Names;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors have the JDK's type, the system's number, and a message that says what was tried. */
class ErrorsTest {
  @TempDir Path folder;

  @Test
  void noSuchFile() {
    Path path = folder.resolve("missing");
    IOException e =
        catchThrowableOfType(IOException.class, () -> LocalStream.connect(LocalName.path(path)));
    assertThat(e)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("connect unix:" + path + ": No such file or directory (ENOENT)");
    assertThat(e)
        .isInstanceOfSatisfying(
            SystemError.class,
            error -> {
              assertThat(error.number()).isEqualTo(2);
              assertThat(error.name()).isEqualTo("ENOENT");
              assertThat(error.text()).isEqualTo("No such file or directory");
            });
  }

  @Test
  void nobodyListens() throws IOException {
    LocalName name = Names.namespaced();
    assertThatThrownBy(() -> LocalStream.connect(name))
        .isInstanceOf(ConnectException.class)
        .hasMessage("connect " + name + ": Connection refused (ECONNREFUSED)");
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> LocalStream.connect(LocalName.path(file)))
        .isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> LocalStream.connect(LocalName.path(folder)))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void aNameInUse() throws IOException {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      assertThat(listener.address()).isEqualTo(name);
      assertThatThrownBy(() -> LocalStream.listen(name))
          .isInstanceOf(BindException.class)
          .hasMessage("listen (bind) " + name + ": Address already in use (EADDRINUSE)");
    }
  }

  @Test
  void aFileInTheWayStaysAsItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    for (Existing existing : Existing.values()) {
      assertThatThrownBy(
              () -> LocalStream.listenOptions().existing(existing).listen(LocalName.path(file)))
          .isInstanceOf(BindException.class);
    }
    assertThat(file).hasContent("precious");
  }

  @Test
  void aMissingFolder() {
    for (Existing existing : Existing.values()) {
      assertThatThrownBy(
              () ->
                  LocalStream.listenOptions()
                      .existing(existing)
                      .listen(LocalName.path(folder.resolve("missing/socket"))))
          .isInstanceOf(NoSuchFileException.class);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aBrokenConnectionIsToldFromAnEnd() throws IOException {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().write(new byte[10]);
      pair.second().close();
      IOException e = catchThrowableOfType(IOException.class, () -> pair.first().read(new byte[1]));
      assertThat(e).hasMessage("read socket pair: Connection reset by peer (ECONNRESET)");
      IOException broken =
          catchThrowableOfType(IOException.class, () -> pair.first().write(new byte[1]));
      assertThat(broken).hasMessage("write socket pair: Broken pipe (EPIPE)");
    }
  }
}
