package dev.interprocess.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever is refused a thousand times a second fills no disk, and is not forgotten. */
class SparingLogTest {
  private final List<String> lines = new ArrayList<>();
  private final System.Logger logger =
      new System.Logger() {
        @Override
        public String getName() {
          return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
          return true;
        }

        @Override
        public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String message,
            @Nullable Throwable thrown) {
          lines.add(level + " " + message + " " + thrown);
        }

        @Override
        public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... values) {
          throw new AssertionError("a stranger's text is no format");
        }
      };

  @Test
  void tenAtOnceAndThenHowManyMore() throws Exception {
    SparingLog log = new SparingLog(() -> logger);
    for (int i = 0; i < 1_000; i++) {
      log.info("refused {0}");
    }
    int atOnce = lines.size();
    assertThat(atOnce).isBetween(10, 20); // a few more on a machine that stands still
    assertThat(lines.getFirst()).isEqualTo("INFO refused {0} null");
    while (lines.size() == atOnce) {
      Thread.sleep(20);
      log.warning("refused", new IllegalStateException("the check"));
    }
    assertThat(lines.getLast())
        .matches(
            "WARNING refused \\(\\d+ more before were not logged\\)"
                + " java.lang.IllegalStateException: the check");
  }
}
