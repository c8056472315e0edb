package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import dev.interprocess.support.OpenFiles;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectFailureTest {
  @TempDir Path folder;

  private LocalName name(String file) {
    return LocalName.path(folder.resolve(file));
  }

  @Test
  void namesTheAddressTheReasonAndTheError() {
    assertThatThrownBy(() -> LocalStream.connect(name("x")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("connect unix:%s: No such file or directory (ENOENT)", folder.resolve("x"))
        .isInstanceOfSatisfying(
            SystemError.class,
            error -> {
              assertThat(error.number()).isEqualTo(2);
              assertThat(error.name()).isEqualTo("ENOENT");
              assertThat(error.text()).isEqualTo("No such file or directory");
            });
  }

  @Test
  void toAFileThatIsNoSocketIsRefusal() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> LocalStream.connect(name("file")))
        .isInstanceOf(ConnectException.class)
        .hasMessage("connect %s: Connection refused (ECONNREFUSED)", name("file"));
  }

  @Test
  void toAFolderIsRefusal() {
    assertThatThrownBy(() -> LocalStream.connect(LocalName.path(folder)))
        .isInstanceOf(ConnectException.class);
  }

  @Test
  void throughADanglingLinkIsMissing() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));
    assertThatThrownBy(() -> LocalStream.connect(name("link")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void throughALinkToALivingOneWorks() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
    try (LocalListener<LocalStream> listener = LocalStream.listen(name("real"));
        LocalStream stream = LocalStream.connect(name("link"))) {
      assertThat(stream.isOpen() && listener.isOpen()).isTrue();
    }
  }

  @Test
  void whereAFolderIsAFileIsTold() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> LocalStream.connect(name("file/x")))
        .isInstanceOfSatisfying(
            SystemError.class, error -> assertThat(error.name()).isEqualTo("ENOTDIR"));
  }

  @Test
  void toAnAbstractNameOfNobodyIsRefusal() {
    LocalName name = Names.namespaced();
    assertThatThrownBy(() -> LocalStream.connect(name))
        .isInstanceOf(ConnectException.class)
        .hasMessage("connect %s: Connection refused (ECONNREFUSED)", name);
  }

  @Test
  void leavesNothingOpen() {
    int before = OpenFiles.count();
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> LocalStream.connect(name("x"))).isInstanceOf(IOException.class);
    }
    assertThat(OpenFiles.count()).isEqualTo(before);
  }
}
