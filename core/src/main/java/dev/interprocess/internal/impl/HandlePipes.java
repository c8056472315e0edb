package dev.interprocess.internal.impl;

import dev.interprocess.LocalListener;
import dev.interprocess.Passable;
import dev.interprocess.internal.pipe.PipeEnd;
import dev.interprocess.internal.pipe.UnnamedEnds;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;

/** Unnamed pipes of Windows. */
public final class HandlePipes implements UnnamedPipes {
  /** As on Linux; the platform's own function has a page. */
  public static final int CAPACITY = 64 << 10;

  @Override
  public Ends bytes() {
    return bytes(CAPACITY);
  }

  @Override
  public Ends bytes(int capacity) {
    UnnamedEnds ends = new UnnamedEnds(capacity, "pipe");
    return new Ends(new PipeReadEnd(ends.reader()), new PipeWriteEnd(ends.writer()));
  }

  @Override
  public Ends packets() {
    throw Kernel.notHere("packet pipe", "linux-x86_64 and linux-aarch64");
  }

  /**
   * The end that {@code passable} is.
   *
   * @throws UnsupportedOperationException if it is something else
   * @throws IllegalStateException if it can't be another process' any more
   */
  public static PipeEnd endOf(Passable passable) throws IOException {
    return switch (passable) {
      case PipeReadEnd end when end.pipe() instanceof PipeHandle.OfWindows(PipeEnd pipe) -> pipe;
      case PipeWriteEnd end when end.pipe() instanceof PipeHandle.OfWindows(PipeEnd pipe) -> pipe;
      case NamedPipeStream stream -> PipeEnd.of(WindowsTypes.get().handleFor(stream));
      case LocalListener<?> listener ->
          throw new UnsupportedOperationException(
              "a child of Windows can't have "
                  + listener
                  + ": a process makes the instances of a pipe one by one, so it listens itself,"
                  + " with FIRST_INSTANCE false in both");
      default ->
          throw new UnsupportedOperationException(
              "a child of Windows can have ends of unnamed pipes and streams of named ones, not "
                  + passable);
    };
  }
}
