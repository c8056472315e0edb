package dev.interprocess.internal.pipe;

import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.win32.NamedPipeApi;
import dev.interprocess.internal.win32.SecurityBaseApi;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;

/** The current thread acts as the client of a pipe. */
public final class Impersonation {
  private Impersonation() {}

  public static void begin(OwnedHandle pipe) throws IOException {
    long handle = pipe.acquire();
    try {
      WindowsException.check("impersonate", NamedPipeApi.impersonateNamedPipeClient(handle));
    } finally {
      pipe.release();
    }
  }

  /** Acts as the process again; nothing may go on in this thread if that fails. */
  public static void end() {
    int error = SecurityBaseApi.revertToSelf();
    if (error != 0) {
      throw new InternalError(
          "the thread still acts as its client", new WindowsException("RevertToSelf", error));
    }
  }
}
