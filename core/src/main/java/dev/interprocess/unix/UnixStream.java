package dev.interprocess.unix;

import static dev.interprocess.internal.abi.Linux.F_DUPFD_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.SHUT_RD;
import static dev.interprocess.internal.abi.Linux.SHUT_WR;

import dev.interprocess.ByteReader;
import dev.interprocess.ByteWriter;
import dev.interprocess.ConnectOptions;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.internal.descriptor.ByteCalls;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.impl.IntOptions;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.ReadEnd;
import dev.interprocess.internal.impl.ReadHalf;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.impl.UnixConnectOptions;
import dev.interprocess.internal.impl.UnixKind;
import dev.interprocess.internal.impl.UnixListenOptions;
import dev.interprocess.internal.impl.Views;
import dev.interprocess.internal.impl.WriteEnd;
import dev.interprocess.internal.impl.WriteHalf;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.poll.Direction;
import dev.interprocess.internal.socket.PeerIdentity;
import dev.interprocess.internal.socket.UnixSockets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A connection of a Unix domain socket of type {@code SOCK_STREAM}: a {@link LocalStream} with what
 * only Unix has.
 *
 * {@snippet :
 * UnixAddress address = UnixAddress.abstractName("com.example.app");
 * try (LocalListener<UnixStream> listener = UnixStream.listen(address)) {
 *   listener.serve(client -> System.out.println("user " + client.peer().uid()));
 * }
 * }
 *
 * <p>Reading and writing are told at {@link ByteReader} and {@link ByteWriter}, the rest at {@link
 * LocalStream}. See <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>.
 */
public final class UnixStream implements LocalStream {
  private final OwnedDescriptor descriptor;
  private final ReadEnd input;
  private final WriteEnd output;
  private final ReadHalf reader = new ReadHalf(this, this::closeReader);
  private final WriteHalf writer = new WriteHalf(this, this::closeWriter);
  private boolean readerClosed;
  private boolean writerClosed;

  UnixStream(OwnedDescriptor descriptor) {
    this.descriptor = descriptor;
    this.input = new ReadEnd(descriptor, ByteCalls.SOCKET, 0);
    this.output = new WriteEnd(descriptor, ByteCalls.SOCKET);
  }

  /**
   * Connects, trying for 10 seconds at most if the listener is too busy to take one more client.
   *
   * @throws java.net.ConnectException if nobody listens there ({@code ECONNREFUSED})
   * @throws java.nio.file.NoSuchFileException if there is no such file ({@code ENOENT})
   * @throws java.nio.file.AccessDeniedException if its mode or a folder's does not allow it
   * @throws java.net.SocketTimeoutException if the time is over
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits
   * @throws IOException if the system refuses otherwise
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  public static UnixStream connect(UnixAddress address) throws IOException {
    return connectOptions().connect(address);
  }

  /** Options for connecting. */
  public static ConnectOptions<UnixAddress, UnixStream> connectOptions() {
    return new UnixConnectOptions<>(kind());
  }

  /**
   * Listens, for clients of this process' user only, and fails if the name exists. The backlog is
   * the system's greatest.
   *
   * @throws java.net.BindException if the name is in use ({@code EADDRINUSE})
   * @throws java.nio.file.NoSuchFileException if the folder does not exist
   * @throws java.nio.file.AccessDeniedException if the folder can't be written
   * @throws IOException if the system refuses otherwise
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  public static LocalListener<UnixStream> listen(UnixAddress address) throws IOException {
    return listenOptions().listen(address);
  }

  /** Options for listening. */
  public static ListenOptions<UnixAddress, UnixStream> listenOptions() {
    return new UnixListenOptions<>(kind());
  }

  private static UnixKind<UnixAddress, UnixStream> kind() {
    return new UnixKind<>(UnixAddress::bytes, UnixStream::new, UnixStream::peer);
  }

  /**
   * Two streams that are connected with each other, without a name.
   *
   * @throws IOException if the system has no descriptor left ({@code EMFILE}, {@code ENFILE})
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  public static SocketPair<UnixStream> pair() throws IOException {
    Kernel.requireKnown("socket pair");
    try {
      int[] pair = UnixSockets.pair();
      return new SocketPair<>(
          new UnixStream(new OwnedDescriptor(pair[0], "socket pair")),
          new UnixStream(new OwnedDescriptor(pair[1], "socket pair")));
    } catch (ErrnoException e) {
      throw SystemErrors.of("socket pair", e);
    }
  }

  /**
   * A second owner of the same connection: see {@link LocalStream#duplicateOf}.
   *
   * @throws java.nio.channels.ClosedChannelException if the stream is closed
   * @throws IOException if the system has no descriptor left ({@code EMFILE})
   */
  public static UnixStream duplicateOf(UnixStream stream) throws IOException {
    return stream.withDescriptor(
        fd -> {
          int duplicate = ErrnoException.check("duplicate", Fcntl.fcntl(fd, F_DUPFD_CLOEXEC, 0));
          return new UnixStream(new OwnedDescriptor(duplicate, stream.descriptor.toString()));
        });
  }

  private interface Use<T> {
    T with(int fd) throws IOException;
  }

  private <T> T withDescriptor(Use<T> use) throws IOException {
    int fd = descriptor.acquire();
    try {
      return use.with(fd);
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    } finally {
      descriptor.release();
    }
  }

  /**
   * The address of this end; unnamed unless it is the one that was listened on.
   *
   * @throws IOException if it is closed
   */
  public UnixAddress localAddress() throws IOException {
    return withDescriptor(fd -> UnixAddress.ofBytes(UnixSockets.localName(fd)));
  }

