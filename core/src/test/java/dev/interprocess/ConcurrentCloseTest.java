package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Scale;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads close one listener while its successor starts: the successor's file stays. */
class ConcurrentCloseTest {
  private static final int ROUNDS = Scale.rounds(300, 10_000);

  @TempDir Path folder;

  @Test
  void neverRemovesTheSuccessorsFile() throws Exception {
    Path path = folder.resolve("a.sock");
    for (int round = 0; round < ROUNDS; round++) {
      LocalListener<LocalStream> old = listen(path);
      List<Task<Void>> closers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        closers.add(Task.run(ThreadKind.PLATFORM, old::close));
      }
      try (LocalListener<LocalStream> successor = listen(path)) {
        for (Task<Void> closer : closers) {
          closer.get();
        }
        assertThat(Files.exists(path)).as("round %s", round).isTrue();
        assertThat(successor.isOpen()).isTrue();
      }
    }
  }

  private static LocalListener<LocalStream> listen(Path path) throws Exception {
    return LocalStream.listenOptions().existing(Existing.REPLACE).listen(LocalName.path(path));
  }
}
