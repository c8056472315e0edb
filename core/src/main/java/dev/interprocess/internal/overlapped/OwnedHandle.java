package dev.interprocess.internal.overlapped;

import dev.interprocess.internal.descriptor.Leaks;
import dev.interprocess.internal.descriptor.Turn;
import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.internal.win32.WindowsException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * The one owner of a handle, which belongs to the completion port if it was opened overlapped, by
 * us. Every use of the handle is between {@link #acquire} and {@link #release}; {@link #close} may
 * come from any thread at any time, and cancels what goes on.
 */
public final class OwnedHandle implements Turn.Subject, HandleSource {
  private final OpenHandle handle;
  private final @Nullable CompletionPort port;
  private final boolean synchronous;
  private final Object name;
  private volatile Cleaner.Cleanable leak = () -> {};

  private OwnedHandle(
      OpenHandle handle, @Nullable CompletionPort port, boolean synchronous, Object name) {
    this.handle = handle;
    this.port = port;
    this.synchronous = synchronous;
    this.name = name;
  }

  /**
   * Takes {@code handle} over, which was opened overlapped; it is closed if that fails.
   *
   * @param name what it is, for messages: its {@code toString} is called when one is made
   */
  public static OwnedHandle of(long handle, Object name) throws WindowsException {
    return unwatched(handle, name, () -> {}).watch();
  }

  /**
   * Takes a handle over that was not opened overlapped, as programs expect of what they inherit:
   * its calls block, so other threads make them.
   */
  public static OwnedHandle ofBlocking(long handle, Object name) {
    return new OwnedHandle(new OpenHandle(handle, () -> {}), null, /* synchronous= */ true, name)
        .watch();
  }

  /**
   * Takes a handle over that another process has opened, in whatever way.
   *
   * @param synchronous whether it was not opened overlapped
   */
  public static OwnedHandle ofForeign(long handle, boolean synchronous, Object name)
      throws WindowsException {
    if (synchronous) {
      return ofBlocking(handle, name);
    }
    OpenHandle open = new OpenHandle(handle, () -> {});
    CompletionPort port = CompletionPort.start();
    return new OwnedHandle(
            open, port.tryAssociate(open) ? port : null, /* synchronous= */ false, name)
        .watch();
  }

  /**
   * The same for a part of something that is itself watched for its loss.
   *
   * @param afterwards is run when the handle has been closed, which may be long after {@link
   *     #close} if another thread was inside
   */
  public static OwnedHandle unwatched(long handle, Object name, Runnable afterwards)
      throws WindowsException {
    OpenHandle open = new OpenHandle(handle, afterwards);
    boolean associated = false;
    try {
      CompletionPort port = CompletionPort.start();
      port.associate(open);
      associated = true;
      return new OwnedHandle(open, port, /* synchronous= */ false, name);
    } finally {
      if (!associated) {
        HandleApi.closeHandle(handle);
      }
    }
  }

  @Override
  public OwnedHandle handle() {
    return this;
  }

  /** From now on it is closed when it is lost to the garbage collector. */
  public OwnedHandle watch() {
    leak = Leaks.watch(this, handle::close, name);
    return this;
  }

  /** The handle, which stays ours until {@link #release}. */
  public long acquire() throws ClosedChannelException {
    if (!handle.acquire()) {
      throw new ClosedChannelException();
    }
    return handle.handle;
  }

  public void release() {
    try {
      handle.release();
    } finally {
      // Until here this object was in use, so the collector could not take it for lost.
      Reference.reachabilityFence(this);
    }
  }

  /** Whether its calls block, one after the other: whatever else is asked of it waits for them. */
  public boolean isBlocking() {
    return synchronous;
  }

  /** What can go on with the handle, once at a time. */
  public Operation operation() {
    if (port != null) {
      return new Operation(handle, port);
    }
    return new Operation(handle, synchronous ? new SynchronousCall() : new EventCall());
  }

  /** The same for a function that waits, and has no other way to: a thread of ours does. */
  public Operation waitingOperation() {
    return new Operation(handle, new SynchronousCall());
  }

  @Override
  public boolean isOpen() {
    return handle.isOpen();
  }

  /** Closes it, and ends what goes on with it. True for the first call. */
  public boolean close() {
    boolean first = handle.close();
    leak.clean();
    return first;
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
