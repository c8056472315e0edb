package dev.interprocess.internal.signal;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.interprocess.internal.abi.Linux.siginfo_t;
import dev.interprocess.internal.abi.Linux.signalfd_siginfo;
import java.lang.foreign.MemorySegment;
import java.time.Instant;

/**
 * What the kernel tells of a signal.
 *
 * @param value the lower half of what {@code sigqueue} was given
 * @param dropped how many of this signal were lost since the one before it
 */
public record SignalInfo(
    int signal, int code, int pid, int uid, int value, int status, Instant time, long dropped) {
  /** A code that the kernel does not have: it is not known. */
  public static final int UNKNOWN = Integer.MIN_VALUE;

  /** The first bytes of a {@code siginfo_t}, which have all that is told here. */
  static final int SIZEOF = 48;

  /** One that the handler has written. */
  static SignalInfo ofHandler(MemorySegment records, long offset, Instant time) {
    return new SignalInfo(
        records.get(JAVA_INT, offset + siginfo_t.si_signo),
        records.get(JAVA_INT, offset + siginfo_t.si_code),
        records.get(JAVA_INT, offset + siginfo_t.si_pid),
        records.get(JAVA_INT, offset + siginfo_t.si_uid),
        (int) records.get(JAVA_LONG, offset + siginfo_t.si_value),
        records.get(JAVA_INT, offset + siginfo_t.si_status),
        time,
        0);
  }

  /** One that was read from a signalfd. */
  static SignalInfo ofSignalfd(MemorySegment records, long offset, Instant time) {
    return new SignalInfo(
        records.get(JAVA_INT, offset + signalfd_siginfo.ssi_signo),
        records.get(JAVA_INT, offset + signalfd_siginfo.ssi_code),
        records.get(JAVA_INT, offset + signalfd_siginfo.ssi_pid),
        records.get(JAVA_INT, offset + signalfd_siginfo.ssi_uid),
        records.get(JAVA_INT, offset + signalfd_siginfo.ssi_int),
        records.get(JAVA_INT, offset + signalfd_siginfo.ssi_status),
        time,
        0);
  }

  SignalInfo withDropped(long number) {
    return number == 0 ? this : new SignalInfo(signal, code, pid, uid, value, status, time, number);
  }
}
