package dev.interprocess.internal.pipe;

import static dev.interprocess.internal.abi.Windows.PROCESS_QUERY_LIMITED_INFORMATION;
import static java.lang.foreign.ValueLayout.JAVA_CHAR;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.interprocess.internal.abi.Windows.FILETIME;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.internal.win32.ProcessThreadsApi;
import dev.interprocess.internal.win32.WinBase;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The process at the other end of a pipe.
 *
 * @param pid its number
 * @param session that of the user's session that it belongs to
 * @param knownAt when it was there already: a process that began later has only got its number
 */
public record PeerProcess(long pid, int session, Instant knownAt) {
  private static final Instant BEGIN_OF_TIME = Instant.parse("1601-01-01T00:00:00Z");
  private static final int LONGEST_PATH = 32_768;

  /** That of the clients, asked at the server's end, or the other way round. */
  public static PeerProcess of(OwnedHandle pipe, boolean server, Instant knownAt)
      throws IOException {
    long handle = pipe.acquire();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment number = arena.allocate(JAVA_INT);
      WindowsException.check(
          "peer",
          server
              ? WinBase.getNamedPipeClientProcessId(handle, number)
              : WinBase.getNamedPipeServerProcessId(handle, number));
      long pid = Integer.toUnsignedLong(number.get(JAVA_INT, 0));
      WindowsException.check(
          "peer",
          server
              ? WinBase.getNamedPipeClientSessionId(handle, number)
              : WinBase.getNamedPipeServerSessionId(handle, number));
      return new PeerProcess(pid, number.get(JAVA_INT, 0), knownAt);
    } finally {
      pipe.release();
    }
  }

  private interface Question<T> {
    T ask(long process) throws WindowsException;
  }

  /** Empty if it has ended, or is not ours to look into. */
  private <T> Optional<T> ask(Question<T> question) throws WindowsException {
    long process = ProcessThreadsApi.openProcess(PROCESS_QUERY_LIMITED_INFORMATION, 0, (int) pid);
    if (process < 0) {
      return Optional.empty();
    }
    try {
      // The handle keeps the number from being given to another, from here on.
      return isTheSame(process) ? Optional.of(question.ask(process)) : Optional.empty();
    } finally {
      HandleApi.closeHandle(process);
    }
  }

  private boolean isTheSame(long process) throws WindowsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment times = arena.allocate(4L * FILETIME.SIZEOF, 8);
      WindowsException.check(
          "GetProcessTimes",
          ProcessThreadsApi.getProcessTimes(
              process,
              times,
              times.asSlice(FILETIME.SIZEOF),
              times.asSlice(2L * FILETIME.SIZEOF),
              times.asSlice(3L * FILETIME.SIZEOF)));
      long ticks = times.get(JAVA_LONG, 0);
      Instant began = BEGIN_OF_TIME.plus(ticks / 10, ChronoUnit.MICROS);
      return !began.isAfter(knownAt);
    }
  }

  /** The security identifier of its user. */
  public Optional<String> sid() throws WindowsException {
    return ask(Accounts::sidOf);
  }

  /** The program that it runs. */
  public Optional<String> executable() throws WindowsException {
    return ask(PeerProcess::executable);
  }

  private static String executable(long process) throws WindowsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(JAVA_CHAR, LONGEST_PATH);
      WindowsException.check(
          "QueryFullProcessImageName",
          WinBase.queryFullProcessImageName(
              process, 0, name, arena.allocateFrom(JAVA_INT, LONGEST_PATH)));
      return name.getString(0, UTF_16LE);
    }
  }
}
