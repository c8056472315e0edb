package dev.interprocess.internal.pipe;

import static dev.interprocess.internal.abi.Windows.FILE_FLAG_OVERLAPPED;
import static dev.interprocess.internal.abi.Windows.FILE_READ_ATTRIBUTES;
import static dev.interprocess.internal.abi.Windows.FILE_WRITE_ATTRIBUTES;
import static dev.interprocess.internal.abi.Windows.GENERIC_READ;
import static dev.interprocess.internal.abi.Windows.GENERIC_WRITE;
import static dev.interprocess.internal.abi.Windows.OPEN_EXISTING;
import static dev.interprocess.internal.abi.Windows.PIPE_ACCESS_INBOUND;
import static dev.interprocess.internal.abi.Windows.PIPE_ACCESS_OUTBOUND;
import static dev.interprocess.internal.abi.Windows.PIPE_REJECT_REMOTE_CLIENTS;
import static dev.interprocess.internal.abi.Windows.PIPE_TYPE_BYTE;
import static dev.interprocess.internal.abi.Windows.SECURITY_ANONYMOUS;
import static dev.interprocess.internal.abi.Windows.SECURITY_SQOS_PRESENT;
import static dev.interprocess.internal.abi.WindowsError.ERROR_ACCESS_DENIED;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.interprocess.internal.win32.FileApi;
import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.internal.win32.WinBase;
import dev.interprocess.internal.win32.WindowsException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.UUID;

/**
 * The two handles of a pipe that has no name for others. The system's own anonymous pipes can't be
 * read or written overlapped, so it is a named one, as in the platform's runtime libraries: its
 * name is random, it was not there before and has one instance, which this process' user alone may
 * open, from this computer alone, and which we open ourselves at once. So whoever is at its other
 * end is us.
 *
 * @param server ours, overlapped
 * @param client the other one
 */
record UnnamedHandles(long server, long client) {
  /**
   * Makes both, for this process only.
   *
   * @param serverReads which way the bytes go
   * @param capacity of the pipe, in bytes
   * @param overlapped whether the client's handle is overlapped as well
   */
  static UnnamedHandles open(boolean serverReads, int capacity, boolean overlapped)
      throws WindowsException {
    String path = "\\\\.\\pipe\\interprocess.unnamed." + UUID.randomUUID();
    PipeRules rules =
        new PipeRules(
            serverReads ? PIPE_ACCESS_INBOUND : PIPE_ACCESS_OUTBOUND,
            PIPE_TYPE_BYTE | PIPE_REJECT_REMOTE_CLIENTS,
            /* maxInstances= */ 1,
            capacity,
            capacity,
            /* defaultTimeout= */ 0,
            "D:P(A;;GA;;;" + Accounts.ownSid() + ")",
            /* inheritable= */ false);
    long server = rules.create(path, /* first= */ true);
    boolean connected = false;
    try {
      long client = connect(path, serverReads, overlapped ? FILE_FLAG_OVERLAPPED : 0);
      connected = true;
      return new UnnamedHandles(server, client);
    } finally {
      if (!connected) {
        HandleApi.closeHandle(server);
      }
    }
  }

  private static long connect(String path, boolean writes, int flags) throws WindowsException {
    try (Arena arena = Arena.ofConfined()) {
      // With what C libraries ask about, and set, on their pipes.
      long client =
          WindowsException.checkHandle(
              "create",
              FileApi.createFile(
                  arena.allocateFrom(path, UTF_16LE),
                  writes
                      ? GENERIC_WRITE | FILE_READ_ATTRIBUTES
                      : GENERIC_READ | FILE_WRITE_ATTRIBUTES,
                  0,
                  MemorySegment.NULL,
                  OPEN_EXISTING,
                  SECURITY_SQOS_PRESENT | SECURITY_ANONYMOUS | flags,
                  0));
      if (!isOurs(client, arena)) {
        HandleApi.closeHandle(client);
        throw new WindowsException("create", ERROR_ACCESS_DENIED);
      }
      return client;
    }
  }

  /** Whether the server's end is this process': the name was nobody else's, after all. */
  private static boolean isOurs(long client, Arena arena) {
    MemorySegment pid = arena.allocate(JAVA_INT);
    return WinBase.getNamedPipeServerProcessId(client, pid) == 0
        && Integer.toUnsignedLong(pid.get(JAVA_INT, 0)) == ProcessHandle.current().pid();
  }
}
