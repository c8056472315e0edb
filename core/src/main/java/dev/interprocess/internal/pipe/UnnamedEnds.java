package dev.interprocess.internal.pipe;

import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.internal.win32.WindowsException;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The two ends of an unnamed pipe. Their handles are opened when one of them is needed: only then
 * is it known whether an end is for a child. What programs inherit must not be overlapped, and how
 * a handle was opened can't be changed afterwards.
 */
public final class UnnamedEnds {
  private final int capacity;
  private final String name;
  private final End reader = new End();
  private final End writer = new End();

  /**
   * A pipe of which nothing is open yet.
   *
   * @param capacity in bytes
   * @param name what it is, for messages
   */
  public UnnamedEnds(int capacity, String name) {
    this.capacity = capacity;
    this.name = name;
  }

  public PipeEnd reader() {
    return reader;
  }

  public PipeEnd writer() {
    return writer;
  }

  /**
   * Opens both handles, unless they are.
   *
   * @param blocking the end that is for a child, if one is
   */
  private synchronized void open(@Nullable End blocking) throws WindowsException {
    if (reader.handle != null) {
      return;
    }
    boolean serverReads = blocking != reader;
    End server = serverReads ? reader : writer;
    End client = serverReads ? writer : reader;
    UnnamedHandles handles = UnnamedHandles.open(serverReads, capacity, blocking == null);
    OwnedHandle serverHandle = null;
    OwnedHandle clientHandle = null;
    try {
      serverHandle = OwnedHandle.of(handles.server(), name);
    } finally {
      if (serverHandle == null) {
        HandleApi.closeHandle(handles.client());
      }
    }
    try {
      clientHandle =
          blocking == null
              ? OwnedHandle.of(handles.client(), name)
              : OwnedHandle.ofBlocking(handles.client(), name);
    } finally {
      if (clientHandle == null) {
        serverHandle.close();
      }
    }
    server.handle = serverHandle;
    client.handle = clientHandle;
    client.blocking = blocking != null;
    reader.closeIfAsked();
    writer.closeIfAsked();
  }

  /** One of them; all of it is guarded by its pipe. */
  final class End implements PipeEnd {
    private @Nullable OwnedHandle handle;
    private boolean blocking;
    private boolean closed;

    @Override
    public OwnedHandle handle() throws WindowsException, ClosedChannelException {
      synchronized (UnnamedEnds.this) {
        return open(null);
      }
    }

    @Override
    public OwnedHandle forChild() throws WindowsException, ClosedChannelException {
      synchronized (UnnamedEnds.this) {
        OwnedHandle opened = open(this);
        if (!blocking) {
          throw new IllegalStateException(
              name
                  + ": an end can be given to a child before the pipe is used here,"
                  + " and only one of the two");
        }
        return opened;
      }
    }

    private OwnedHandle open(@Nullable End forChild)
        throws WindowsException, ClosedChannelException {
      if (closed) {
        throw new ClosedChannelException();
      }
      UnnamedEnds.this.open(forChild);
      return Objects.requireNonNull(handle);
    }

    @Override
    public int capacity() throws ClosedChannelException {
      if (!isOpen()) {
        throw new ClosedChannelException();
      }
      return capacity;
    }

    @Override
    public boolean isOpen() {
      synchronized (UnnamedEnds.this) {
        return !closed;
      }
    }

    @Override
    public void close() {
      synchronized (UnnamedEnds.this) {
        closed = true;
        closeIfAsked();
      }
    }

    private void closeIfAsked() {
      if (closed && handle != null) {
        handle.close();
      }
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
