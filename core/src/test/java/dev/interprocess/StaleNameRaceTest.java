package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.TestJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that want one stale name at the same moment: one gets it, and keeps it. */
@Tag("slow")
class StaleNameRaceTest {
  private static final int ROUNDS = Boolean.getBoolean("interprocess.full") ? 1_000 : 200;

  @TempDir Path folder;

  @Test
  @Timeout(600)
  void exactlyOneWins() throws Exception {
    Path path = folder.resolve("socket");
    LocalName name = LocalName.path(path);
    try (TestJvm one = TestJvm.start("", Starter.class, path.toString());
        TestJvm two = TestJvm.start("", Starter.class, path.toString())) {
      assertThat(List.of(one.hear(), two.hear())).containsOnly("ready");
      for (int i = 0; i < ROUNDS; i++) {
        LocalStream.listenOptions().removeOnClose(false).listen(name).close();
        assertThat(path).as("stale file").exists();
        one.tell("listen");
        two.tell("listen");
        assertThat(List.of(one.hear(), two.hear()))
            .as("round %d", i)
            .containsExactlyInAnyOrder("won", "BindException");
        // The loser has left the winner's file alone.
        LocalStream.connect(name).close();
        one.tell("close");
        two.tell("close");
        assertThat(List.of(one.hear(), two.hear())).containsOnly("closed");
        assertThat(Files.exists(path)).isFalse();
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  /** Listens and closes as it is told. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] arguments) throws IOException {
      BufferedReader commands =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      ListenOptions<LocalName, LocalStream> options =
          LocalStream.listenOptions().existing(Existing.REPLACE_STALE);
      LocalListener<LocalStream> listener = null;
      System.out.println("ready");
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        if (line.equals("close")) {
          if (listener != null) {
            listener.close();
            listener = null;
          }
          System.out.println("closed");
          continue;
        }
        try {
          listener = options.listen(LocalName.path(Path.of(arguments[0])));
          System.out.println("won");
        } catch (IOException e) {
          System.out.println(e instanceof java.net.BindException ? "BindException" : e.toString());
        }
      }
    }
  }
}
