package dev.interprocess.internal.pipe;

import static dev.interprocess.internal.abi.Windows.PIPE_READMODE_MESSAGE;
import static dev.interprocess.internal.abi.Windows.PIPE_TYPE_MESSAGE;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.win32.NamedPipeApi;
import dev.interprocess.internal.win32.WinBase;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What a pipe is, as asked at either end.
 *
 * @param flags {@code PIPE_SERVER_END}, {@code PIPE_TYPE_MESSAGE}
 * @param maxInstances 255 stands for no limit
 * @param instances how many there are now
 */
public record PipeState(int flags, int outBuffer, int inBuffer, int maxInstances, int instances) {

  public static PipeState of(OwnedHandle pipe) throws IOException {
    long handle = pipe.acquire();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment numbers = arena.allocate(JAVA_INT, 5);
      WindowsException.check(
          "GetNamedPipeInfo",
          NamedPipeApi.getNamedPipeInfo(
              handle, numbers, numbers.asSlice(4), numbers.asSlice(8), numbers.asSlice(12)));
      WindowsException.check(
          "GetNamedPipeHandleState",
          WinBase.getNamedPipeHandleState(handle, NULL, numbers.asSlice(16), NULL, NULL, NULL, 0));
      return new PipeState(
          numbers.getAtIndex(JAVA_INT, 0),
          numbers.getAtIndex(JAVA_INT, 1),
          numbers.getAtIndex(JAVA_INT, 2),
          numbers.getAtIndex(JAVA_INT, 3),
          numbers.getAtIndex(JAVA_INT, 4));
    } finally {
      pipe.release();
    }
  }

  public boolean isOfMessages() {
    return (flags & PIPE_TYPE_MESSAGE) != 0;
  }

  /** From now on a read takes one message at most. */
  public static void readMessages(OwnedHandle pipe) throws IOException {
    long handle = pipe.acquire();
    try (Arena arena = Arena.ofConfined()) {
      WindowsException.check(
          "SetNamedPipeHandleState",
          NamedPipeApi.setNamedPipeHandleState(
              handle, arena.allocateFrom(JAVA_INT, PIPE_READMODE_MESSAGE), NULL, NULL));
    } finally {
      pipe.release();
    }
  }
}