  /**
   * The address of the other end; unnamed unless it is the one that was connected to.
   *
   * @throws IOException if it is closed
   */
  public UnixAddress remoteAddress() throws IOException {
    return withDescriptor(fd -> UnixAddress.ofBytes(UnixSockets.remoteName(fd)));
  }

  @Override
  public UnixCredentials peer() throws IOException {
    return withDescriptor(fd -> new UnixCredentials(PeerIdentity.of(fd), descriptor));
  }

  /**
   * A descriptor that stands for the peer's process, and never for another that gets its number
   * later. It belongs to the caller.
   *
   * @throws IOException if it is closed, the process has ended ({@code ESRCH}), or this kernel has
   *     no such thing ({@code ENOPROTOOPT} before Linux 6.5)
   */
  public PidFd peerPidFd() throws IOException {
    return withDescriptor(
        fd -> {
          long pid = PeerIdentity.of(fd).pid();
          int pidfd = ErrnoException.check("peer pidfd", PeerIdentity.pidfd(fd));
          return new PidFd(new OwnedDescriptor(pidfd, "pidfd of " + pid), pid);
        });
  }

  /**
   * Whether the peer has closed its end for both directions: it will neither send nor read. Bytes
   * that it sent before may still be there to read.
   *
   * @throws IOException if it is closed, or the system refuses
   */
  public boolean isPeerGone() throws IOException {
    return withDescriptor(fd -> descriptor.isHungUp());
  }

  /** The options that {@link #getOption} and {@link #setOption} know. */
  public Set<SocketOption<Integer>> supportedOptions() {
    return IntOptions.all();
  }

  /**
   * What an option is set to. Linux doubles the sizes of buffers that it is told, for its own
   * bookkeeping, and gives the doubled value.
   *
   * @throws UnsupportedOperationException if there is no such option here
   * @throws IOException if it is closed, or the system refuses
   */
  public int getOption(SocketOption<Integer> option) throws IOException {
    int number = IntOptions.number(option);
    return withDescriptor(fd -> UnixSockets.getOption(fd, number));
  }

  /**
   * Sets an option.
   *
   * @throws UnsupportedOperationException if there is no such option here
   * @throws IOException if it is closed, or the system refuses
   */
  public void setOption(SocketOption<Integer> option, int value) throws IOException {
    int number = IntOptions.number(option);
    withDescriptor(
        fd -> {
          UnixSockets.setOption(fd, number, value);
          return this;
        });
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    return input.read(buffer);
  }

  @Override
  public int read(ByteBuffer buffer, Duration timeout) throws IOException {
    return input.read(buffer, timeout);
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    return input.read(buffers, offset, length);
  }

  @Override
  public long read(MemorySegment segment) throws IOException {
    return input.read(segment);
  }

  @Override
  public void readFully(ByteBuffer buffer) throws IOException {
    input.readFully(buffer);
  }

  @Override
  public int available() throws IOException {
    return input.available();
  }

  @Override
  public long transferTo(WritableByteChannel target, long count) throws IOException {
    return input.transferTo(target, count);
  }

  @Override
  public InputStream inputStream() {
    return Views.inputStream(this);
  }

  @Override
  public Optional<Duration> readTimeout() {
    return input.timeouts().get();
  }

  @Override
  public void readTimeout(Duration timeout) {
    input.timeouts().set(timeout);
  }

  @Override
  public int peek(ByteBuffer buffer) throws IOException {
    return input.peek(buffer);
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    return output.write(buffer);
  }

  @Override
  public int write(ByteBuffer buffer, Duration timeout) throws IOException {
    return output.write(buffer, timeout);
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    return output.write(buffers, offset, length);
  }

  @Override
  public void write(MemorySegment segment) throws IOException {
    output.write(segment);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long count) throws IOException {
    return output.transferFrom(source, count);
  }

  @Override
  public OutputStream outputStream() {
    return Views.outputStream(this);
  }

  @Override
  public Optional<Duration> writeTimeout() {
    return output.timeouts().get();
  }

  @Override
  public void writeTimeout(Duration timeout) {
    output.timeouts().set(timeout);
  }

  @Override
  public void shutdownInput() throws IOException {
    shutdown(SHUT_RD);
  }

  @Override
  public void shutdownOutput() throws IOException {
    shutdown(SHUT_WR);
  }

  private void shutdown(int how) throws IOException {
    withDescriptor(
        fd -> {
          UnixSockets.shutdown(fd, how);
          return this;
        });
    // A writer that waits for room is not told of it by the kernel.
    descriptor.wake(how == SHUT_RD ? Direction.INPUT : Direction.OUTPUT);
  }

  @Override
  public ByteReader reader() {
    return reader;
  }

  @Override
  public ByteWriter writer() {
    return writer;
  }

  private synchronized void closeReader() {
    readerClosed = true;
    closeHalf(SHUT_RD);
  }

  private synchronized void closeWriter() {
    writerClosed = true;
    closeHalf(SHUT_WR);
  }

  private void closeHalf(int how) {
    try {
      if (descriptor.isOpen()) {
        shutdown(how);
      }
    } catch (IOException e) {
      // Closed meanwhile: nothing is left to shut down.
      return;
    }
    if (readerClosed && writerClosed) {
      close();
    }
  }

  @Override
  public boolean isOpen() {
    return descriptor.isOpen();
  }

  @Override
  public void close() {
    descriptor.close();
  }

  @Override
  public String toString() {
    return descriptor + (isOpen() ? "" : " (closed)");
  }
}
