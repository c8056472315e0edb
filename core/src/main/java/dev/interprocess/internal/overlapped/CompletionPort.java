package dev.interprocess.internal.overlapped;

import static dev.interprocess.internal.abi.Windows.FILE_SKIP_COMPLETION_PORT_ON_SUCCESS;
import static dev.interprocess.internal.abi.Windows.FILE_SKIP_SET_EVENT_ON_HANDLE;
import static dev.interprocess.internal.abi.WindowsError.ERROR_INVALID_PARAMETER;
import static dev.interprocess.internal.event.Log.LOGGER;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Windows.OVERLAPPED_ENTRY;
import dev.interprocess.internal.poll.Pause;
import dev.interprocess.internal.win32.IoApiSet;
import dev.interprocess.internal.win32.WinBase;
import dev.interprocess.internal.win32.WindowsException;
import dev.interprocess.internal.win32.Winternl;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The completion port of all handles, and the thread that takes completions from it, in batches. It
 * starts at the first need, is a daemon, and lives as long as the JVM.
 */
public final class CompletionPort {
  private static final int BATCH = 256;
  private static final int INFINITE = -1;
  private static final long NO_PORT = 0;
  private static final long NEW = -1; // INVALID_HANDLE_VALUE

  /**
   * The key of a mark: whatever was queued before it has been taken when it comes. Those of handles
   * are greater.
   */
  static final long MARK = 1;

  private static volatile @Nullable CompletionPort instance;

  private final long port;
  // From here the memory that the system writes to is reachable, whatever becomes of its owner.
  private final Map<Long, Operation> operations = new ConcurrentHashMap<>();
  private final Map<Long, MemorySegment> retired = new ConcurrentHashMap<>();
  private final LongAdder completions = new LongAdder();

  private CompletionPort(long port) {
    this.port = port;
  }

  /** Operations that the port knows, and how many it has completed: for diagnostics. */
  public record Statistics(int operations, long completions) {}

  public static Statistics statistics() {
    CompletionPort port = instance;
    return port == null
        ? new Statistics(0, 0)
        : new Statistics(port.operations.size(), port.completions.sum());
  }

  static synchronized CompletionPort start() throws WindowsException {
    CompletionPort started = instance;
    if (started == null) {
      started =
          new CompletionPort(
              WindowsException.checkHandle(
                  "CreateIoCompletionPort",
                  IoApiSet.createIoCompletionPort(NEW, NO_PORT, MARK, 1)));
      Thread.ofPlatform().daemon().name("interprocess-completions").start(started::run);
      instance = started;
    }
    return started;
  }

  /** From now on the end of what goes on with the handle comes here, unless it ends at once. */
  void associate(OpenHandle handle) throws WindowsException {
    if (!tryAssociate(handle)) {
      throw new WindowsException("CreateIoCompletionPort", ERROR_INVALID_PARAMETER);
    }
  }

  /** The same; false for a handle that belongs to the port of another process already. */
  boolean tryAssociate(OpenHandle handle) throws WindowsException {
    long result = IoApiSet.createIoCompletionPort(handle.handle, port, handle.key, 0);
    if (result == -ERROR_INVALID_PARAMETER) {
      return false;
    }
    WindowsException.checkHandle("CreateIoCompletionPort", result);
    WindowsException.check(
        "SetFileCompletionNotificationModes",
        WinBase.setFileCompletionNotificationModes(
            handle.handle, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS | FILE_SKIP_SET_EVENT_ON_HANDLE));
    return true;
  }

  void add(MemorySegment overlapped, Operation operation) {
    operations.put(overlapped.address(), operation);
  }

  void remove(MemorySegment overlapped) {
    operations.remove(overlapped.address());
  }

  /**
   * For an OVERLAPPED of which it is not known whether a completion of it has been queued already:
   * keeps its memory from being used again until that has been taken.
   */
  void retire(MemorySegment overlapped) {
    operations.remove(overlapped.address());
    retired.put(overlapped.address(), overlapped);
    // If it can't be queued the memory is kept for good, which is a few bytes.
    IoApiSet.postQueuedCompletionStatus(port, 0, MARK, overlapped.address());
  }

  private void run() {
    Arena arena = Arena.ofAuto();
    MemorySegment entries = arena.allocate((long) BATCH * OVERLAPPED_ENTRY.SIZEOF, 8);
    MemorySegment removed = arena.allocate(JAVA_INT);
    Pause pause = new Pause();
    while (true) {
      int error = IoApiSet.getQueuedCompletionStatusEx(port, entries, BATCH, removed, INFINITE, 0);
      if (error != 0) {
        // Memory has run out, perhaps: whoever waits must not wait for ever.
        LOGGER.log(Level.WARNING, new WindowsException("GetQueuedCompletionStatusEx", error));
        sleep(pause);
        continue;
      }
      for (int i = 0; i < removed.get(JAVA_INT, 0); i++) {
        try {
          take(entries.asSlice((long) i * OVERLAPPED_ENTRY.SIZEOF, OVERLAPPED_ENTRY.SIZEOF));
        } catch (Throwable t) { // all who are parked depend on this thread
          LOGGER.log(Level.ERROR, "completion port goes on", t);
        }
      }
    }
  }

  private static void sleep(Pause pause) {
    try {
      pause.sleep(Long.MAX_VALUE, "completion port", "");
    } catch (InterruptedIOException e) {
      Thread.interrupted(); // this thread has no other purpose
    }
  }

  private void take(MemorySegment entry) {
    long address = entry.get(JAVA_LONG, OVERLAPPED_ENTRY.lpOverlapped);
    long key = entry.get(JAVA_LONG, OVERLAPPED_ENTRY.lpCompletionKey);
    if (key == MARK) {
      retired.remove(address);
      return;
    }
    Operation operation = operations.get(address);
    // A child that was given a handle can make its own completions come here, of its addresses.
    if (operation != null && operation.isOf(key)) {
      completions.increment();
      int status = (int) entry.get(JAVA_LONG, OVERLAPPED_ENTRY.Internal);
      operation.complete(
          status == 0 ? 0 : Winternl.rtlNtStatusToDosError(status),
          entry.get(JAVA_INT, OVERLAPPED_ENTRY.dwNumberOfBytesTransferred));
    }
  }
}
