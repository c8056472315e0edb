package dev.interprocess.cli;

import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.unix.Fifo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/** FIFO files as endpoints: one way each. */
final class Fifos {
  private Fifos() {}

  static Duplex reading(String path) throws IOException {
    try (Fifo fifo = Fifo.existing(Path.of(path))) {
      PipeReader reader = fifo.openReader();
      Notice.say("reading " + fifo);
      return new Duplex(reader, new NoWay(fifo), () -> {}, () -> false, reader);
    }
  }

  static Duplex writing(String path) throws IOException {
    try (Fifo fifo = Fifo.existing(Path.of(path))) {
      PipeWriter writer = fifo.openWriter();
      return new Duplex(
          Channels.newChannel(InputStream.nullInputStream()),
          writer,
          writer::close,
          () -> false,
          writer);
    }
  }

  /** Where an answer would be lost in silence. */
  private record NoWay(Fifo fifo) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer buffer) throws IOException {
      if (buffer.hasRemaining()) {
        throw new IOException("write " + fifo + ": it is the end that is read");
      }
      return 0;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
