package dev.interprocess.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.SocketPair;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.Names;
import dev.interprocess.unix.Descriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** A Java child finds what it was given, by number and checked for its kind. */
class InheritedTest {
  @Test
  void eachKindIsFoundByItsNumber() throws Exception {
    LocalName name = Names.namespaced();
    try (UnnamedPipe there = UnnamedPipe.create();
        UnnamedPipe back = UnnamedPipe.create();
        SocketPair<LocalStream> pair = LocalStream.pair();
        LocalListener<LocalStream> listener = LocalStream.listen(name);
        Descriptor memory = Descriptor.memory("memory");
        Child child =
            Children.java(Taker.class)
                .give(3, there.reader())
                .give(4, back.writer())
                .give(5, pair.second())
                .give(6, listener)
                .lend(7, memory)
                .error(ProcessBuilder.Redirect.INHERIT)
                .start()) {
      there.writer().write("to".getBytes(UTF_8));
      there.writer().close();
      assertThat(new String(back.reader().inputStream().readAllBytes(), UTF_8)).isEqualTo("to fro");
      assertThat(new String(pair.first().readFully(6), UTF_8)).isEqualTo("stream");
      try (LocalStream client = LocalStream.connect(name)) {
        assertThat(new String(client.readFully(8), UTF_8)).isEqualTo("accepted");
      }
      assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(0));
      ByteBuffer written = ByteBuffer.allocate(10);
      memory.fileChannel().position(0).read(written);
      assertThat(new String(written.array(), 0, written.position(), UTF_8)).isEqualTo("memory");
    }
  }

  /** Takes all of it. */
  static final class Taker {
    private Taker() {}

    public static void main(String[] arguments) throws IOException {
      try (PipeReader in = Inherited.reader(3);
          PipeWriter out = Inherited.writer(4)) {
        out.write(in.inputStream().readAllBytes());
        out.write(" fro".getBytes(UTF_8));
      }
      try (LocalStream stream = Inherited.stream(5)) {
        stream.write("stream".getBytes(UTF_8));
      }
      try (LocalListener<LocalStream> listener = Inherited.listener(6);
          LocalStream client = listener.accept()) {
        client.write("accepted".getBytes(UTF_8));
      }
      try (Descriptor memory = Inherited.descriptor(7)) {
        memory.fileChannel().write(ByteBuffer.wrap("memory".getBytes(UTF_8)));
      }
    }
  }

  @Test
  void isCheckedAndTakenOnce() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        UnnamedPipe pipe = UnnamedPipe.create()) {
      assertThat(
              Children.outputOf(
                  Children.java(Mistaken.class).lend(20, pair.first()).lend(21, pipe.writer())))
          .isEqualToNormalizingNewlines(
              """
              IOException adopt inherited descriptor 20: it is SOCKET, not PIPE
              IOException adopt inherited descriptor 20: it is SOCKET, not a listening Unix stream socket
              taken
              IllegalStateException inherited descriptor 20 was taken before
              IOException adopt inherited descriptor 21: it is the other end of a pipe
              IOException adopt inherited descriptor 21: it is PIPE, not a Unix stream socket
              taken
              SystemError take inherited descriptor 1000: Bad file descriptor (EBADF)
              IllegalArgumentException negative descriptor: -1
              the JVM's own: refused""");
    }
  }

  /** Takes the wrong things. */
  static final class Mistaken {
    private Mistaken() {}

    private interface Taking {
      AutoCloseable take() throws IOException;
    }

    public static void main(String[] arguments) throws Exception {
      tell(() -> Inherited.reader(20));
      tell(() -> Inherited.listener(20));
      tell(() -> Inherited.stream(20));
      tell(() -> Inherited.stream(20));
      tell(() -> Inherited.reader(21));
      tell(() -> Inherited.stream(21));
      tell(() -> Inherited.writer(21));
      tell(() -> Inherited.descriptor(1000));
      tell(() -> Inherited.descriptor(-1));
      // Nothing was given by that number, so the JVM has opened its own first file by it.
      try {
        Inherited.descriptor(3).close();
      } catch (IOException e) {
        boolean refused = String.valueOf(e.getMessage()).contains("the JVM has opened");
        System.out.println("the JVM's own: " + (refused ? "refused" : e));
      }
    }

    private static void tell(Taking taking) throws Exception {
      try {
        taking.take().close();
        System.out.println("taken");
      } catch (IOException | RuntimeException e) {
        String type =
            e instanceof dev.interprocess.SystemError
                ? "SystemError"
                : e.getClass().getSimpleName();
        System.out.println(type + " " + e.getMessage());
      }
    }
  }

  @Test
  void theStandardStreamsStayOpen() throws Exception {
    assertThat(Children.outputOf(Children.java(StandardOutput.class))).isEqualTo("pipe\nprintln");
  }

  /** Writes to it in two ways. */
  static final class StandardOutput {
    private StandardOutput() {}

    public static void main(String[] arguments) throws IOException {
      try (PipeWriter out = Inherited.writer(1)) {
        out.write("pipe\n".getBytes(UTF_8));
      }
      System.out.println("println");
    }
  }
}
