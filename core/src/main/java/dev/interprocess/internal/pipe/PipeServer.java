package dev.interprocess.internal.pipe;

import static dev.interprocess.internal.abi.WindowsError.ERROR_NO_DATA;
import static dev.interprocess.internal.abi.WindowsError.ERROR_PIPE_BUSY;
import static dev.interprocess.internal.abi.WindowsError.ERROR_PIPE_CONNECTED;

import dev.interprocess.internal.overlapped.Operation;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.win32.NamedPipeApi;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The instances of a listening pipe. One of them listens; as soon as a client has it, the next one
 * is made, before the first is handed out: so the name never goes, and who comes meanwhile finds it
 * busy, not missing. Clients that nobody has accepted yet wait in a queue.
 */
public final class PipeServer {
  private final String path;
  private final Object name;
  private final PipeRules rules;
  private final boolean mayJoin;
  private final int backlog;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<OwnedHandle> connected = new ArrayDeque<>();
  private @Nullable OwnedHandle listening;
  private @Nullable WindowsException shortage;
  private int instances;
  private boolean givesUp;
  private volatile boolean closed;

  private PipeServer(String path, Object name, PipeRules rules, boolean mayJoin, int backlog) {
    this.path = path;
    this.name = name;
    this.rules = rules;
    this.mayJoin = mayJoin;
    this.backlog = Math.max(1, backlog);
  }

  /**
   * Listens.
   *
   * @param name what it is, for messages
   * @param mayJoin whether there may be instances of that name already
   * @param backlog how many clients are taken in before they are accepted
   */
  public static PipeServer open(
      String path, Object name, PipeRules rules, boolean mayJoin, int backlog)
      throws WindowsException {
    PipeServer server = new PipeServer(path, name, rules, mayJoin, backlog);
    server.lock.lock();
    boolean listens = false;
    try {
      server.listen();
      listens = true;
      return server;
    } finally {
      server.closed = !listens;
      server.lock.unlock();
    }
  }

  /** Makes an instance, on which the next client is awaited. */
  private void listen() throws WindowsException {
    // With none left of ours, somebody else may have taken the name.
    boolean first = instances == 0 && !mayJoin;
    OwnedHandle instance =
        OwnedHandle.unwatched(rules.create(path, first), name, this::instanceIsGone);
    instances++;
    boolean listens = false;
    try {
      listenOn(instance);
      listens = true;
    } finally {
      if (!listens) {
        giveUp(instance);
      }
    }
  }

  /** Without another try in its place, which would fail in the same way, and so on. */
  private void giveUp(OwnedHandle instance) {
    givesUp = true;
    instance.close();
    givesUp = false;
  }

  private void listenOn(OwnedHandle instance) throws WindowsException {
    Operation connect = instance.operation();
    connect.then(() -> onClient(instance, connect));
    if (!connect.begin((pipe, overlapped, _) -> NamedPipeApi.connectNamedPipe(pipe, overlapped))) {
      listening = instance;
      return;
    }
    int error = connect.error();
    switch (error) {
      // The client was faster, and has even left again perhaps: what it wrote is there to be read.
      case 0, ERROR_PIPE_CONNECTED, ERROR_NO_DATA -> enqueue(instance);
      default -> throw new WindowsException("listen", error);
    }
  }

  private void enqueue(OwnedHandle client) {
    connected.add(client);
    changed.signal();
  }

  /** By the thread of the completion port. */
  private void onClient(OwnedHandle instance, Operation connect) {
    lock.lock();
    try {
      listening = null;
      if (connect.error() == 0 && !closed) {
        enqueue(instance);
      } else {
        instance.close();
      }
      listenOn();
    } finally {
      lock.unlock();
    }
  }

  /** The handle of an instance has been closed: one more may be made. */
  private void instanceIsGone() {
    lock.lock();
    try {
      instances--;
      if (!givesUp) {
        listenOn();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sees to it that an instance listens, if one may. */
  private void listenOn() {
    while (!closed && listening == null && connected.size() < backlog) {
      try {
        listen();
        shortage = null;
      } catch (WindowsException e) {
        if (e.number() != ERROR_PIPE_BUSY || instances == 0) { // not just their greatest number
          shortage = e;
          changed.signalAll();
        }
        return;
      }
    }
  }

  /** Waits for a client. */
  public OwnedHandle accept(long deadline) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    lock.lock();
    try {
      await(deadline);
      OwnedHandle client = connected.remove();
      listenOn();
      return client.watch();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a client is there, which stays. */
  public void awaitClient(long deadline) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    lock.lock();
    try {
      await(deadline);
      changed.signal(); // for who would accept it
    } finally {
      lock.unlock();
    }
  }

  private void await(long deadline) throws IOException {
    while (connected.isEmpty()) {
      if (closed) {
        throw new AsynchronousCloseException();
      }
      if (shortage != null) {
        WindowsException last = shortage;
        shortage = null;
        listenOn(); // it may be over
        if (shortage != null) {
          throw last;
        }
        continue;
      }
      long nanos = Deadline.remaining(deadline);
      if (nanos <= 0) {
        throw new SocketTimeoutException("accept " + name + ": timed out");
      }
      try {
        if (deadline == Deadline.NONE) {
          changed.await();
        } else {
          changed.await(nanos, TimeUnit.NANOSECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("accept " + name + ": interrupted");
      }
    }
  }

  /** The security of the instances, as the system has it. */
  public String security() throws IOException {
    lock.lock();
    try {
      OwnedHandle any = listening != null ? listening : connected.peek();
      if (any == null) {
        throw new ClosedChannelException();
      }
      return Security.of(any);
    } finally {
      lock.unlock();
    }
  }

  public boolean isOpen() {
    return !closed;
  }

  /** Closes what nobody has accepted. True for the first call. */
  public boolean close() {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      closed = true;
      if (listening != null) {
        listening.close();
      }
      connected.forEach(OwnedHandle::close);
      connected.clear();
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }
}
