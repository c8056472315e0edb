package dev.interprocess.internal.pipe;

import static dev.interprocess.internal.abi.Windows.FILE_FLAG_FIRST_PIPE_INSTANCE;
import static dev.interprocess.internal.abi.Windows.FILE_FLAG_OVERLAPPED;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.interprocess.internal.win32.NamedPipeApi;
import dev.interprocess.internal.win32.WindowsException;
import java.lang.foreign.Arena;

/**
 * How the instances of a pipe are made.
 *
 * @param openMode {@code PIPE_ACCESS_…} and flags
 * @param pipeMode {@code PIPE_TYPE_…}, {@code PIPE_READMODE_…}, {@code PIPE_REJECT_REMOTE_CLIENTS}
 * @param maxInstances 1 to 255, which stands for no limit
 * @param outBuffer bytes on the way to the client
 * @param inBuffer bytes on the way to the server
 * @param defaultTimeout milliseconds that a client waits for a free instance who names no time
 * @param security as SDDL
 * @param inheritable whether children inherit the handles
 */
public record PipeRules(
    int openMode,
    int pipeMode,
    int maxInstances,
    int outBuffer,
    int inBuffer,
    int defaultTimeout,
    String security,
    boolean inheritable) {

  /** A new instance; {@code first} fails if there is one of that name already. */
  long create(String path, boolean first) throws WindowsException {
    try (Arena arena = Arena.ofConfined()) {
      return WindowsException.checkHandle(
          "listen",
          NamedPipeApi.createNamedPipe(
              arena.allocateFrom(path, UTF_16LE),
              openMode | FILE_FLAG_OVERLAPPED | (first ? FILE_FLAG_FIRST_PIPE_INSTANCE : 0),
              pipeMode,
              maxInstances,
              outBuffer,
              inBuffer,
              defaultTimeout,
              Security.attributes(security, inheritable, arena)));
    }
  }
}
