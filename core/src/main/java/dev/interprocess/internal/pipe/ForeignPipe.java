package dev.interprocess.internal.pipe;

import static dev.interprocess.internal.abi.Windows.FILE_SYNCHRONOUS_IO_ALERT;
import static dev.interprocess.internal.abi.Windows.FILE_SYNCHRONOUS_IO_NONALERT;
import static dev.interprocess.internal.abi.Windows.FileModeInformation;
import static dev.interprocess.internal.abi.Windows.FileNameInformation;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.interprocess.internal.abi.Windows.FILE_NAME_INFORMATION;
import dev.interprocess.internal.abi.Windows.IO_STATUS_BLOCK;
import dev.interprocess.internal.win32.NamedPipeApi;
import dev.interprocess.internal.win32.WindowsException;
import dev.interprocess.internal.win32.Winternl;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What can be asked of the handle of a pipe that another process has opened. */
public final class ForeignPipe {
  private static final String PREFIX = "\\\\.\\pipe";
  private static final int LONGEST_NAME = 2048; // bytes

  private ForeignPipe() {}

  /** Whether it was not opened overlapped, so that each call waits for the one before it. */
  public static boolean isSynchronous(long handle) throws WindowsException {
    try (Arena arena = Arena.ofConfined()) {
      int mode = query(handle, FileModeInformation, arena.allocate(JAVA_INT)).get(JAVA_INT, 0);
      return (mode & (FILE_SYNCHRONOUS_IO_ALERT | FILE_SYNCHRONOUS_IO_NONALERT)) != 0;
    }
  }

  /** Its name, with the prefix of this computer. */
  public static String path(long handle) throws WindowsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = query(handle, FileNameInformation, arena.allocate(LONGEST_NAME, 4));
      int length = name.get(JAVA_INT, FILE_NAME_INFORMATION.FileNameLength);
      byte[] characters = name.asSlice(FILE_NAME_INFORMATION.FileName, length).toArray(JAVA_BYTE);
      return PREFIX + new String(characters, UTF_16LE);
    }
  }

  private static MemorySegment query(long handle, int what, MemorySegment information)
      throws WindowsException {
    try (Arena arena = Arena.ofConfined()) {
      int status =
          Winternl.ntQueryInformationFile(
              handle,
              arena.allocate(IO_STATUS_BLOCK.SIZEOF, 8),
              information,
              (int) information.byteSize(),
              what);
      if (status != 0) {
        throw new WindowsException("take", Winternl.rtlNtStatusToDosError(status));
      }
      return information;
    }
  }

  /** {@code PIPE_SERVER_END}, {@code PIPE_TYPE_MESSAGE}. */
  public static int flags(long handle) throws WindowsException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment flags = arena.allocate(JAVA_INT);
      WindowsException.check(
          "take", NamedPipeApi.getNamedPipeInfo(handle, flags, NULL, NULL, NULL));
      return flags.get(JAVA_INT, 0);
    }
  }
}
