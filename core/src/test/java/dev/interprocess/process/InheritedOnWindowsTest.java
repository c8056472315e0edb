package dev.interprocess.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.SystemError;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ends of pipes that a child of Windows has by their numbers. */
@OnWindows
class InheritedOnWindowsTest {
  @Test
  void aGivenEndIsTheChildsAndItsCloseIsTheEnd() throws Exception {
    try (UnnamedPipe there = UnnamedPipe.create();
        UnnamedPipe back = UnnamedPipe.create();
        Child child =
            WindowsChildren.java(Echo.class)
                .give(3, there.reader())
                .give(7, back.writer())
                .output(Redirect.INHERIT)
                .error(Redirect.INHERIT)
                .start()) {
      assertThat(there.reader().isOpen()).isFalse();
      byte[] much = new byte[1 << 20];
      for (int i = 0; i < much.length; i++) {
        much[i] = (byte) (i * 31);
      }
      Task<Void> write =
          Task.run(
              () -> {
                there.writer().write(much);
                there.writer().close();
              });
      assertThat(back.reader().inputStream().readAllBytes()).isEqualTo(much);
      write.get();
      assertThat(child.waitFor().isSuccess()).isTrue();
    }
  }

  static final class Echo {
    public static void main(String[] none) throws Exception {
      try (PipeReader in = Inherited.reader(3);
          PipeWriter out = Inherited.writer(7)) {
        in.transferTo(out);
      }
    }
  }

  @Test
  void aLentEndStaysOursToo() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      for (int i = 0; i < 2; i++) {
        try (Child child = WindowsChildren.cmd("echo x").lend(1, pipe.writer()).start()) {
          assertThat(child.waitFor().isSuccess()).isTrue();
        }
      }
      pipe.writer().write("y".getBytes(UTF_8)); // by a thread that blocks in its place
      pipe.writer().close();
      assertThat(new String(pipe.reader().inputStream().readAllBytes(), UTF_8))
          .isEqualTo("x\r\nx\r\ny");
    }
  }

  /** What a program in C, C++ or Python has as its descriptor 3. */
  @Test
  void itsNumberIsThatOfTheCRuntime() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create();
        Child child =
            WindowsChildren.java(CRuntime.class)
                .give(3, pipe.writer())
                .error(Redirect.INHERIT)
                .start()) {
      assertThat(new String(pipe.reader().inputStream().readAllBytes(), UTF_8)).isEqualTo("from C");
      assertThat(child.waitFor().isSuccess()).isTrue();
    }
  }

  @SuppressWarnings("restricted")
  static final class CRuntime {
    public static void main(String[] none) throws Throwable {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment text = arena.allocateFrom("from C");
        int written =
            (int)
                Linker.nativeLinker()
                    .downcallHandle(
                        SymbolLookup.libraryLookup("ucrtbase.dll", Arena.global())
                            .findOrThrow("_write"),
                        FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT))
                    .invokeExact(3, text, 6);
        System.exit(written == 6 ? 0 : 1);
      }
    }
  }

  @Test
  void anInheritedEndIsWaitedForAndCancelledAsAnyOther() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create();
        Child child =
            WindowsChildren.java(Waits.class)
                .give(5, pipe.reader())
                .error(Redirect.INHERIT)
                .start()) {
      assertThat(new String(child.output().readFully(1), UTF_8)).isEqualTo("!");
      pipe.writer().write(new byte[] {1});
      assertThat(new String(child.output().inputStream().readAllBytes(), UTF_8)).isEqualTo("ok");
      assertThat(child.waitFor().isSuccess()).isTrue();
    }
  }

  static final class Waits {
    public static void main(String[] none) throws Exception {
      PipeReader in = Inherited.reader(5);
      check(failureOf(() -> Inherited.reader(5)) instanceof IllegalStateException);
      check(failureOf(() -> Inherited.writer(1_000)) instanceof SystemError);
      check(failureOf(() -> Inherited.reader(1)).toString().contains("the other end"));
      for (ThreadKind kind : ThreadKind.values()) {
        for (int round = 0; round < 50; round++) {
          Task<Integer> timed =
              Task.start(
                  kind, () -> in.read(java.nio.ByteBuffer.allocate(1), Duration.ofMillis(1)));
          check(timed.failure() instanceof SocketTimeoutException);
          Task<Integer> interrupted = Task.start(kind, () -> in.read(new byte[1]));
          if (round % 2 == 0) {
            interrupted.awaitWaiting();
          }
          interrupted.thread().interrupt();
          check(interrupted.failure() instanceof InterruptedIOException);
        }
      }
      System.out.print("!");
      check(in.readFully(1)[0] == 1);
      check(in.available() == 0);
      Task<Integer> closed = Task.start(ThreadKind.VIRTUAL, () -> in.read(new byte[1]));
      closed.awaitWaiting();
      check(in.available() == 0); // at once, though the read waits
      in.close();
      check(closed.failure() instanceof AsynchronousCloseException);
      System.out.print("ok");
    }

    private static Exception failureOf(Task.Body body) throws Exception {
      return Task.run(body).failure();
    }

    private static void check(boolean condition) {
      if (!condition) {
        throw new AssertionError();
      }
    }
  }

  @Test
  void anEndCanBeGivenBeforeItIsUsedOnly() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      pipe.writer().write(new byte[1]);
      assertThatThrownBy(() -> WindowsChildren.cmd("cd").give(0, pipe.reader()).start())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("before the pipe is used here");
      assertThat(pipe.reader().readFully(1)).hasSize(1); // and it stays as it was
    }
  }
}
