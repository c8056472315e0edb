package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The annotations are ours alone: who uses the library compiles without them, and sees nothing. */
class ConsumerWithoutJSpecifyTest {
  private static final String CLASSES = Path.of("target/classes").toAbsolutePath().toString();

  private static final String CONSUMER =
      """
      package consumer;

      import dev.interprocess.Access;
      import dev.interprocess.LocalListener;
      import dev.interprocess.LocalName;
      import dev.interprocess.LocalStream;
      import dev.interprocess.SystemError;
      import dev.interprocess.UnnamedPipe;
      import dev.interprocess.unix.UnixStream;
      import java.io.IOException;
      import java.nio.ByteBuffer;

      /** A consumer. */
      public final class Consumer {
        private Consumer() {}

        /**
         * Uses a bit of everything.
         *
         * @param text a name
         * @return what it found
         * @throws IOException if something fails
         */
        public static String use(String text) throws IOException {
          LocalName name = LocalName.of(text);
          try (LocalListener<LocalStream> listener =
                  LocalStream.listenOptions().access(Access.everyone().onlyIf(p -> true)).listen(name);
              LocalStream stream = LocalStream.connect(name);
              UnnamedPipe pipe = UnnamedPipe.create()) {
            pipe.writer().write(ByteBuffer.allocate(1));
            return stream instanceof UnixStream unix
                ? unix.peer().toString() + listener.address()
                : stream.peer().user();
          } catch (IOException e) {
            throw e instanceof SystemError error ? new IOException(error.name(), e) : e;
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void compilesAsAModule() throws Exception {
    Path module =
        Files.writeString(
            folder.resolve("module-info.java"),
            "/** A consumer. */ module consumer { requires dev.interprocess; exports consumer; }");
    assertThat(compile(List.of("--module-path", CLASSES), module)).isEmpty();
  }

  @Test
  void compilesOnTheClassPath() throws Exception {
    assertThat(compile(List.of("-cp", CLASSES))).isEmpty();
  }

  private String compile(List<String> paths, Path... further) throws Exception {
    Path source = folder.resolve("consumer/Consumer.java");
    Files.createDirectory(source.getParent());
    Files.writeString(source, CONSUMER);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    command.addAll(List.of("-Xlint:all", "-Werror", "-d", folder.resolve("out").toString()));
    command.addAll(paths);
    command.add(source.toString());
    for (Path file : further) {
      command.add(file.toString());
    }
    Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
    return dev.interprocess.support.Peers.outputOf(javac);
  }
}
