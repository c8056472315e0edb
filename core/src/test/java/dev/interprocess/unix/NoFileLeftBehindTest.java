package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SystemError;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.TestJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What can't be made for want of a descriptor, at whichever step, leaves no file. */
class NoFileLeftBehindTest {
  @TempDir Path folder;

  /** What has a file. */
  enum Made {
    FIFO,
    LISTENER,
    DATAGRAM;

    AutoCloseable make(Path path) throws IOException {
      return switch (this) {
        case FIFO -> Fifo.create(path);
        case LISTENER -> UnixStream.listen(UnixAddress.path(path));
        case DATAGRAM -> UnixDatagram.bind(UnixAddress.path(path));
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Made.class)
  void withAnyNumberOfDescriptorsLeft(Made made) throws Exception {
    Path path = folder.resolve("name");
    try (TestJvm jvm = TestJvm.start("ulimit -n 80", Maker.class, made.name(), path.toString())) {
      assertThat(jvm.hear()).isEqualTo("with 0 left: EMFILE, file false");
      String line = jvm.hear();
      for (int left = 1; !line.endsWith("made"); left++) {
        assertThat(line).isEqualTo("with " + left + " left: EMFILE, file false");
        line = jvm.hear();
      }
      assertThat(folder).isEmptyDirectory();
    }
  }

  /** Tries with more descriptors each time. */
  static final class Maker {
    private Maker() {}

    public static void main(String[] arguments) throws Exception {
      Made made = Made.valueOf(arguments[0]);
      Path path = Path.of(arguments[1]);
      made.make(path).close(); // loads what is needed, files included
      Files.exists(path);
      try (UnnamedPipe pipe = UnnamedPipe.create()) {
        Deque<Descriptor> hoard = new ArrayDeque<>();
        failure(
            () -> {
              while (true) {
                hoard.add(Descriptor.duplicateOf(pipe.reader()));
              }
            });
        for (int left = 0; left < 20; left++) {
          String failure = failure(() -> made.make(path));
          boolean there = Files.exists(path);
          System.out.println(
              "with "
                  + left
                  + " left: "
                  + (failure.isEmpty() ? "made" : failure + ", file " + there));
          if (failure.isEmpty()) {
            return;
          }
          hoard.removeLast().close();
        }
      }
    }

    private interface Attempt {
      AutoCloseable run() throws Exception;
    }

    private static String failure(Attempt attempt) throws Exception {
      try {
        attempt.run().close();
        return "";
      } catch (IOException e) {
        return e instanceof SystemError error ? error.name() : e.toString();
      }
    }
  }
}
