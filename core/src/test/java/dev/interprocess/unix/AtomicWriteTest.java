package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Up to {@code PIPE_BUF} bytes that are written by one call are never mixed with those of others.
 */
class AtomicWriteTest {
  private static final int WRITERS = 8;
  private static final int RECORDS = 500;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"VIRTUAL, 4096", "PLATFORM, 4096", "VIRTUAL, 1000", "PLATFORM, 1000"})
  void ofEightWritersStayWhole(ThreadKind kind, int size) throws Exception {
    try (Fifo fifo = Fifo.create(folder.resolve("fifo"));
        PipeReader reader = fifo.openReader()) {
      List<Task<Void>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        PipeWriter writer = fifo.openWriter();
        assertThat(writer.atomicLimit()).isEqualTo(4096);
        byte number = (byte) i;
        writers.add(Task.run(kind, () -> writeRecords(writer, number, size)));
      }
      int[] counts = new int[WRITERS];
      byte[] record = new byte[size];
      byte[] expected = new byte[size];
      for (int i = 0; i < WRITERS * RECORDS; i++) {
        reader.readFully(ByteBuffer.wrap(record));
        Arrays.fill(expected, record[0]);
        assertThat(record).isEqualTo(expected);
        counts[record[0]]++;
      }
      assertThat(counts).containsOnly(RECORDS);
      for (Task<Void> writer : writers) {
        writer.get();
      }
      assertThat(reader.read(record)).isEqualTo(-1);
    }
  }

  private static void writeRecords(PipeWriter writer, byte number, int size) throws Exception {
    try (writer) {
      byte[] record = new byte[size];
      Arrays.fill(record, number);
      for (int i = 0; i < RECORDS; i++) {
        writer.write(record);
      }
    }
  }
}
