package dev.interprocess.internal.signal;

import static dev.interprocess.internal.abi.Linux.MAP_ANONYMOUS;
import static dev.interprocess.internal.abi.Linux.MAP_PRIVATE;
import static dev.interprocess.internal.abi.Linux.PROT_EXEC;
import static dev.interprocess.internal.abi.Linux.PROT_READ;
import static dev.interprocess.internal.abi.Linux.PROT_WRITE;
import static dev.interprocess.internal.abi.Linux._NSIG;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysMman;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What the handler in machine code does for each signal. It is made once and stays: a thread may be
 * inside the handler at any time.
 */
final class HandlerTable {
  // The layout that HandlerCode knows.
  private static final long ENTRY = 64;
  private static final long PIPE = 0;
  private static final long BLOCK = 8;
  private static final long KEEP = 16;
  private static final long CHAIN = 24;
  private static final long LOST = 32;
  private static final VarHandle LONG = JAVA_LONG.varHandle();

  private static @Nullable HandlerTable instance;

  private final MemorySegment entries = Arena.global().allocate(_NSIG * ENTRY, ENTRY);
  private final long handler;

  private HandlerTable() throws ErrnoException {
    handler = executable(HandlerCode.bytes()).address();
    for (int signal = 1; signal < _NSIG; signal++) {
      entries.set(JAVA_INT, signal * ENTRY + PIPE, -1);
      LONG.setVolatile(entries, signal * ENTRY + KEEP, -1L);
    }
  }

  /**
   * The table and the handler.
   *
   * @throws ErrnoException if this process may have no memory that it fills with code ({@code
   *     EACCES}, {@code EPERM})
   */
  static synchronized HandlerTable get() throws ErrnoException {
    HandlerTable table = instance;
    if (table == null) {
      table = new HandlerTable();
      instance = table;
    }
    return table;
  }

  /** A page with the code, writable first and executable then, never both. */
  private MemorySegment executable(byte[] code) throws ErrnoException {
    MemorySegment page =
        SysMman.map(code.length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS);
    MemorySegment.copy(code, 0, page, JAVA_BYTE, 0, code.length);
    page.set(JAVA_LONG_UNALIGNED, code.length - Long.BYTES, entries.address());
    int result = SysMman.mprotect(page, code.length, PROT_READ | PROT_EXEC);
    if (result < 0) {
      SysMman.munmap(page, code.length);
      throw new ErrnoException("mprotect", -result);
    }
    return page;
  }

  /** Its address, for {@code sigaction}. */
  long handler() {
    return handler;
  }

  /** What to do for a signal from now on. */
  void set(int signal, int pipe, long block, long unblock, long chain) {
    long entry = signal * ENTRY;
    entries.set(JAVA_INT, entry + PIPE, pipe);
    LONG.setVolatile(entries, entry + BLOCK, block);
    LONG.setVolatile(entries, entry + KEEP, ~unblock);
    LONG.setVolatile(entries, entry + CHAIN, chain);
  }

  /** How many of a signal had no room in the pipe, ever. */
  long lost(int signal) {
    return (long) LONG.getVolatile(entries, signal * ENTRY + LOST);
  }
}
