package dev.interprocess.unix;

import dev.interprocess.ByteReader;
import dev.interprocess.ByteWriter;
import dev.interprocess.ConnectOptions;
import dev.interprocess.IntCompletionHandler;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalStream;
import dev.interprocess.PipeReader;
import dev.interprocess.SocketPair;
import dev.interprocess.internal.descriptor.OpenFile;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.ReadHalf;
import dev.interprocess.internal.impl.ReadingEnd;
import dev.interprocess.internal.impl.Timeouts;
import dev.interprocess.internal.impl.UnixConnectOptions;
import dev.interprocess.internal.impl.UnixKind;
import dev.interprocess.internal.impl.UnixListenOptions;
import dev.interprocess.internal.impl.Views;
import dev.interprocess.internal.impl.WriteEnd;
import dev.interprocess.internal.impl.WriteHalf;
import dev.interprocess.internal.impl.WritingEnd;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.poll.Direction;
import dev.interprocess.internal.socket.SocketType;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

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
public final class UnixStream implements LocalStream, UnixSocket {
  private final StreamConnection connection;
  private final ReadingEnd input;
  private final WritingEnd output;
  private @Nullable ReadHalf reader;
  private @Nullable WriteHalf writer;
  private boolean readerClosed;
  private boolean writerClosed;

  UnixStream(OwnedDescriptor descriptor) {
    this(new DescriptorConnection(descriptor));
  }

