package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketPipeTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 100, 4095, 4096})
  void eachReadGivesOnePacketWhateverItsBuffer(int room) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.createPackets()) {
      pipe.writer().write(new byte[1]);
      pipe.writer().write(new byte[room]);
      assertThat(pipe.reader().read(ByteBuffer.allocate(room))).isEqualTo(1);
      assertThat(pipe.reader().read(ByteBuffer.allocate(room))).isEqualTo(room);
    }
  }

  @Test
  void endsWithinAnyBufferWithTheLastPacket() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.createPackets()) {
      pipe.writer().write(new byte[4096]);
      pipe.writer().write(new byte[3]);
      pipe.writer().close();
      ByteBuffer buffer = ByteBuffer.allocate(8192);
      assertThat(pipe.reader().read(buffer)).isEqualTo(4096);
      assertThat(pipe.reader().read(buffer)).isEqualTo(3);
      assertThat(pipe.reader().read(buffer)).isEqualTo(-1);
    }
  }

  @Test
  void aLongWriteIsSeveralPackets() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.createPackets()) {
      pipe.writer().write(new byte[4096 + 10]);
      assertThat(pipe.reader().read(ByteBuffer.allocate(10_000))).isEqualTo(4096);
      assertThat(pipe.reader().read(ByteBuffer.allocate(10_000))).isEqualTo(10);
    }
  }

  @Test
  void whatDidNotFitIsToldAndWhatDidIsInTheBuffer() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.createPackets()) {
      pipe.writer().write(new byte[] {1, 2, 3, 4, 5});
      pipe.writer().write(new byte[] {6});
      byte[] bytes = new byte[3];
      MessageTruncatedException cut =
          catchThrowableOfType(MessageTruncatedException.class, () -> pipe.reader().read(bytes));
      assertThat(cut.length()).isEqualTo(5);
      assertThat(cut.lost()).isEqualTo(2);
      assertThat(bytes).containsExactly(1, 2, 3);
      assertThat(pipe.reader().read(bytes)).isEqualTo(1);
    }
  }

  @Test
  void whatDidFitIsInTheBuffersOfAScatterToo() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.createPackets()) {
      pipe.writer().write(new byte[] {1, 2, 3, 4, 5});
      byte[] first = new byte[2];
      byte[] second = new byte[1];
      MessageTruncatedException cut =
          catchThrowableOfType(
              MessageTruncatedException.class,
              () ->
                  pipe.reader()
                      .read(new ByteBuffer[] {ByteBuffer.wrap(first), ByteBuffer.wrap(second)}));
      assertThat(cut.lost()).isEqualTo(2);
      assertThat(first).containsExactly(1, 2);
      assertThat(second).containsExactly(3);
    }
  }

  @ParameterizedTest
  @EnumSource(ThreadKind.class)
  void endIsToldAlsoToASmallBuffer(ThreadKind kind) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.createPackets()) {
      Task<Integer> read = Task.start(kind, () -> pipe.reader().read(new byte[1])).awaitWaiting();
      pipe.writer().close();
      assertThat(read.get()).isEqualTo(-1);
    }
  }
}
