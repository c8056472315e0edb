package dev.interprocess.internal.descriptor;

import static dev.interprocess.internal.abi.Linux.F_SETPIPE_SZ;
import static dev.interprocess.internal.abi.Linux.O_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.O_NONBLOCK;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.libc.Unistd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What bytes go through on their way from one socket to another: the kernel splices only from pipes
 * and to pipes.
 */
public final class SplicePipe implements AutoCloseable {
  private static final String NAME = "pipe between two sockets";
  private static final int CAPACITY = 1 << 20;

  private final OwnedDescriptor reader;
  private final OwnedDescriptor writer;
  final ByteInput input;
  final ByteOutput output;

  private SplicePipe(int reader, int writer) {
    this.reader = OwnedDescriptor.unwatched(reader, NAME);
    this.writer = OwnedDescriptor.unwatched(writer, NAME);
    this.input = new ByteInput(this.reader, ByteCalls.PIPE);
    this.output = new ByteOutput(this.writer, ByteCalls.PIPE);
  }

  /** A new one. */
  public static SplicePipe open() throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment two = arena.allocate(JAVA_INT, 2);
      ErrnoException.check("pipe", Unistd.pipe2(two, O_CLOEXEC | O_NONBLOCK));
      int writer = two.getAtIndex(JAVA_INT, 1);
      Fcntl.fcntl(writer, F_SETPIPE_SZ, CAPACITY); // fewer calls; a user over his quota has more
      return new SplicePipe(two.getAtIndex(JAVA_INT, 0), writer);
    }
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
  }
}
