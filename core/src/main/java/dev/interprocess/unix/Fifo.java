package dev.interprocess.unix;

import static dev.interprocess.internal.abi.Linux.O_RDONLY;
import static dev.interprocess.internal.abi.Linux.O_RDWR;
import static dev.interprocess.internal.abi.Linux.O_WRONLY;
import static dev.interprocess.internal.abi.Linux.S_IFIFO;
import static dev.interprocess.internal.abi.LinuxErrno.ENXIO;
import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.Access;
import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.file.FileIdentity;
import dev.interprocess.internal.file.MadeFile;
import dev.interprocess.internal.file.PathBytes;
import dev.interprocess.internal.impl.Completions;
import dev.interprocess.internal.impl.FileAccess;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.PipeReadEnd;
import dev.interprocess.internal.impl.PipeWriteEnd;
import dev.interprocess.internal.impl.RetriedOperation;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.impl.Timeouts;
import dev.interprocess.internal.impl.UnixAccess;
import dev.interprocess.internal.libc.CString;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysStat;
import dev.interprocess.internal.poll.Deadline;
import dev.interprocess.internal.poll.Pause;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A FIFO: a pipe with a name in the filesystem, which any process that may can open.
 *
 * {@snippet :
 * try (Fifo fifo = Fifo.create(Path.of("/run/app/commands"));
 *     PipeReader reader = fifo.openReader()) {
 *   ByteBuffer buffer = ByteBuffer.allocate(4096);
 *   while (reader.read(buffer.clear()) >= 0) { // the first read waits for a writer
 *     System.out.println(UTF_8.decode(buffer.flip()));
 *   }
 *   System.out.println("the last writer has left");
 * }
 * }
 *
 * <p>This object stands for the file; what is opened by it is owned and closed apart. It holds on
 * to the very file that it has made or found: when another has taken its place, opening fails.
 * Closing it removes the file if this object has made it, and no other. Any thread may use it. No
 * call holds a virtual thread's carrier while it waits.
 *
 * <p>Linux only at present. See <a
 * href="https://man7.org/linux/man-pages/man7/fifo.7.html">fifo(7)</a>.
 */
public final class Fifo implements AutoCloseable {
  /** In place of a descriptor's number. */
  private static final int NO_READER = -1;

  private final Path path;
  private final MadeFile file;
  private final @Nullable Path folder;

  // All guarded by this.
  private @Nullable OwnedDescriptor keeper;
  private boolean closed;
  private boolean removeOnClose;

  private Fifo(Path path, MadeFile file, boolean made, @Nullable Path folder) {
    this.path = path;
    this.file = file;
    this.removeOnClose = made;
    this.folder = folder;
  }

  /**
   * Makes one for this process' user only: mode 0600, whatever the umask.
   *
   * @throws java.nio.file.FileAlreadyExistsException if something has that name ({@code EEXIST})
   * @throws IOException as {@link #create(Path, Access)} does
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  public static Fifo create(Path path) throws IOException {
    return create(path, Access.owner());
  }

  /**
   * Makes one. It has its mode and group from the first instant at which others can open it, and
   * exactly them, whatever the umask.
   *
   * @param access those whom a file's mode can name: {@link Access#user} and {@link Access#onlyIf}
   *     are not among them
   * @throws java.nio.file.FileAlreadyExistsException if something has that name ({@code EEXIST})
   * @throws java.nio.file.NoSuchFileException if the folder does not exist
   * @throws java.nio.file.AccessDeniedException if the folder can't be written, or the group can't
   *     be given to the file
   * @throws IOException if the system refuses otherwise, or the group has no number
   * @throws UnsupportedOperationException if the access can't be had by a mode, or on a system for
   *     which there is nothing yet
   */
  public static Fifo create(Path path, Access access) throws IOException {
    return create(path, access, null);
  }

