package dev.interprocess.process;

import static dev.interprocess.internal.abi.Linux.O_NONBLOCK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.SocketPair;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A child has the descriptors that it was given, by their numbers, and no others. */
class ChildDescriptorsTest {
  /** Says that it runs, and waits: so what it has can be looked at. */
  private static final String WAIT = "echo; read line";

  private static List<String> numbers(Child child) throws Exception {
    child.output().readFully(1);
    try (Stream<Path> links = Files.list(Path.of("/proc/" + child.pid() + "/fd"))) {
      return links.map(link -> link.getFileName().toString()).sorted().toList();
    }
  }

  private static int flags(Child child, int number) throws Exception {
    return Files.readAllLines(Path.of("/proc/" + child.pid() + "/fdinfo/" + number)).stream()
        .filter(line -> line.startsWith("flags:"))
        .map(line -> Integer.parseInt(line.substring(6).strip(), 8))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void areTheStandardStreamsWhenNothingIsGiven() throws Exception {
    // Many of this JVM's own are not closed on exec.
    assertThat(OpenFiles.targets(ProcessHandle.current().pid())).hasSizeGreaterThan(5);
    try (Child child = Children.shell(WAIT).directory(Path.of("/")).start()) {
      assertThat(numbers(child)).containsExactly("0", "1", "2");
    }
  }

  @Test
  void areTheNumbersThatWereGiven() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create();
        SocketPair<UnixStream> pair = UnixStream.pair();
        Child child =
            Children.shell(WAIT)
                .lend(100, pipe.writer())
                .lend(7, pipe.reader())
                .lend(9, pair.first())
                .start()) {
      assertThat(numbers(child)).containsExactly("0", "1", "100", "2", "7", "9");
    }
  }

  /** Numbers that are those of other descriptors here: none may be overwritten before its turn. */
  @Test
  void mayHaveTheNumbersOfOthersHere() throws Exception {
    try (Descriptor first = memory("first");
        Descriptor second = memory("second")) {
      String script = "cat /proc/self/fd/" + second.number() + " /proc/self/fd/" + first.number();
      assertThat(
              Children.outputOf(
                  Children.shell(script).lend(first.number(), second).lend(second.number(), first)))
          .isEqualTo("firstsecond");
    }
  }

  @Test
  void mayHaveItsOwnNumberOfHere() throws Exception {
    try (Descriptor memory = memory("same")) {
      int number = memory.number();
      assertThat(
              Children.outputOf(Children.shell("cat /proc/self/fd/" + number).lend(number, memory)))
          .isEqualTo("same");
    }
  }

  @Test
  void mayBeOneUnderSeveralNumbers() throws Exception {
    try (Descriptor memory = memory("x")) {
      assertThat(
              Children.outputOf(
                  Children.shell("cat /proc/self/fd/3 /proc/self/fd/4")
                      .lend(3, memory)
                      .lend(4, memory)))
          .isEqualTo("xx");
    }
  }

  @Test
  void takeThePlaceOfStandardStreams() throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair();
        Child cat = Child.command("cat").lend(0, pair.first()).give(1, pair.first()).start()) {
      pair.second().write("both ways".getBytes(UTF_8));
      pair.second().shutdownOutput();
      assertThat(new String(pair.second().inputStream().readAllBytes(), UTF_8))
          .isEqualTo("both ways");
      assertThat(cat.waitFor().isSuccess()).isTrue();
      assertThatThrownBy(cat::input).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(cat::output).isInstanceOf(IllegalStateException.class);
    }
  }

  /** The classic mistake: the parent keeps its writing end, and the reader never sees the end. */
  @Test
  void areClosedHereWhenGiven() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create();
        Child child =
            Children.python("import os; os.write(3, b'hi'); raise SystemExit(7)")
                .give(3, pipe.writer())
                .start()) {
      assertThat(pipe.writer().isOpen()).isFalse();
      assertThat(new String(pipe.reader().inputStream().readAllBytes(), UTF_8)).isEqualTo("hi");
      assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(7));
    }
  }

  @Test
  void stayOpenHereWhenLent() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create();
        Child child = Children.shell("echo one >&3").lend(3, pipe.writer()).start()) {
      child.waitFor();
      pipe.writer().write("two".getBytes(UTF_8));
      assertThat(new String(pipe.reader().readFully(7), UTF_8)).isEqualTo("one\ntwo");
    }
  }

  @Test
  void stayOpenHereWhenTheStartFails() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      Child.Builder builder = Child.command("/nonexistent").give(3, pipe.writer());
      assertThatThrownBy(builder::start).isInstanceOf(NoSuchFileException.class);
      pipe.writer().write("x".getBytes(UTF_8));
      assertThat(pipe.reader().readFully(1)).containsExactly('x');
    }
  }

  /** Ours do not; the flag would be the child's as well if the description were. */
  @Test
  void ofPipesBlockForTheChild() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create();
        UnnamedPipe packets = UnnamedPipe.createPackets();
        Child child =
            Children.shell(WAIT)
                .lend(3, pipe.writer())
                .lend(4, pipe.reader())
                .lend(5, packets.writer())
                .start()) {
      numbers(child);
      for (int number = 0; number <= 5; number++) {
        assertThat(flags(child, number) & O_NONBLOCK).isZero();
      }
      assertThat(flags(child, 5) & Target.O_DIRECT).isNotZero();
      assertThatThrownBy(() -> pipe.reader().read(ByteBuffer.allocate(1), Duration.ZERO))
          .isInstanceOf(SocketTimeoutException.class); // here it does not, as before
    }
  }

  @Test
  void doNotLeakHere() throws Exception {
    Children.outputOf(Children.shell("true"));
    int before = OpenFiles.count();
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      for (int i = 0; i < 20; i++) {
        Children.outputOf(Children.shell("true").lend(3, pipe.writer()));
        assertThatThrownBy(Child.command("/nonexistent").lend(3, pipe.writer())::start)
            .isInstanceOf(IOException.class);
      }
    }
    assertThat(OpenFiles.count()).isEqualTo(before);
  }

  @Test
  void areRefusedWhenClosedOrTwiceOrNegative() throws Exception {
    UnnamedPipe pipe = UnnamedPipe.create();
    Child.Builder builder = Child.command("cat").lend(3, pipe.writer());
    assertThatThrownBy(() -> builder.lend(3, pipe.reader()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("descriptor 3 twice");
    assertThatThrownBy(() -> builder.give(-1, pipe.reader()))
        .isInstanceOf(IllegalArgumentException.class);
    pipe.close();
    assertThatThrownBy(builder::start).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void beyondTheLimitAreRefused() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      assertThatThrownBy(Child.command("cat").lend(Integer.MAX_VALUE, pipe.writer())::start)
          .isInstanceOf(IOException.class)
          .hasMessage("start (duplicate) cat: Invalid argument (EINVAL)");
    }
  }

  private static Descriptor memory(String text) throws Exception {
    Descriptor memory = Descriptor.memory(text);
    memory.fileChannel().write(ByteBuffer.wrap(text.getBytes(UTF_8)));
    memory.fileChannel().position(0);
    return memory;
  }
}
