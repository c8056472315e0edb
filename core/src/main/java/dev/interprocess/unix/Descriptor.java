package dev.interprocess.unix;

import static dev.interprocess.internal.abi.Linux.O_APPEND;
import static dev.interprocess.internal.abi.Linux.O_CREAT;
import static dev.interprocess.internal.abi.Linux.O_DSYNC;
import static dev.interprocess.internal.abi.Linux.O_EXCL;
import static dev.interprocess.internal.abi.Linux.O_RDONLY;
import static dev.interprocess.internal.abi.Linux.O_RDWR;
import static dev.interprocess.internal.abi.Linux.O_SYNC;
import static dev.interprocess.internal.abi.Linux.O_TRUNC;
import static dev.interprocess.internal.abi.Linux.O_WRONLY;

import dev.interprocess.Passable;
import dev.interprocess.internal.descriptor.OpenFile;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.file.FileKind;
import dev.interprocess.internal.file.PathBytes;
import dev.interprocess.internal.impl.DescriptorChannel;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.impl.UnixTypes;
import dev.interprocess.internal.impl.WritingEnd;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.socket.SocketType;
import dev.interprocess.internal.socket.UnixSockets;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor of whatever kind, owned by exactly one object: one that was received, inherited or
 * opened. It can be asked what it is, sent, given to a child, duplicated, and turned into the type
 * that it is: {@link UnixStream#adopt}, {@link dev.interprocess.PipeReader#adopt}, {@link
 * PidFd#adopt}, and so on, which take it over after a check. All are closed on exec. Any thread may
 * use it. Unix only.
 *
 * {@snippet :
 * try (Descriptor memory = Descriptor.memory("example")) {
 *   memory.fileChannel().write(ByteBuffer.wrap("hello".getBytes(UTF_8)));
 *   stream.sendMessage(ByteBuffer.wrap(new byte[1]), Ancillary.descriptors(memory));
 * }
 * }
 */
public final class Descriptor implements Passable, AutoCloseable {
  static {
    UnixTypes.set(new Types());
  }

  // Null once it is closed or was taken over.
  private final AtomicReference<@Nullable OwnedDescriptor> owned;

  Descriptor(OwnedDescriptor owned) {
    this.owned = new AtomicReference<>(owned);
  }

  /** What a descriptor can be. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** Memory with a descriptor: {@link #memory}. */
    MEMORY,
    /** An end of a pipe or a FIFO. */
    PIPE,
    /** A socket, of any family. */
    SOCKET,
    /** A process: {@link PidFd}. */
    PIDFD,
    /** A character device, such as a terminal. */
    CHARACTER_DEVICE,
    /** A block device, such as a disk. */
    BLOCK_DEVICE,
    /** Anything else. */
    OTHER
  }

  /**
   * Opens a file. One that is made has mode 0600, less the umask. A FIFO is opened without waiting
   * for its other end. May wait for the disk, and holds a virtual thread's carrier meanwhile.
   *
   * @param options those of {@link StandardOpenOption} and {@link LinkOption}, to read if none says
   *     otherwise; {@code DELETE_ON_CLOSE} and {@code SPARSE} are not known
   * @throws java.nio.file.NoSuchFileException if there is no such file ({@code ENOENT})
   * @throws java.nio.file.AccessDeniedException if its mode does not allow it
   * @throws UnsupportedOperationException if an option is not known, or on another system than
   *     Linux
   * @throws IOException if the system refuses otherwise: {@code EEXIST} with {@code CREATE_NEW}
   */
  public static Descriptor open(Path path, OpenOption... options) throws IOException {
    int flags = flags(options);
    Kernel.requireKnown("descriptor");
    try {
      return new Descriptor(
          new OwnedDescriptor(OpenFile.open(PathBytes.of(path), flags, 0600), path));
    } catch (ErrnoException e) {
      throw SystemErrors.of(path, e);
    }
  }

  private static int flags(OpenOption... options) {
    boolean read = false;
    boolean write = false;
    int flags = 0;
    for (OpenOption option : options) {
      switch (option) {
        case StandardOpenOption.READ -> read = true;
        case StandardOpenOption.WRITE -> write = true;
        case StandardOpenOption.APPEND -> {
          write = true;
          flags |= O_APPEND;
        }
        case StandardOpenOption.CREATE -> flags |= O_CREAT;
        case StandardOpenOption.CREATE_NEW -> flags |= O_CREAT | O_EXCL;
        case StandardOpenOption.TRUNCATE_EXISTING -> flags |= O_TRUNC;
        case StandardOpenOption.SYNC -> flags |= O_SYNC;
        case StandardOpenOption.DSYNC -> flags |= O_DSYNC;
        case LinkOption.NOFOLLOW_LINKS -> flags |= Target.O_NOFOLLOW;
        default -> throw new UnsupportedOperationException("open option " + option);
      }
    }
    if (!write) {
      return (flags & ~(O_CREAT | O_EXCL | O_TRUNC)) | O_RDONLY; // as the JDK has it
    }
    return flags | (read ? O_RDWR : O_WRONLY);
  }

  /**
   * Memory that has a descriptor, empty at first; it lives as long as somebody has it open. See <a
   * href="https://man7.org/linux/man-pages/man2/memfd_create.2.html">memfd_create(2)</a>.
   *
   * @param name for people only, up to 249 bytes
   * @throws IOException if the system refuses: {@code EMFILE}, {@code EINVAL} for a longer name
   * @throws UnsupportedOperationException on another system than Linux
   */
  public static Descriptor memory(String name) throws IOException {
    Kernel.requireKnown("memory with a descriptor");
    try {
      return new Descriptor(new OwnedDescriptor(OpenFile.memory(name), "memory " + name));
    } catch (ErrnoException e) {
      throw SystemErrors.of(name, e);
    }
  }

  /**
   * A second owner of what {@code passable} stands for, to be closed by itself.
   *
   * @throws ClosedChannelException if that is closed
   * @throws IOException if the system has no descriptor left ({@code EMFILE})
   */
  public static Descriptor duplicateOf(Passable passable) throws IOException {
    OwnedDescriptor original = UnixTypes.descriptorOf(passable);
    return UnixEndpoint.withDescriptor(
        original,
        fd ->
            new Descriptor(
                new OwnedDescriptor(OpenFile.duplicate(fd), "duplicate of " + original)));
  }

  OwnedDescriptor owned() throws ClosedChannelException {
    OwnedDescriptor now = owned.get();
    if (now == null) {
      throw new ClosedChannelException();
    }
    return now;
  }

  /** Takes it out: this is closed from now on. */
  OwnedDescriptor take() throws ClosedChannelException {
    OwnedDescriptor taken = owned.getAndSet(null);
    if (taken == null) {
      throw new ClosedChannelException();
    }
    return taken;
  }

  void requireSocket(SocketType type, boolean listening) throws IOException {
    UnixEndpoint.withDescriptor(
        owned(),
        fd -> {
          if (!UnixSockets.isOfType(fd, type) || UnixSockets.isListening(fd) != listening) {
            String wanted = (listening ? "a listening " : "a ") + type.socketName() + " socket";
            throw notWhatWasExpected(fd, wanted);
          }
          return this;
        });
  }

  void require(Kind kind) throws IOException {
    UnixEndpoint.withDescriptor(
        owned(),
        fd -> {
          if (kind(fd) != kind) {
            throw notWhatWasExpected(fd, kind.name());
          }
          return this;
        });
  }

  private IOException notWhatWasExpected(int fd, String wanted) throws IOException {
    return new IOException("adopt " + this + ": it is " + kind(fd) + ", not " + wanted);
  }

  /**
   * What it is.
   *
   * @throws ClosedChannelException if it is closed
   * @throws IOException if the system does not say
   */
  public Kind kind() throws IOException {
    return UnixEndpoint.withDescriptor(owned(), Descriptor::kind);
  }

  private static Kind kind(int fd) throws IOException {
    return Kind.valueOf(FileKind.of(fd).name());
  }

  /**
   * Its number, for messages and for foreign calls. It stays this object's: it must be used only
   * while this is open, and closed by nobody else.
   *
   * @throws ClosedChannelException if it is closed
   */
  public int number() throws ClosedChannelException {
    OwnedDescriptor now = owned();
    int number = now.acquire();
    now.release();
    return number;
  }

  /**
   * The bytes of a file or memory, for one thread at a time: a view, so closing it closes this. The
   * position belongs to the open file, which duplicates share. Reading and writing wait for the
   * disk, and hold a virtual thread's carrier meanwhile.
   *
   * @throws ClosedChannelException if it is closed
   * @throws IOException if it is something else than a file, memory or block device
   */
  public SeekableByteChannel fileChannel() throws IOException {
    Kind kind = kind();
    return switch (kind) {
      case FILE, MEMORY, BLOCK_DEVICE -> new DescriptorChannel(owned());
      default -> throw new IOException("file channel of " + this + ": it is " + kind);
    };
  }

  /**
   * Nobody can change this memory any more: neither its bytes nor its length, by whatever
   * descriptor of it. Whoever receives it can rely on that.
   *
   * @throws ClosedChannelException if it is closed
   * @throws java.nio.file.AccessDeniedException if it is sealed already, or is open for reading
   *     only ({@code EPERM})
   * @throws IOException if it is not memory ({@code EINVAL}), or is mapped to be written ({@code
   *     EBUSY})
   */
  public void seal() throws IOException {
    UnixEndpoint.withDescriptor(
        owned(),
        fd -> {
          OpenFile.seal(fd);
          return this;
        });
  }

  /** Whether it is open, here; after it was adopted it is not. */
  public boolean isOpen() {
    OwnedDescriptor now = owned.get();
    return now != null && now.isOpen();
  }

  /** Closes it, if nobody has taken it over. Further calls do nothing. */
  @Override
  public void close() {
    OwnedDescriptor taken = owned.getAndSet(null);
    if (taken != null) {
      taken.close();
    }
  }

  @Override
  public String toString() {
    OwnedDescriptor now = owned.get();
    return now == null ? "descriptor (closed)" : now.toString();
  }

  private static final class Types extends UnixTypes {
    @Override
    protected OwnedDescriptor descriptor(Passable passable) throws ClosedChannelException {
      return switch (passable) {
        case Descriptor descriptor -> descriptor.owned();
        case UnixStream stream -> stream.descriptor();
        case UnixSeqPacket socket -> socket.descriptor();
        case UnixDatagram socket -> socket.descriptor();
        case PidFd process -> process.descriptor();
        default -> throw new AssertionError(passable.getClass());
      };
    }

    @Override
    protected WritingEnd output(UnixStream stream) {
      return stream.output();
    }

    @Override
    protected Descriptor wrap(OwnedDescriptor owned) {
      return new Descriptor(owned);
    }

    @Override
    protected OwnedDescriptor take(Descriptor descriptor) throws ClosedChannelException {
      return descriptor.take();
    }

    @Override
    protected UnixAddress address(byte[] bytes) {
      return UnixAddress.ofBytes(bytes);
    }
  }
}
