package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A listener's file among other files, and after its close. */
class SocketFileTest {
  @TempDir Path folder;

  @Test
  void isNoRegularFileAndCannotBeCopiedButDeleted() throws Exception {
    Path socket = folder.resolve("a.sock");
    try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.path(socket))) {
      BasicFileAttributes attributes = Files.readAttributes(socket, BasicFileAttributes.class);
      assertThat(attributes.isOther()).isTrue();
      assertThat(attributes.isRegularFile()).isFalse();
      assertThatThrownBy(() -> Files.copy(socket, folder.resolve("copy")))
          .isInstanceOf(IOException.class);
      Files.delete(socket);
      assertThat(listener.isOpen()).isTrue();
    }
  }

  @Test
  void staysAfterTheCloseWhenAskedTo() throws Exception {
    Path socket = folder.resolve("a.sock");
    LocalStream.listenOptions().removeOnClose(false).listen(LocalName.path(socket)).close();
    assertThat(Files.readAttributes(socket, BasicFileAttributes.class).isOther()).isTrue();
    LocalStream.listenOptions()
        .existing(Existing.REPLACE_STALE)
        .listen(LocalName.path(socket))
        .close();
    assertThat(socket).doesNotExist();
  }
}
