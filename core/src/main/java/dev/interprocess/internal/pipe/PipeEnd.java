package dev.interprocess.internal.pipe;

import dev.interprocess.internal.overlapped.HandleSource;
import dev.interprocess.internal.overlapped.OwnedHandle;
import java.io.IOException;

/** One end of an unnamed pipe. */
public sealed interface PipeEnd extends HandleSource permits UnnamedEnds.End, PipeEnd.Inherited {

  /**
   * The handle, to be duplicated for a child, of a kind that programs expect to inherit.
   *
   * @throws IllegalStateException if it can't be had any more
   */
  OwnedHandle forChild() throws IOException;

  /** How many bytes the pipe holds. */
  int capacity() throws IOException;

  /** Closes it, and ends what goes on with it. */
  void close();

  /** An end that somebody else has opened. */
  static PipeEnd of(OwnedHandle handle) {
    return new Inherited(handle);
  }

  /**
   * One that was inherited.
   *
   * @param handle as it was opened
   */
  record Inherited(OwnedHandle handle) implements PipeEnd {
    @Override
    public OwnedHandle forChild() {
      return handle;
    }

    @Override
    public int capacity() throws IOException {
      PipeState state = PipeState.of(handle);
      return Math.max(state.outBuffer(), state.inBuffer());
    }

    @Override
    public boolean isOpen() {
      return handle.isOpen();
    }

    @Override
    public void close() {
      handle.close();
    }

    @Override
    public String toString() {
      return handle.toString();
    }
  }
}
