package dev.interprocess.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorTest {
  @TempDir Path folder;

  @Test
  void saysWhatItIs() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertKind(file, Descriptor.Kind.FILE);
    assertKind(folder, Descriptor.Kind.DIRECTORY);
    assertKind(Path.of("/dev/null"), Descriptor.Kind.CHARACTER_DEVICE);
    try (Descriptor memory = Descriptor.memory("m");
        UnnamedPipe pipe = UnnamedPipe.create();
        Descriptor end = Descriptor.duplicateOf(pipe.reader());
        PidFd process = PidFd.open(ProcessHandle.current().pid());
        Descriptor pidfd = Descriptor.duplicateOf(process);
        UnixDatagram datagram = UnixDatagram.open();
        Descriptor socket = Descriptor.duplicateOf(datagram)) {
      assertThat(memory.kind()).isEqualTo(Descriptor.Kind.MEMORY);
      assertThat(end.kind()).isEqualTo(Descriptor.Kind.PIPE);
      assertThat(pidfd.kind()).isEqualTo(Descriptor.Kind.PIDFD);
      assertThat(socket.kind()).isEqualTo(Descriptor.Kind.SOCKET);
    }
  }

  private static void assertKind(Path path, Descriptor.Kind kind) throws IOException {
    try (Descriptor descriptor = Descriptor.open(path)) {
      assertThat(descriptor.kind()).isEqualTo(kind);
      assertThat(descriptor.toString()).isEqualTo(path.toString());
    }
  }

  @Test
  void aFilesChannelReadsWritesSeeksAndTruncates() throws Exception {
    Path path = folder.resolve("file");
    try (Descriptor file =
            Descriptor.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW);
        SeekableByteChannel channel = file.fileChannel()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      ByteBuffer big = ByteBuffer.allocate(600_000);
      big.put(599_999, (byte) 7);
      assertThat(channel.write(big)).isEqualTo(600_000);
      assertThat(channel.size()).isEqualTo(600_000);
      assertThat(channel.position(599_999).read(big.clear())).isEqualTo(1);
      assertThat(big.get(0)).isEqualTo((byte) 7);
      assertThat(channel.read(big)).isEqualTo(-1);
      assertThat(channel.read(ByteBuffer.allocate(0))).isZero();
      channel.truncate(10).truncate(20);
      assertThat(channel.size()).isEqualTo(10);
      assertThat(channel.position()).isEqualTo(10);
      assertThatThrownBy(() -> channel.position(-1)).isInstanceOf(IllegalArgumentException.class);
      channel.close();
      assertThat(file.isOpen()).isFalse();
      assertThatThrownBy(channel::size).isInstanceOf(ClosedChannelException.class);
    }
    assertThat(Files.size(path)).isEqualTo(10);
  }

  @Test
  void openOptionsAreThoseOfTheJdk() throws Exception {
    Path path = folder.resolve("file");
    assertThatThrownBy(() -> Descriptor.open(path))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("open " + path + ": No such file or directory (ENOENT)");
    Files.writeString(path, "one");
    try (Descriptor append =
        Descriptor.open(path, StandardOpenOption.APPEND, StandardOpenOption.CREATE)) {
      append.fileChannel().write(ByteBuffer.wrap(" two".getBytes(UTF_8)));
      assertThatThrownBy(() -> append.fileChannel().read(ByteBuffer.allocate(1)))
          .hasMessageContaining("(EBADF)");
    }
    assertThat(path).hasContent("one two");
    assertThatThrownBy(
            () -> Descriptor.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW))
        .isInstanceOf(FileAlreadyExistsException.class);
    Path link = Files.createSymbolicLink(folder.resolve("link"), path);
    assertThatThrownBy(() -> Descriptor.open(link, LinkOption.NOFOLLOW_LINKS))
        .hasMessageContaining("(ELOOP)");
    assertThatThrownBy(() -> Descriptor.open(path, StandardOpenOption.DELETE_ON_CLOSE))
        .isInstanceOf(UnsupportedOperationException.class);
    Descriptor.open(path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING).close();
    assertThat(path).isEmptyFile();
  }

  @Test
  void openingAFifoNeverHangs() throws Exception {
    try (Fifo fifo = Fifo.create(folder.resolve("fifo"))) {
      for (ThreadKind kind : ThreadKind.values()) {
        assertThat(
                Task.start(kind, () -> Descriptor.open(fifo.path(), StandardOpenOption.WRITE))
                    .failure())
            .hasMessageContaining("(ENXIO)");
        Task.start(kind, () -> Descriptor.open(fifo.path())).get().close();
      }
    }
  }

  @Test
  void sealedMemoryIsForEverAsItIs() throws Exception {
    try (Descriptor memory = Descriptor.memory("sealed")) {
      memory.fileChannel().write(ByteBuffer.wrap(new byte[] {1}));
      memory.seal();
      assertThatThrownBy(() -> memory.fileChannel().write(ByteBuffer.wrap(new byte[] {2})))
          .isInstanceOf(AccessDeniedException.class);
      assertThatThrownBy(memory::seal).isInstanceOf(AccessDeniedException.class);
    }
    try (Descriptor file = Descriptor.open(Path.of("/dev/null"), StandardOpenOption.WRITE)) {
      assertThatThrownBy(file::seal).hasMessageContaining("(EINVAL)");
      assertThatThrownBy(file::fileChannel)
          .hasMessage("file channel of /dev/null: it is CHARACTER_DEVICE");
    }
  }

  @Test
  void aDuplicateIsClosedByItself() throws Exception {
    try (Descriptor memory = Descriptor.memory("m")) {
      Descriptor duplicate = Descriptor.duplicateOf(memory);
      assertThat(duplicate.number()).isNotEqualTo(memory.number());
      memory.close();
      duplicate.fileChannel().write(ByteBuffer.wrap(new byte[] {1}));
      duplicate.close();
      duplicate.close();
      assertThatThrownBy(duplicate::number).isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(() -> Descriptor.duplicateOf(duplicate))
          .isInstanceOf(ClosedChannelException.class);
      assertThat(duplicate.toString()).isEqualTo("descriptor (closed)");
    }
  }
}
