package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listening that fails says why, and leaves nothing. What is in the way: ExistingNameTest. */
class ListenFailureTest {
  @TempDir Path folder;

  private LocalName name(String file) {
    return LocalName.path(folder.resolve(file));
  }

  @Test
  void onANameInUseNamesTheCallAndTheError() throws IOException {
    LocalName name = Names.namespaced();
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      assertThat(listener.address()).isEqualTo(name);
      assertThatThrownBy(() -> LocalStream.listen(name))
          .isInstanceOf(BindException.class)
          .hasMessage("listen (bind) " + name + ": Address already in use (EADDRINUSE)");
    }
  }

  @ParameterizedTest
  @EnumSource
  void inAMissingFolderMakesNothing(Existing existing) {
    assertThatThrownBy(() -> LocalStream.listenOptions().existing(existing).listen(name("none/x")))
        .isInstanceOf(NoSuchFileException.class)
        .isInstanceOf(SystemError.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void withAnUnknownUserOrGroupLeavesNothing() {
    for (Access access : new Access[] {Access.user("no such"), Access.group("no such")}) {
      assertThatThrownBy(() -> LocalStream.listenOptions().access(access).listen(name("x")))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(AccessDeniedException.class)
          .hasMessageContaining("no such");
    }
    assertThat(folder).isEmptyDirectory();
  }
}
