package dev.interprocess.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.Access;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FifoTest {
  private static final Duration SHORT = Duration.ofMillis(30);

  @TempDir Path folder;
  private Path path = Path.of("");

  @BeforeEach
  void name() {
    path = folder.resolve("a fifo");
  }

  private static Process shell(String script, Path path) throws IOException {
    return new ProcessBuilder("bash", "-c", script, "bash", path.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static String outputOf(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return output;
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void theFirstReadWaitsForTheFirstWriterAndTheEndIsTheLastWritersLeave(ThreadKind kind)
      throws Exception {
    try (Fifo fifo = Fifo.create(path);
        PipeReader reader = fifo.openReader()) {
      Task<Integer> read = Task.start(kind, () -> reader.read(new byte[9])).awaitWaiting();
      Process writer = shell("echo hi > \"$1\"", path);
      assertThat(read.get()).isEqualTo(3);
      assertThat(outputOf(writer)).isEmpty();
      assertThat(Task.start(kind, () -> reader.read(new byte[9])).get()).isEqualTo(-1);
      // And what later writers write is read on.
      assertThat(reader.read(new byte[9])).isEqualTo(-1);
      try (PipeWriter later = fifo.openWriter()) {
        later.write("again".getBytes(UTF_8));
        assertThat(Task.start(kind, () -> reader.readFully(5)).get()).asString().isEqualTo("again");
        Task<Integer> end = Task.start(kind, () -> reader.read(new byte[9])).awaitWaiting();
        later.close();
        assertThat(end.get()).isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void aWriterThatComesAndGoesWithoutAByteIsAnEnd(ThreadKind kind) throws Exception {
    try (Fifo fifo = Fifo.create(path);
        PipeReader reader = fifo.openReader()) {
      Task<Integer> read = Task.start(kind, () -> reader.read(new byte[9])).awaitWaiting();
      fifo.openWriter().close();
      assertThat(read.get()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void openingAWriterWaitsForAReader(ThreadKind kind) throws Exception {
    try (Fifo fifo = Fifo.create(path)) {
      assertThatThrownBy(() -> fifo.openWriter(Duration.ZERO))
          .isExactlyInstanceOf(SocketTimeoutException.class)
          .hasMessage("open " + path + ": timed out, no reader");
      assertThat(Task.start(kind, () -> fifo.openWriter(SHORT)).failure())
          .isExactlyInstanceOf(SocketTimeoutException.class);
      Task<PipeWriter> open = Task.start(kind, fifo::openWriter).awaitWaiting();
      Process cat = shell("cat \"$1\"", path);
      try (PipeWriter writer = open.get()) {
        writer.write("through".getBytes(UTF_8));
      }
      assertThat(outputOf(cat)).isEqualTo("through");
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void openingAWriterEndsByInterruptAndByClose(ThreadKind kind) throws Exception {
    try (Fifo fifo = Fifo.create(path)) {
      Task<PipeWriter> interrupted = Task.start(kind, fifo::openWriter).awaitWaiting();
      interrupted.thread().interrupt();
      assertThat(interrupted.failure()).isExactlyInstanceOf(InterruptedIOException.class);
      Task<PipeWriter> closed = Task.start(kind, fifo::openWriter).awaitWaiting();
      fifo.close();
      assertThat(closed.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
      assertThatThrownBy(fifo::openReader).isExactlyInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void hasExactlyTheModeThatWasAskedForWhateverTheUmask() throws Exception {
    for (String mode : new String[] {"rw-------", "rw-rw-rw-", "rw--w----"}) {
      try (Fifo fifo = Fifo.create(path, Access.mode(PosixFilePermissions.fromString(mode)))) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fifo.path())))
            .isEqualTo(mode);
      }
      assertThat(path).doesNotExist();
    }
    assertThatThrownBy(() -> Fifo.create(path, Access.user("nobody")))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(path).doesNotExist();
  }

  @Test
  void whatIsInItsPlaceIsRefusedAndStays() throws Exception {
    Files.writeString(path, "precious");
    assertThatThrownBy(() -> Fifo.create(path)).isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> Fifo.existing(path)).hasMessage("open " + path + ": not a FIFO");
    assertThat(Fifo.isFifo(path)).isFalse();
    Files.delete(path);
    try (Fifo fifo = Fifo.create(path)) {
      assertThat(Fifo.isFifo(path)).isTrue();
      Files.delete(path);
      assertThatThrownBy(fifo::openReader).isInstanceOf(NoSuchFileException.class);
      Files.writeString(path, "precious");
      assertThatThrownBy(fifo::openReader)
          .hasMessage("open " + path + ": another file has taken its place");
      assertThatThrownBy(fifo::openWriter)
          .hasMessage("open " + path + ": another file has taken its place");
    }
    assertThat(path).hasContent("precious");
    assertThatThrownBy(() -> Fifo.existing(folder.resolve("nothing")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("(ENOENT)");
  }

  @Test
  void aSuccessorsFileIsNotRemoved() throws Exception {
    Fifo first = Fifo.create(path);
    Files.delete(path);
    try (Fifo second = Fifo.create(path)) {
      first.close();
      assertThat(Fifo.isFifo(second.path())).isTrue();
    }
  }

  @Test
  void oneThatWasThereStays() throws Exception {
    assertThat(outputOf(shell("mkfifo \"$1\"", path))).isEmpty();
    try (Fifo fifo = Fifo.existing(path);
        PipeReader reader = fifo.openReader()) {
      assertThat(outputOf(shell("dd if=/dev/zero of=\"$1\" bs=1000 count=3 status=none", path)))
          .isEmpty();
      assertThat(reader.readFully(3000)).hasSize(3000);
    }
    assertThat(path).exists();
  }

  @Test
  void whileItIsKeptOpenThereIsNoEndAndAlwaysAReader() throws Exception {
    try (Fifo fifo = Fifo.create(path).keepOpen();
        PipeReader reader = fifo.openReader()) {
      for (int i = 0; i < 3; i++) {
        assertThat(outputOf(shell("echo $$ > \"$1\"; sleep 0", path))).isEmpty();
        assertThat(reader.inputStream().read()).isGreaterThan(0);
      }
      reader.inputStream().skipNBytes(reader.available());
      assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(1), SHORT))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void aTemporaryOneIsInAFolderOfItsOwn() throws Exception {
    Path parent;
    try (Fifo fifo = Fifo.createTemporary()) {
      parent = fifo.path().getParent();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent)))
          .isEqualTo("rwx------");
    }
    assertThat(parent).doesNotExist();
  }

  @Test
  void pythonReadsAndWrites() throws Exception {
    Path back = folder.resolve("back");
    try (Fifo there = Fifo.create(path);
        Fifo andBack = Fifo.create(back);
        PipeReader reader = andBack.openReader()) {
      Process python =
          new ProcessBuilder(
                  "/usr/bin/python3",
                  "-c",
                  "import sys; d = open(sys.argv[1]).read(); open(sys.argv[2], 'w').write(d[::-1])",
                  path.toString(),
                  back.toString())
              .inheritIO()
              .start();
      try (PipeWriter writer = there.openWriter(Duration.ofSeconds(20))) {
        writer.write("abc".getBytes(UTF_8));
      }
      assertThat(reader.inputStream().readAllBytes()).asString(UTF_8).isEqualTo("cba");
      assertThat(python.waitFor()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void whatAWriterLeavesBehindInAnInstantIsNeverTakenForTheEnd(ThreadKind kind) throws Exception {
    for (int round = 0; round < 2000; round++) {
      try (Fifo fifo = Fifo.create(path);
          PipeReader reader = fifo.openReader()) {
        Task<Integer> read = Task.start(kind, () -> reader.read(new byte[2]));
        try (PipeWriter writer = fifo.openWriter()) {
          writer.write(new byte[] {1});
        }
        assertThat(read.get()).isEqualTo(1);
      }
    }
  }

  @Test
  void nothingLeaksWhenItFails() throws Exception {
    int before = OpenFiles.count();
    for (int i = 0; i < 20; i++) {
      try (Fifo fifo = Fifo.create(path)) {
        assertThatThrownBy(() -> Fifo.create(path)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> fifo.openWriter(Duration.ZERO)).isInstanceOf(IOException.class);
      }
    }
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
  }

  @Test
  void thousandVirtualThreadsThatWaitInAnOpenLeaveTheOthersTheirCarriers() throws Exception {
    try (Fifo fifo = Fifo.create(path)) {
      List<Task<PipeWriter>> waiting = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        waiting.add(Task.start(ThreadKind.VIRTUAL, fifo::openWriter));
      }
      assertThat(Task.start(ThreadKind.VIRTUAL, () -> 1).get()).isEqualTo(1);
      try (PipeReader reader = fifo.openReader()) {
        for (Task<PipeWriter> open : waiting) {
          open.get().close();
        }
        assertThat(reader.isOpen()).isTrue();
      }
    }
  }
}
