package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Linux.O_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.O_NONBLOCK;
import static dev.interprocess.internal.abi.Linux.PIPE_BUF;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.libc.Unistd;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Unnamed pipes of Unix. */
final class DescriptorPipes implements UnnamedPipes {
  @Override
  public Ends bytes() throws IOException {
    return create("pipe", 0, 0);
  }

  @Override
  public Ends bytes(int capacity) throws IOException {
    Ends pipe = bytes();
    try {
      pipe.writer().capacity(capacity);
    } catch (IOException e) {
      pipe.writer().close();
      pipe.reader().close();
      throw e;
    }
    return pipe;
  }

  @Override
  public Ends packets() throws IOException {
    return create("packet pipe", Target.O_DIRECT, PIPE_BUF);
  }

  private static Ends create(String name, int flags, int packet) throws IOException {
    Kernel.requireKnown("unnamed pipe");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment two = arena.allocate(JAVA_INT, 2);
      ErrnoException.check("create", Unistd.pipe2(two, O_CLOEXEC | O_NONBLOCK | flags));
      return new Ends(
          new PipeReadEnd(new OwnedDescriptor(two.getAtIndex(JAVA_INT, 0), name), packet),
          new PipeWriteEnd(new OwnedDescriptor(two.getAtIndex(JAVA_INT, 1), name), packet > 0));
    } catch (ErrnoException e) {
      throw SystemErrors.of(name, e);
    }
  }
}
