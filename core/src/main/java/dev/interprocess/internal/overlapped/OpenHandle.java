package dev.interprocess.internal.overlapped;

import dev.interprocess.internal.descriptor.OpenResource;
import dev.interprocess.internal.win32.HandleApi;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** An open handle, and what goes on with it. */
final class OpenHandle extends OpenResource {
  private static final AtomicLong KEYS = new AtomicLong(CompletionPort.MARK);

  final long handle;

  /** Under which the port has it: another process that was given it may have no key of ours. */
  final long key = KEYS.incrementAndGet();

  private final Runnable afterwards;
  private final List<Operation> operations = new CopyOnWriteArrayList<>();
  private volatile boolean freed;

  /**
   * @param afterwards is run when the handle has been closed
   */
  OpenHandle(long handle, Runnable afterwards) {
    this.handle = handle;
    this.afterwards = afterwards;
  }

  void add(Operation operation) {
    operations.add(operation);
    if (freed) { // which nobody would tell it any more
      operation.dispose();
    }
  }

  /** One by one, as a duplicate of the handle may have operations of its own. */
  @Override
  protected void endUse() {
    operations.forEach(Operation::cancelPending);
  }

  @Override
  protected void free() {
    HandleApi.closeHandle(handle);
    freed = true;
    operations.forEach(Operation::dispose);
    afterwards.run();
  }
}