  private UnixStream(StreamConnection connection) {
    this.connection = connection;
    this.input = connection.input();
    this.output = connection.output();
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

  /**
   * Connects, and no thread waits: see {@link ConnectOptions#connectAsync}.
   *
   * @return with what {@link #connect} gives or throws
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  public static CompletableFuture<UnixStream> connectAsync(UnixAddress address) {
    return connectOptions().connectAsync(address);
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
    return new UnixKind<>(SocketType.STREAM, UnixAddress::bytes, UnixStream::new, UnixStream::peer);
  }

  /**
   * Two streams that are connected with each other, without a name.
   *
   * @throws IOException if the system has no descriptor left ({@code EMFILE}, {@code ENFILE})
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  public static SocketPair<UnixStream> pair() throws IOException {
    Kernel.requireKnown("socket pair");
    return UnixPair.open(SocketType.STREAM, UnixStream::new);
  }

  /**
   * A second owner of the same connection: see {@link LocalStream#duplicateOf}.
   *
   * @throws java.nio.channels.ClosedChannelException if the stream is closed
   * @throws IOException if the system has no descriptor left ({@code EMFILE})
   */
  public static UnixStream duplicateOf(UnixStream stream) throws IOException {
    OwnedDescriptor descriptor = stream.descriptor();
    descriptor.share();
    return UnixEndpoint.withDescriptor(
        descriptor,
        fd -> new UnixStream(new OwnedDescriptor(OpenFile.duplicate(fd), descriptor.toString())));
  }

  /**
   * Takes a connection over whose descriptor was received, inherited or duplicated; {@code
   * descriptor} is closed then, as an object.
   *
   * @throws java.nio.channels.ClosedChannelException if it is closed
   * @throws IOException if it is something else; it stays the caller's then
   */
  public static UnixStream adopt(Descriptor descriptor) throws IOException {
    descriptor.requireSocket(SocketType.STREAM, /* listening= */ false);
    return new UnixStream(descriptor.take());
  }

  /**
   * Takes a connection over that the JDK has made. On Linux {@code channel} is closed then, and the
   * stream has all that one of our own has.
   *
   * <p>On other systems, as on Windows from version 10 on, the stream keeps the channel, which is
   * its own from now on. It is read, written, waited for and closed as any other. What only the
   * socket itself has is refused there by {@link UnsupportedOperationException}: the peer, messages
   * with what accompanies them, duplicates; options are those of the channel. An error of the
   * system is an {@link IOException} with the JDK's text, and no {@link
   * dev.interprocess.SystemError}.
   *
   * @throws java.nio.channels.ClosedChannelException if the channel is closed
   * @throws java.nio.channels.NotYetConnectedException if it is not connected
   * @throws java.nio.channels.IllegalBlockingModeException if it is registered with a selector, as
   *     the JDK would shut the connection down when it closes the channel
   * @throws IOException if it is not one of the family {@code UNIX}, the system has no descriptor
   *     left ({@code EMFILE}), or on Linux there is no {@code /proc}; it stays the caller's then
   */
  public static UnixStream adopt(SocketChannel channel) throws IOException {
    return Target.CURRENT.isLinux()
        ? new UnixStream(AdoptedChannel.take(channel))
        : overChannel(channel);
  }

  /** A stream that keeps the channel. */
  static UnixStream overChannel(SocketChannel channel) throws IOException {
    return new UnixStream(ChannelConnection.of(channel));
  }

  /**
   * Takes a listener over by its descriptor. It is set non-blocking, for all who share it; its file
   * is not removed when it is closed. Who may connect is told at {@link ListenOptions#inherited()}.
   *
   * @throws java.nio.channels.ClosedChannelException if it is closed
   * @throws IOException if it is something else; it stays the caller's then
   */
  public static LocalListener<UnixStream> adoptListener(Descriptor descriptor) throws IOException {
    descriptor.requireSocket(SocketType.STREAM, /* listening= */ true);
    return new UnixListenOptions<>(kind()).adopt(descriptor.take());
  }

  WritingEnd output() {
    return output;
  }

  OwnedDescriptor descriptor() {
    return connection.socket().descriptor();
  }

  private UnixEndpoint endpoint() {
    return connection.socket().endpoint();
  }

  @Override
  public UnixAddress localAddress() throws IOException {
    return connection.view().localAddress();
  }

  @Override
  public UnixAddress remoteAddress() throws IOException {
    return connection.view().remoteAddress();
  }

  @Override
  public UnixCredentials peer() throws IOException {
    return endpoint().peer();
  }

  @Override
  public PidFd peerPidFd() throws IOException {
    return endpoint().peerPidFd();
  }

  @Override
  public int unsent() throws IOException {
    return endpoint().unsent();
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return connection.view().supportedOptions();
  }

  @Override
  public <T> T getOption(SocketOption<T> option) throws IOException {
    return connection.view().getOption(option);
  }

  @Override
  public <T> void setOption(SocketOption<T> option, T value) throws IOException {
    connection.view().setOption(option, value);
  }

  @Override
  public void sendMessage(ByteBuffer buffer, Ancillary... ancillary) throws IOException {
    WriteEnd end = connection.socket().output();
    long deadline = end.timeouts().deadline();
    int size = buffer.remaining();
    // Together one turn, so that no other thread writes in between.
    end.lane().enter(deadline, "send");
    try {
      endpoint().sendMessage(buffer, null, deadline, ancillary);
      end.write(buffer, deadline);
    } catch (InterruptedIOException e) { // the timeout's too
      e.bytesTransferred = size - buffer.remaining();
      throw e;
    } finally {
      end.lane().exit();
    }
  }

  @Override
  public ReceivedMessage receiveMessage(ByteBuffer buffer) throws IOException {
    return endpoint().receiveMessage(buffer, input.timeouts().deadline());
  }

  @Override
  public ReceivedMessage receiveMessage(ByteBuffer buffer, Duration timeout) throws IOException {
    return endpoint().receiveMessage(buffer, Timeouts.deadline(timeout));
  }

  @Override
  public CompletableFuture<Void> sendMessageAsync(ByteBuffer buffer, Ancillary... ancillary) {
    return endpoint()
        .sendMessageAsync(buffer, null, connection.socket().output().completions(), ancillary);
  }

  @Override
  public CompletableFuture<ReceivedMessage> receiveMessageAsync(ByteBuffer buffer) {
    return endpoint().receiveMessageAsync(buffer, connection.socket().input().completions());
  }

  @Override
  public int descriptorLimit() {
    return endpoint().descriptorLimit();
  }

  @Override
  public void descriptorLimit(int most) {
    endpoint().descriptorLimit(most);
  }

  /**
   * Sends one urgent byte, which overtakes what the peer has not read yet: it is received apart,
   * unless the peer's {@code UnixSocketOptions.SO_OOBINLINE} is set. A second one takes the place
   * of a first that was not received. Linux 5.15.
   *
   * @param urgent its low 8 bits
   * @throws IOException if it is closed, the peer is gone, or the kernel has no urgent bytes
   *     ({@code EOPNOTSUPP}); {@code EAGAIN} if there is no room for it now
   */
  public void sendUrgent(int urgent) throws IOException {
    UrgentByte.send(endpoint(), urgent);
  }

  /**
   * The urgent byte that has come, if one has; does not wait.
   *
   * @return 0 to 255
   * @throws IOException if it is closed, or the kernel has no urgent bytes ({@code EOPNOTSUPP})
   */
  public OptionalInt receiveUrgent() throws IOException {
    return UrgentByte.receive(endpoint());
  }

  /**
   * Whether the peer has closed its end for both directions: it will neither send nor read. Bytes
   * that it sent before may still be there to read.
   *
   * @throws IOException if it is closed, or the system refuses
   */
  public boolean isPeerGone() throws IOException {
    return endpoint().withDescriptor(_ -> descriptor().isHungUp());
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
  public CompletableFuture<Integer> readAsync(ByteBuffer buffer) {
    return input.readAsync(buffer);
  }

  @Override
  public <A extends @Nullable Object> void readAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    input.readAsync(buffer, attachment, handler);
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
    // What else is ours knows best how its bytes get here.
    return source instanceof UnixStream || source instanceof PipeReader
        ? ((ByteReader) source).transferTo(this, count)
        : output.transferFrom(source, count);
  }

  @Override
  public CompletableFuture<Integer> writeAsync(ByteBuffer buffer) {
    return output.writeAsync(buffer);
  }

  @Override
  public <A extends @Nullable Object> void writeAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    output.writeAsync(buffer, attachment, handler);
  }

  @Override
  public void completions(Executor executor) {
    input.completions(executor);
    output.completions(executor);
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
    connection.shutdown(Direction.INPUT);
  }

  @Override
  public void shutdownOutput() throws IOException {
    connection.shutdown(Direction.OUTPUT);
  }

  @Override
  public synchronized ByteReader reader() {
    if (reader == null) {
      reader = new ReadHalf(this, this::closeReader);
    }
    return reader;
  }

  @Override
  public synchronized ByteWriter writer() {
    if (writer == null) {
      writer = new WriteHalf(this, this::closeWriter);
    }
    return writer;
  }

  private synchronized void closeReader() {
    readerClosed = true;
    closeHalf(Direction.INPUT);
  }

  private synchronized void closeWriter() {
    writerClosed = true;
    closeHalf(Direction.OUTPUT);
  }

  private void closeHalf(Direction direction) {
    try {
      if (isOpen()) {
        connection.shutdown(direction);
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
    return connection.isOpen();
  }

  @Override
  public void close() {
    connection.close();
  }

  @Override
  public String toString() {
    return connection + (isOpen() ? "" : " (closed)");
  }
}
