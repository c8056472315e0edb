package dev.interprocess.internal.job;

import static dev.interprocess.internal.abi.Windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
import static dev.interprocess.internal.abi.Windows.JobObjectBasicAccountingInformation;
import static dev.interprocess.internal.abi.Windows.JobObjectExtendedLimitInformation;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.abi.Windows.JOBOBJECT_BASIC_ACCOUNTING_INFORMATION;
import dev.interprocess.internal.abi.Windows.JOBOBJECT_BASIC_LIMIT_INFORMATION;
import dev.interprocess.internal.abi.Windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION;
import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.internal.win32.JobApi2;
import dev.interprocess.internal.win32.WindowsException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A job object: a child with all its own children, which are ended as one. Its methods are called
 * under one lock, and not after {@link #close}.
 */
final class Job {
  final long handle;

  private Job(long handle) {
    this.handle = handle;
  }

  /**
   * A new one.
   *
   * @param endsWithParent whether its processes are ended when its last handle is closed, which is
   *     this process' one
   */
  static Job create(boolean endsWithParent) throws WindowsException {
    Job job = new Job(WindowsException.checkHandle("start", JobApi2.createJobObject(NULL, NULL)));
    if (endsWithParent) {
      boolean set = false;
      try {
        WindowsException.check("start", job.limit(JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE));
        set = true;
      } finally {
        if (!set) {
          HandleApi.closeHandle(job.handle);
        }
      }
    }
    return job;
  }

  private int limit(int flags) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment limits = arena.allocate(JOBOBJECT_EXTENDED_LIMIT_INFORMATION.SIZEOF, 8);
      limits.set(JAVA_INT, JOBOBJECT_BASIC_LIMIT_INFORMATION.LimitFlags, flags);
      return JobApi2.setInformationJobObject(
          handle, JobObjectExtendedLimitInformation, limits, (int) limits.byteSize());
    }
  }

  /** Whether one of its processes runs. */
  boolean isAlive() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment figures = arena.allocate(JOBOBJECT_BASIC_ACCOUNTING_INFORMATION.SIZEOF, 8);
      int error =
          JobApi2.queryInformationJobObject(
              handle, JobObjectBasicAccountingInformation, figures, (int) figures.byteSize(), NULL);
      return error == 0
          && figures.get(JAVA_INT, JOBOBJECT_BASIC_ACCOUNTING_INFORMATION.ActiveProcesses) > 0;
    }
  }

  /** Ends all its processes. */
  int terminate(int exitCode) {
    return JobApi2.terminateJobObject(handle, exitCode);
  }

  /** Lets those that still run go on. */
  void close() {
    limit(0);
    HandleApi.closeHandle(handle);
  }
}