  private static Fifo create(Path path, Access access, @Nullable Path folder) throws IOException {
    Kernel.requireKnown("FIFO");
    FileAccess rules = FileAccess.of((UnixAccess) access, "FIFO");
    byte[] name = PathBytes.of(path);
    try (Arena arena = Arena.ofConfined()) {
      // For its user alone at first: the group is not the right one yet.
      ErrnoException.check(
          "create", SysStat.mkfifo(CString.allocate(arena, name), rules.mode() & 0700));
      MadeFile file = MadeFile.holdMade(name, S_IFIFO);
      boolean done = false;
      try {
        file.setAccess(rules.mode(), rules.gid());
        done = true;
        return new Fifo(path, file, true, folder);
      } finally {
        if (!done) {
          file.unlink();
          file.close();
        }
      }
    } catch (ErrnoException e) {
      throw SystemErrors.of("create", path, e);
    }
  }

  /**
   * Makes one in a new folder of its own, mode 0700, in the folder for temporary files; closing
   * removes both.
   *
   * @throws IOException if there can be none
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  public static Fifo createTemporary() throws IOException {
    Kernel.requireKnown("FIFO");
    Path folder = Files.createTempDirectory("fifo");
    boolean done = false;
    try {
      Fifo fifo = create(folder.resolve("fifo"), Access.owner(), folder);
      done = true;
      return fifo;
    } finally {
      if (!done) {
        Files.delete(folder);
      }
    }
  }

  /**
   * One that is there already. Closing does not remove it.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file ({@code ENOENT})
   * @throws IOException if it is something else than a FIFO, a link to one included, or the system
   *     refuses otherwise
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  public static Fifo existing(Path path) throws IOException {
    Kernel.requireKnown("FIFO");
    try {
      MadeFile file = MadeFile.hold(PathBytes.of(path));
      boolean isFifo = false;
      try {
        isFifo = file.identity().isFifo();
      } finally {
        if (!isFifo) {
          file.close();
        }
      }
      if (!isFifo) {
        throw new IOException("open " + path + ": not a FIFO");
      }
      return new Fifo(path, file, false, null);
    } catch (ErrnoException e) {
      throw SystemErrors.of(path, e);
    }
  }

  /**
   * Whether a FIFO has that name, not a link to one.
   *
   * @throws IOException if that can't be seen: a folder on the way can't be searched, say
   */
  public static boolean isFifo(Path path) throws IOException {
    Kernel.requireKnown("FIFO");
    try {
      return FileIdentity.of(PathBytes.of(path)).isFifo();
    } catch (ErrnoException e) {
      IOException error = SystemErrors.of(path, e);
      if (error instanceof NoSuchFileException) {
        return false;
      }
      throw error;
    }
  }

  /**
   * Opens the reading end, at once, whether or not there is a writer. The first read waits for the
   * first writer; the end of the stream, -1, comes when the last of those that have come has left.
   * Reading on after that gives -1 at once until a later writer has written; {@link #keepOpen}
   * makes reads wait for that instead.
   *
   * @throws ClosedChannelException if this is closed
   * @throws java.nio.file.NoSuchFileException if the file is gone
   * @throws java.nio.file.AccessDeniedException if its mode does not allow it
   * @throws IOException if another file has taken its place, or the system refuses otherwise
   */
  public PipeReader openReader() throws IOException {
    return PipeReadEnd.ofFifo(owned(open(O_RDONLY)));
  }

  /**
   * Opens the writing end, and waits for a reader, if there is none, for as long as it takes.
   *
   * @throws IOException as {@link #openWriter(Duration)} does
   */
  public PipeWriter openWriter() throws IOException {
    return openWriter(Deadline.NONE);
  }

  /**
   * Opens the writing end, and waits for a reader, if there is none, at most so long; zero opens it
   * only if there is one already. No event tells that a reader has come: it is looked for, at least
   * 50 times a second.
   *
   * @throws IllegalArgumentException if the timeout is negative
   * @throws SocketTimeoutException if the time is over
   * @throws java.io.InterruptedIOException if the thread is interrupted; its status stays set
   * @throws AsynchronousCloseException if this is closed meanwhile
   * @throws ClosedChannelException if it is closed
   * @throws java.nio.file.NoSuchFileException if the file is gone
   * @throws java.nio.file.AccessDeniedException if its mode does not allow it
   * @throws IOException if another file has taken its place, or the system refuses otherwise
   */
  public PipeWriter openWriter(Duration timeout) throws IOException {
    return openWriter(Timeouts.deadline(timeout));
  }

