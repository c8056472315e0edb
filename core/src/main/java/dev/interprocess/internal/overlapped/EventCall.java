package dev.interprocess.internal.overlapped;

import static dev.interprocess.internal.abi.WindowsError.ERROR_IO_PENDING;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Windows.OVERLAPPED;
import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.internal.win32.IoApiSet;
import dev.interprocess.internal.win32.SynchApi;
import dev.interprocess.internal.win32.Winternl;
import java.lang.foreign.MemorySegment;

/**
 * A call of an overlapped handle that belongs to the port of another process for good, as one does
 * that was inherited from it: its thread waits for an event.
 */
final class EventCall extends BlockingCall {
  private static final int INFINITE = -1;

  /** In the event's handle: so the other process' port gets no completion of ours. */
  private static final long NOT_TO_THE_PORT = 1;

  private long event; // of its thread

  @Override
  int enter() {
    event = SynchApi.createEvent(NULL, /* manualReset= */ 1, /* signalled= */ 0, NULL);
    return event < 0 ? (int) -event : 0;
  }

  @Override
  int await(Operation.Call call, long handle, MemorySegment overlapped, MemorySegment buffer) {
    overlapped.set(JAVA_LONG, OVERLAPPED.hEvent, event | NOT_TO_THE_PORT);
    int error = call.on(handle, overlapped, buffer);
    if (error != ERROR_IO_PENDING) {
      return error;
    }
    int _ = SynchApi.waitForSingleObject(event, INFINITE);
    return Winternl.rtlNtStatusToDosError((int) overlapped.get(JAVA_LONG, OVERLAPPED.Internal));
  }

  @Override
  void leave() {
    if (event > 0) {
      HandleApi.closeHandle(event);
    }
  }

  @Override
  boolean tryCancel(long handle, MemorySegment overlapped) {
    return IoApiSet.cancelIoEx(handle, overlapped) == 0;
  }
}
