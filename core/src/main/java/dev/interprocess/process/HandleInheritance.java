package dev.interprocess.process;

import static dev.interprocess.internal.abi.Windows.CREATE_ALWAYS;
import static dev.interprocess.internal.abi.Windows.FILE_APPEND_DATA;
import static dev.interprocess.internal.abi.Windows.FILE_SHARE_DELETE;
import static dev.interprocess.internal.abi.Windows.FILE_SHARE_READ;
import static dev.interprocess.internal.abi.Windows.FILE_SHARE_WRITE;
import static dev.interprocess.internal.abi.Windows.GENERIC_READ;
import static dev.interprocess.internal.abi.Windows.GENERIC_WRITE;
import static dev.interprocess.internal.abi.Windows.OPEN_ALWAYS;
import static dev.interprocess.internal.abi.Windows.OPEN_EXISTING;
import static dev.interprocess.internal.abi.Windows.SYNCHRONIZE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.interprocess.LocalStream;
import dev.interprocess.Passable;
import dev.interprocess.internal.impl.HandlePipes;
import dev.interprocess.internal.impl.WindowsErrors;
import dev.interprocess.internal.job.Launch;
import dev.interprocess.internal.job.SystemPath;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.pipe.PipeEnd;
import dev.interprocess.internal.pipe.UnnamedEnds;
import dev.interprocess.internal.win32.FileApi;
import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.internal.win32.WindowsException;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The handles that a child gets, by the number that each has for its C runtime, as {@link
 * Inheritance} is for descriptors. All are held, or open, from here until {@link #close}.
 */
final class HandleInheritance implements AutoCloseable {
  private static final String NOWHERE = "NUL";
  private static final int LAST_STANDARD = 2;

  private final String program;
  private final SortedMap<Integer, Long> handles = new TreeMap<>();
  private final List<Runnable> release = new ArrayList<>();
  private final List<PipeEnd> ours = new ArrayList<>();
  private final List<PipeEnd> theirs = new ArrayList<>();

  HandleInheritance(String program) {
    this.program = program;
  }

  SortedMap<Integer, Long> handles() {
    return handles;
  }

  /**
   * What the child has by that number.
   *
   * @param given whether ours is closed once it is started
   */
  void add(int number, Passable passable, boolean given) throws IOException {
    PipeEnd end = HandlePipes.endOf(passable);
    if (passable instanceof LocalStream) {
      requireForAChildOfOurs(number, given, end);
    }
    add(number, end);
    if (given) {
      theirs.add(end);
    }
  }

  private static void requireForAChildOfOurs(int number, boolean given, PipeEnd stream) {
    if (number <= LAST_STANDARD) {
      throw new UnsupportedOperationException(
          stream + " as standard stream " + number + ": those must not be overlapped");
    }
    if (!given) {
      throw new UnsupportedOperationException(
          stream + " can be given, not lent: what comes to one process' port is lost to the other");
    }
  }

  private void add(int number, PipeEnd end) throws IOException {
    try {
      OwnedHandle handle = end.forChild();
      handles.put(number, handle.acquire());
      release.add(handle::release);
    } catch (WindowsException e) {
      throw WindowsErrors.of(end, e);
    }
  }

  /** The standard stream of that number; our end of it if it is a pipe. */
  @Nullable PipeEnd add(int number, Redirect redirect) throws IOException {
    switch (redirect.type()) {
      case PIPE -> {
        return pipe(number);
      }
      case INHERIT -> handles.put(number, Launch.INHERITED);
      case READ -> addFile(number, redirect, GENERIC_READ, OPEN_EXISTING);
      case WRITE -> addFile(number, redirect, GENERIC_WRITE, CREATE_ALWAYS);
      case APPEND -> addFile(number, redirect, FILE_APPEND_DATA | SYNCHRONIZE, OPEN_ALWAYS);
    }
    return null;
  }

  private void addFile(int number, Redirect redirect, int access, int disposition)
      throws IOException {
    File file = Objects.requireNonNull(redirect.file());
    String path = redirect.equals(Redirect.DISCARD) ? NOWHERE : SystemPath.of(file.toPath());
    try (Arena arena = Arena.ofConfined()) {
      long handle =
          FileApi.createFile(
              arena.allocateFrom(path, UTF_16LE),
              access,
              FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
              MemorySegment.NULL,
              disposition,
              0,
              0);
      WindowsException.checkHandle("start", handle);
      handles.put(number, handle);
      release.add(() -> HandleApi.closeHandle(handle));
    } catch (WindowsException e) {
      throw WindowsErrors.ofStart(file, e);
    }
  }

  private PipeEnd pipe(int number) throws IOException {
    String name = STREAMS.get(number) + " of " + program;
    UnnamedEnds pipe = new UnnamedEnds(HandlePipes.CAPACITY, name);
    PipeEnd theirs = number == 0 ? pipe.reader() : pipe.writer();
    PipeEnd end = number == 0 ? pipe.writer() : pipe.reader();
    ours.add(end);
    release.add(theirs::close);
    add(number, theirs);
    return end;
  }

  /** The child is there: our ends of its pipes are its starter's, and what was given is its own. */
  void complete() {
    ours.clear();
    theirs.forEach(PipeEnd::close);
  }

  @Override
  public void close() {
    ours.forEach(PipeEnd::close);
    release.forEach(Runnable::run);
  }

  private static final List<String> STREAMS = List.of("input", "output", "error");
}
