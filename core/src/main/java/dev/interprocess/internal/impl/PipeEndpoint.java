package dev.interprocess.internal.impl;

import static dev.interprocess.internal.abi.Windows.PIPE_SERVER_END;
import static dev.interprocess.internal.abi.Windows.PIPE_TYPE_MESSAGE;
import static dev.interprocess.internal.abi.Windows.PIPE_UNLIMITED_INSTANCES;

import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.pipe.Flush;
import dev.interprocess.internal.pipe.Impersonation;
import dev.interprocess.internal.pipe.PeerProcess;
import dev.interprocess.internal.pipe.PipeState;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.win32.NamedPipeApi;
import dev.interprocess.internal.win32.WindowsException;
import dev.interprocess.windows.NamedPipeInfo;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/** What the two types of named pipes have in common. */
public final class PipeEndpoint {
  private final OwnedHandle handle;
  private final boolean server;
  private final Flush flush;
  private final boolean ownMessages;
  private final Instant since = Instant.now();

  private PipeEndpoint(OwnedHandle handle, boolean server, boolean ownMessages) {
    this.handle = handle;
    this.flush = new Flush(handle);
    this.server = server;
    this.ownMessages = ownMessages;
  }

  /**
   * The server's end.
   *
   * @param messages whether we have made the pipe one of message type
   */
  static PipeEndpoint ofServer(OwnedHandle handle, boolean messages) {
    return new PipeEndpoint(handle, /* server= */ true, messages);
  }

  /**
   * Either end, which another process has opened.
   *
   * @param flags {@code PIPE_SERVER_END}, {@code PIPE_TYPE_MESSAGE}
   */
  public static PipeEndpoint ofForeign(OwnedHandle handle, int flags) {
    return new PipeEndpoint(
        handle, (flags & PIPE_SERVER_END) != 0, (flags & PIPE_TYPE_MESSAGE) != 0);
  }

  static PipeEndpoint ofClient(OwnedHandle handle) {
    return new PipeEndpoint(handle, /* server= */ false, /* ownMessages= */ false);
  }

  public OwnedHandle handle() {
    return handle;
  }

  public PeerProcess peer() throws IOException {
    try {
      return PeerProcess.of(handle, server, since);
    } catch (WindowsException e) {
      throw WindowsErrors.of(handle, e);
    }
  }

  public NamedPipeInfo info() throws IOException {
    try {
      PipeState state = PipeState.of(handle);
      return new NamedPipeInfo(
          (state.flags() & PIPE_SERVER_END) != 0,
          state.isOfMessages(),
          state.inBuffer(),
          state.outBuffer(),
          state.maxInstances() == PIPE_UNLIMITED_INSTANCES
              ? OptionalInt.empty()
              : OptionalInt.of(state.maxInstances()),
          state.instances());
    } catch (WindowsException e) {
      throw WindowsErrors.of(handle, e);
    }
  }

  public void requireMessages() throws IOException {
    // An end that only writes can't ask everywhere, and need not if it is the server's.
    if (!ownMessages && !info().ofMessages()) {
      throw new UnsupportedOperationException(
          "half-close of " + handle + ": the pipe is of byte type, which has no such thing");
    }
  }

  public void flush() throws IOException {
    flush(Deadline.NONE);
  }

  public void flush(Duration timeout) throws IOException {
    flush(Timeouts.deadline(timeout));
  }

  private void flush(long deadline) throws IOException {
    try {
      flush.await(deadline);
    } catch (WindowsException e) {
      throw WindowsErrors.of(handle, e);
    }
  }

  public void disconnect() throws IOException {
    if (!server) {
      throw new UnsupportedOperationException("disconnect " + handle + ": only the server can");
    }
    long open = handle.acquire();
    try {
      WindowsException.check("disconnect", NamedPipeApi.disconnectNamedPipe(open));
    } catch (WindowsException e) {
      throw WindowsErrors.of(handle, e);
    } finally {
      handle.release();
    }
  }

  public <T, X extends Throwable> T impersonate(ScopedValue.CallableOp<? extends T, X> body)
      throws IOException, X {
    if (!server) {
      throw new UnsupportedOperationException("impersonate " + handle + ": only the server can");
    }
    if (Thread.currentThread().isVirtual()) {
      throw new WrongThreadException("impersonate: a virtual thread changes the one that acts");
    }
    try {
      Impersonation.begin(handle);
    } catch (WindowsException e) {
      throw WindowsErrors.of(handle, e);
    }
    try {
      return body.call();
    } finally {
      Impersonation.end();
    }
  }
}
