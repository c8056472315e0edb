package dev.interprocess.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, whose failure is the tool's: printed text that does not arrive is not forgotten,
 * as a {@link PrintStream} does, and if its reader has left the tool ends by SIGPIPE, as a shell
 * expects of a command of a pipeline.
 */
final class StandardOutput {
  private static final int BUFFER = 8 << 10;
  private static final File FILE = new File();

  private StandardOutput() {}

  /** It could not be written. */
  static final class Failed extends IOException {
    private static final long serialVersionUID = 1;
    private final boolean hasNoReader;

    Failed(IOException cause) {
      super("write standard output: " + Messages.of(cause), cause);
      this.hasNoReader = Exchange.isBrokenPipe(cause);
    }

    /** Ends the tool by the signal, if there is nobody any more who would read. */
    void endByPipe() {
      if (hasNoReader) {
        Exit.endBy("PIPE");
      }
    }
  }

  /** To be called once, at the start. */
  static void prepare() {
    System.setOut(
        new PrintStream(
            new BufferedOutputStream(FILE, BUFFER), /* autoFlush= */ true, System.out.charset()));
  }

  /** Throws what became of what was printed, if it did not arrive. */
  static void check() throws Failed {
    System.out.flush();
    IOException failure = FILE.failure;
    if (failure != null) {
      throw new Failed(failure);
    }
  }

  /** For bytes, without a buffer in between. */
  static WritableByteChannel channel() {
    return new Channel(new FileOutputStream(FileDescriptor.out).getChannel());
  }

  private static final class File extends OutputStream {
    private final FileOutputStream file = new FileOutputStream(FileDescriptor.out);
    private volatile @Nullable IOException failure; // the first

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b});
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      try {
        file.write(bytes, from, length);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
        throw e;
      }
    }
  }

  private record Channel(FileChannel file) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) throws IOException {
      try {
        return file.write(bytes);
      } catch (IOException e) {
        throw new Failed(e);
      }
    }

    @Override
    public boolean isOpen() {
      return file.isOpen();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