  private PipeWriter openWriter(long deadline) throws IOException {
    int fd = open(O_WRONLY);
    Pause pause = new Pause();
    while (fd == NO_READER) {
      if (Deadline.remaining(deadline) <= 0) {
        throw new SocketTimeoutException("open " + path + ": timed out, no reader");
      }
      pause.sleep(deadline, "open", path);
      try {
        fd = open(O_WRONLY);
      } catch (ClosedChannelException e) {
        throw new AsynchronousCloseException();
      }
    }
    return new PipeWriteEnd(owned(fd), /* packets= */ false);
  }

  /**
   * Opens the writing end as {@link #openWriter()} does, and no thread waits for a reader. The
   * future's {@code cancel} and {@code orTimeout}, also of one derived from it, give it up. What
   * depends on it runs in a virtual thread.
   *
   * @return with what {@link #openWriter()} gives or throws
   */
  public CompletableFuture<PipeWriter> openWriterAsync() {
    return new RetriedOperation<PipeWriter>(Completions.DEFAULT, Deadline.NONE) {
      private boolean triedBefore;

      @Override
      protected @Nullable PipeWriter attempt() throws IOException {
        try {
          int fd = open(O_WRONLY);
          return fd == NO_READER ? null : new PipeWriteEnd(owned(fd), /* packets= */ false);
        } catch (ClosedChannelException e) {
          throw triedBefore ? new AsynchronousCloseException() : e;
        } finally {
          triedBefore = true;
        }
      }

      @Override
      protected void abandon() {
        // Between two tries it holds nothing.
      }

      @Override
      public String toString() {
        return path.toString();
      }
    }.start();
  }

  /** The number of a descriptor, or {@link #NO_READER}. */
  private int open(int flags) throws IOException {
    try {
      if (!file.isStillThere()) {
        // Fails if nothing is there at all.
        FileIdentity.of(PathBytes.of(path));
        throw new IOException("open " + path + ": another file has taken its place");
      }
      return file.openNonBlocking(flags);
    } catch (ErrnoException e) {
      if (e.number() == ENXIO && flags == O_WRONLY) {
        return NO_READER;
      }
      if (isClosed()) { // which has removed the file
        throw new ClosedChannelException();
      }
      throw SystemErrors.of(path, new ErrnoException("open", e.number()));
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private OwnedDescriptor owned(int fd) {
    return new OwnedDescriptor(fd, "fifo:" + path);
  }

  /**
   * From now on, until this is closed, readers see no end, however many writers come and go, and
   * writers never lack a reader: this object holds both ends open.
   *
   * @return this
   * @throws IOException as {@link #openReader} does; both ends must be allowed
   */
  public synchronized Fifo keepOpen() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (keeper == null) {
      keeper = owned(open(O_RDWR));
    }
    return this;
  }

  /**
   * Whether closing this removes the file: unless set, if it has made it. A file that somebody else
   * has put in its place stays in any case.
   *
   * @return this
   */
  public synchronized Fifo removeOnClose(boolean remove) {
    this.removeOnClose = remove;
    return this;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * Ends what waits for a reader here, and removes the file, if this object has made it and it is
   * still there (see {@link #removeOnClose}). Ends that were opened stay open. Further calls do
   * nothing.
   */
  @Override
  public void close() {
    boolean remove;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      remove = removeOnClose;
      if (keeper != null) {
        keeper.close();
      }
    }
    try {
      if (remove) {
        file.unlink();
      }
      if (remove && folder != null) {
        Files.delete(folder);
      }
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "the file of FIFO " + path + " stays: " + e.getMessage());
    } finally {
      file.close();
    }
  }

  @Override
  public String toString() {
    return "fifo:" + path;
  }
}
