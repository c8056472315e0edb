package dev.interprocess.internal.poll;

import static dev.interprocess.internal.abi.Linux.RUSAGE_THREAD;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Linux.rusage;
import dev.interprocess.internal.libc.Striped;
import dev.interprocess.internal.libc.SysResource;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** How often a thread has left its processor to another. */
final class ContextSwitches {
  private static final long ROOM = 512; // struct rusage is longer in one C library than in others

  private static final Striped<MemorySegment> IDLE = new Striped<>();

  private ContextSwitches() {}

  /** Of its own accord or not; of a virtual thread its carrier. */
  static long ofThisThread() {
    MemorySegment idle = IDLE.take();
    MemorySegment usage = idle != null ? idle : Arena.ofAuto().allocate(ROOM, 8);
    SysResource.getrusage(RUSAGE_THREAD, usage); // can't fail
    long switches = usage.get(JAVA_LONG, rusage.ru_nvcsw) + usage.get(JAVA_LONG, rusage.ru_nivcsw);
    IDLE.give(usage);
    return switches;
  }
}
