package dev.interprocess.process;

import static dev.interprocess.internal.abi.Linux.O_APPEND;
import static dev.interprocess.internal.abi.Linux.O_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.O_CREAT;
import static dev.interprocess.internal.abi.Linux.O_NONBLOCK;
import static dev.interprocess.internal.abi.Linux.O_PATH;
import static dev.interprocess.internal.abi.Linux.O_RDONLY;
import static dev.interprocess.internal.abi.Linux.O_TRUNC;
import static dev.interprocess.internal.abi.Linux.O_WRONLY;
import static dev.interprocess.internal.abi.LinuxErrno.EACCES;
import static dev.interprocess.internal.abi.LinuxErrno.ENXIO;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.Passable;
import dev.interprocess.internal.descriptor.OpenFile;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.file.FileIdentity;
import dev.interprocess.internal.file.FileKind;
import dev.interprocess.internal.file.PathBytes;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.impl.UnixTypes;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.libc.Unistd;
import dev.interprocess.internal.process.Program;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors that a child gets, by the number that each has there. All are held, or open, from
 * here until {@link #close}, when the child has its own.
 */
final class Inheritance implements AutoCloseable {
  private final SortedMap<Integer, Integer> numbers = new TreeMap<>();
  private final List<Runnable> release = new ArrayList<>();
  private final List<OwnedDescriptor> ours = new ArrayList<>();

  SortedMap<Integer, Integer> numbers() {
    return numbers;
  }

  /** The number here of a directory, which the child changes into and does not keep. */
  int directory(Path path) throws IOException {
    return opened(path, O_PATH | Target.O_DIRECTORY);
  }

  void add(int number, Passable passable) throws IOException {
    OwnedDescriptor descriptor = UnixTypes.descriptorOf(passable);
    int fd = descriptor.acquire();
    release.add(descriptor::release);
    try {
      numbers.put(number, isPipeThatDoesNotBlock(fd) ? blocking(fd) : fd);
    } catch (ErrnoException e) {
      throw SystemErrors.of("start", passable, e);
    }
  }

  private static boolean isPipeThatDoesNotBlock(int fd) throws ErrnoException {
    return (OpenFile.flags(fd) & O_NONBLOCK) != 0 && FileKind.of(fd) == FileKind.PIPE;
  }

  /**
   * Our ends of pipes don't block, and hardly a program expects that of what it inherits. The flag
   * belongs to the open file description, so the child gets one of its own. Sockets can't be opened
   * anew: those of connections block anyway, and listeners stay as they are.
   */
  private int blocking(int fd) throws ErrnoException {
    int flags = OpenFile.flags(fd);
    try {
      int own = owned(OpenFile.reopenBlocking(fd, OpenFile.access(flags)));
      if ((flags & Target.O_DIRECT) != 0) {
        OpenFile.addFlag(own, Target.O_DIRECT);
      }
      return own;
    } catch (ErrnoException e) {
      if (e.number() == EACCES || e.number() == ENXIO) {
        return fd; // another user has made the pipe, or nobody reads a FIFO: as it is, then
      }
      throw e;
    }
  }

  /** The standard stream of that number; our end of it if it is a pipe. */
  @Nullable OwnedDescriptor add(int number, Redirect redirect, String name) throws IOException {
    switch (redirect.type()) {
      case PIPE -> {
        return pipe(number, name);
      }
      case INHERIT -> numbers.put(number, Program.INHERITED);
      case READ -> addFile(number, redirect, O_RDONLY);
      case WRITE -> addFile(number, redirect, O_WRONLY | O_CREAT | O_TRUNC);
      case APPEND -> addFile(number, redirect, O_WRONLY | O_CREAT | O_APPEND);
    }
    return null;
  }

  private void addFile(int number, Redirect redirect, int flags) throws IOException {
    File file = redirect.file();
    if (file == null) {
      throw new AssertionError(redirect);
    }
    if (isFifo(file.toPath())) { // to wait for its other end in open could not be ended
      throw new IOException("start " + file + ": it is a FIFO, of which an end can be given");
    }
    numbers.put(number, opened(file.toPath(), flags));
  }

  private static boolean isFifo(Path path) {
    try {
      return FileIdentity.of(PathBytes.of(path)).isFifo();
    } catch (ErrnoException e) {
      return false; // there is nothing yet, or the open says better what is wrong
    }
  }

  private int opened(Path path, int flags) throws IOException {
    try {
      return owned(OpenFile.open(PathBytes.of(path), flags, 0666));
    } catch (ErrnoException e) {
      throw SystemErrors.of("start", path, e);
    }
  }

  private OwnedDescriptor pipe(int number, String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment two = arena.allocate(JAVA_INT, 2);
      ErrnoException.check("pipe", Unistd.pipe2(two, O_CLOEXEC));
      int theirs = number == 0 ? 0 : 1;
      numbers.put(number, owned(two.getAtIndex(JAVA_INT, theirs)));
      int fd = two.getAtIndex(JAVA_INT, 1 - theirs);
      OwnedDescriptor end = new OwnedDescriptor(fd, name);
      ours.add(end);
      OpenFile.addFlag(fd, O_NONBLOCK); // the other end is another description
      return end;
    } catch (ErrnoException e) {
      throw SystemErrors.of("start", name, e);
    }
  }

  private int owned(int fd) {
    release.add(() -> OpenFile.discard(fd));
    return fd;
  }

  /** The child is there, and our ends of its pipes belong to who has started it. */
  void keepOurEnds() {
    ours.clear();
  }

  @Override
  public void close() {
    ours.forEach(OwnedDescriptor::close);
    release.forEach(Runnable::run);
  }
}
