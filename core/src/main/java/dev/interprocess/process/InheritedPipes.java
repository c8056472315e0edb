package dev.interprocess.process;

import static dev.interprocess.internal.abi.Windows.FILE_READ_DATA;
import static dev.interprocess.internal.abi.Windows.FILE_TYPE_PIPE;
import static dev.interprocess.internal.abi.Windows.FILE_WRITE_DATA;

import dev.interprocess.LocalStream;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.internal.impl.PipeEndpoint;
import dev.interprocess.internal.impl.PipeReadEnd;
import dev.interprocess.internal.impl.PipeWriteEnd;
import dev.interprocess.internal.impl.WindowsErrors;
import dev.interprocess.internal.impl.WindowsTypes;
import dev.interprocess.internal.job.StartHandles;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.pipe.ForeignPipe;
import dev.interprocess.internal.pipe.PipeEnd;
import dev.interprocess.internal.win32.FileApi;
import dev.interprocess.internal.win32.WindowsException;
import dev.interprocess.windows.NamedPipeAddress;
import java.io.IOException;

/** Pipes that this process of Windows was started with. */
final class InheritedPipes {
  private InheritedPipes() {}

  static PipeReader reader(int number) throws IOException {
    return new PipeReadEnd(take(number, FILE_READ_DATA));
  }

  static PipeWriter writer(int number) throws IOException {
    return new PipeWriteEnd(take(number, FILE_WRITE_DATA));
  }

  static LocalStream stream(int number) throws IOException {
    return take(
        number,
        (handle, name) -> {
          if (ForeignPipe.isSynchronous(handle)) {
            throw new IOException(
                "take " + name + ": it was not opened overlapped, so a read would hold up writes");
          }
          int flags = ForeignPipe.flags(handle);
          NamedPipeAddress address = NamedPipeAddress.of(ForeignPipe.path(handle));
          return WindowsTypes.get().stream(
              PipeEndpoint.ofForeign(own(number, handle, /* synchronous= */ false, address), flags),
              address);
        });
  }

  private static PipeEnd take(int number, int access) throws IOException {
    return take(
        number,
        (handle, name) -> {
          if ((StartHandles.access(handle) & access) == 0) {
            throw new IOException("take " + name + ": it is the other end of a pipe");
          }
          return PipeEnd.of(own(number, handle, ForeignPipe.isSynchronous(handle), name));
        });
  }

  private static OwnedHandle own(int number, long handle, boolean synchronous, Object name)
      throws WindowsException {
    return OwnedHandle.ofForeign(StartHandles.own(number, handle), synchronous, name);
  }

  private interface Adoption<T> {
    T of(long handle, String name) throws IOException;
  }

  private static <T> T take(int number, Adoption<T> adoption) throws IOException {
    String name = "inherited handle " + number;
    try {
      return StartHandles.take(
          number,
          handle -> {
            if (FileApi.getFileType(handle) != FILE_TYPE_PIPE) {
              throw new IOException("take " + name + ": it is no pipe");
            }
            return adoption.of(handle, name);
          });
    } catch (WindowsException e) {
      throw WindowsErrors.of(name, e);
    }
  }
}
