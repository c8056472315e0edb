package dev.interprocess.windows;

import dev.interprocess.ByteReader;
import dev.interprocess.ByteWriter;
import dev.interprocess.ConnectOptions;
import dev.interprocess.IntCompletionHandler;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.internal.impl.HandleReadEnd;
import dev.interprocess.internal.impl.HandleWriteEnd;
import dev.interprocess.internal.impl.NamedPipeConnectOptions;
import dev.interprocess.internal.impl.NamedPipeKind;
import dev.interprocess.internal.impl.NamedPipeListenOptions;
import dev.interprocess.internal.impl.PipeEndpoint;
import dev.interprocess.internal.impl.PipePair;
import dev.interprocess.internal.impl.ReadHalf;
import dev.interprocess.internal.impl.Views;
import dev.interprocess.internal.impl.WriteHalf;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.pipe.PipeInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a named pipe as a stream of bytes: a {@link LocalStream} with what only Windows
 * has.
 *
 * {@snippet :
 * NamedPipeAddress address = NamedPipeAddress.of("com.example.app");
 * try (LocalListener<NamedPipeStream> listener = NamedPipeStream.listen(address)) {
 *   listener.serve(client -> System.out.println("session " + client.peer().session()));
 * }
 * }
 *
 * <p>Reading and writing are told at {@link ByteReader} and {@link ByteWriter}, the rest at {@link
 * LocalStream}. What differs from Unix:
 *
 * <ul>
 *   <li>Our pipes are of message type and read as bytes, so that {@link #shutdownOutput}, which
 *       sends a message of no bytes, is an end to every peer that reads. A foreign pipe of byte
 *       type can't be half-closed.
 *   <li>After {@link #shutdownInput} the peer's writes do not fail: they wait when the pipe is
 *       full.
 *   <li>A write that ends early, by its time or an interrupt, has handed its last piece, of 65,536
 *       bytes at most, to the system: these bytes count as written, and the next write waits for
 *       them. {@link #close} takes back what the peer has not read of such a piece, and nothing
 *       else: all that was written by writes that returned stays there for the peer.
 *   <li>When the peer is gone, closed or killed, what it has written can still be read, then the
 *       end; a write fails with {@code ERROR_NO_DATA} or {@code ERROR_BROKEN_PIPE}, and after a
 *       {@link #disconnect} both do, with {@code ERROR_PIPE_NOT_CONNECTED}.
 * </ul>
 *
 * <p>See <a href="https://learn.microsoft.com/windows/win32/ipc/named-pipes">Named Pipes</a>.
 */
public final class NamedPipeStream implements LocalStream {
  private final OwnedHandle handle;
  private final NamedPipeAddress address;
  private final HandleReadEnd input;
  private final HandleWriteEnd output;
  private final PipeEndpoint endpoint;
  private final ReadHalf reader = new ReadHalf(this, this::closeReader);
  private final WriteHalf writer = new WriteHalf(this, this::closeWriter);
  private boolean readerClosed;
  private boolean writerClosed;

  NamedPipeStream(PipeEndpoint endpoint, NamedPipeAddress address) {
    this.handle = endpoint.handle();
    this.address = address;
    this.input = new HandleReadEnd(handle, PipeInput.Empty.END);
    this.output = new HandleWriteEnd(handle);
    this.endpoint = endpoint;
  }

  /**
   * Connects, trying for 10 seconds at most if all instances are busy.
   *
   * @throws java.net.ConnectException if nobody listens there ({@code ERROR_FILE_NOT_FOUND})
   * @throws java.nio.file.AccessDeniedException if its security descriptor does not allow it
   *     ({@code ERROR_ACCESS_DENIED})
   * @throws java.net.SocketTimeoutException if the time is over
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits
   * @throws IOException if the system refuses otherwise
   * @throws UnsupportedOperationException on another system than Windows
   */
  public static NamedPipeStream connect(NamedPipeAddress address) throws IOException {
    return connectOptions().connect(address);
  }

  /** Options for connecting: those of {@link NamedPipeOptions}. */
  public static ConnectOptions<NamedPipeAddress, NamedPipeStream> connectOptions() {
    return new NamedPipeConnectOptions<>(kind());
  }

  /**
   * Listens, for clients of this process' user, the system and administrators of this computer only
   * ({@link SecurityDescriptor#ownerOnly}), and fails if the name is in use. There is always an
   * instance that listens, or one that is busy: nobody else can take the name.
   *
   * @throws java.net.BindException if the name is in use ({@code ERROR_ACCESS_DENIED})
   * @throws IOException if the system refuses otherwise
   * @throws IllegalArgumentException if the name is another computer's
   * @throws UnsupportedOperationException on another system than Windows
   */
  public static LocalListener<NamedPipeStream> listen(NamedPipeAddress address) throws IOException {
    return listenOptions().listen(address);
  }

  /** Options for listening: those of {@link NamedPipeOptions}. */
  public static ListenOptions<NamedPipeAddress, NamedPipeStream> listenOptions() {
    return new NamedPipeListenOptions<>(kind());
  }

  private static NamedPipeKind<NamedPipeAddress, NamedPipeStream> kind() {
    return new NamedPipeKind<>(
        /* messages= */ false, address -> address, NamedPipeStream::new, NamedPipeStream::peer);
  }

  /**
   * Two streams that are connected with each other, by a name that nobody can guess or take.
   *
   * @throws IOException if the system refuses
   * @throws UnsupportedOperationException on another system than Windows
   */
  public static SocketPair<NamedPipeStream> pair() throws IOException {
    return PipePair.open(listenOptions(), connectOptions());
  }

  /** Who is at the other end. */
  @Override
  public WindowsCredentials peer() throws IOException {
    return new WindowsCredentials(endpoint.peer());
  }

  /** The name of the pipe, the same at both ends. */
  public NamedPipeAddress address() {
    return address;
  }

  /**
   * What the pipe is.
   *
   * @throws IOException if it is closed, or the system does not say
   */
  public NamedPipeInfo info() throws IOException {
    return endpoint.info();
  }

  /**
   * Waits until the peer has read everything, or is gone.
   *
   * @throws java.io.InterruptedIOException if the thread is interrupted; its status stays set
   * @throws IOException if it is closed, or the system refuses
   */
  public void flush() throws IOException {
    output.settle();
    endpoint.flush();
  }

  /**
   * The same, at most so long.
   *
   * @throws java.net.SocketTimeoutException if the time is over
   * @throws IOException as {@link #flush()} does
   */
  public void flush(Duration timeout) throws IOException {
    endpoint.flush(timeout);
  }

  /**
   * Drops the client at once: what it has not read is lost, and its reads and writes fail. Server's
   * end only; {@link #close} is the milder way.
   *
   * @throws IOException if it is closed, or the system refuses
   * @throws UnsupportedOperationException at the client's end
   */
  public void disconnect() throws IOException {
    endpoint.disconnect();
  }

  /**
   * Runs {@code body} with the rights of the client, as far as the client has allowed it ({@link
   * NamedPipeOptions#SECURITY_QUALITY}) and after something was read from it. However the body
   * ends, the thread has its own rights again afterwards. Server's end only.
   *
   * @throws IOException if the client does not allow it ({@code ERROR_CANNOT_IMPERSONATE}, {@code
   *     ERROR_BAD_IMPERSONATION_LEVEL}), the pipe is closed, or the system refuses
   * @throws X what the body throws
   * @throws WrongThreadException in a virtual thread, as the right belongs to the platform's one
   * @throws UnsupportedOperationException at the client's end
   */
  public <T, X extends Throwable> T impersonate(ScopedValue.CallableOp<? extends T, X> body)
      throws IOException, X {
    return endpoint.impersonate(body);
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
    return output.transferFrom(source, count);
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
    input.shutdown();
  }

  /**
   * Writes no more: a message of no bytes tells the peer, which reads -1 after all that was
   * written. The other direction goes on.
   *
   * @throws UnsupportedOperationException if the pipe is of byte type
   */
  @Override
  public void shutdownOutput() throws IOException {
    endpoint.requireMessages();
    output.shutdown();
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
    closeHalf(input::shutdown);
  }

  private synchronized void closeWriter() {
    writerClosed = true;
    closeHalf(this::shutdownOutput);
  }

  private interface Shutdown {
    void run() throws IOException;
  }

  private void closeHalf(Shutdown shutdown) {
    try {
      if (handle.isOpen()) {
        shutdown.run();
      }
    } catch (IOException e) {
      // Closed meanwhile: nothing is left to shut down.
      return;
    }
    if (readerClosed && writerClosed) {
      close();
    }
  }

  /** For a child, to which it must be all that there is of the stream. */
  OwnedHandle handleForChild() throws IOException {
    if (!input.isAtRest() || !output.isAtRest()) {
      throw new IllegalStateException(
          this
              + ": it is in use, or has read ahead by a peek, or left its last bytes to the"
              + " system: these can't go to a child");
    }
    return handle;
  }

  @Override
  public boolean isOpen() {
    return handle.isOpen();
  }

  @Override
  public void close() {
    handle.close();
  }

  @Override
  public String toString() {
    return handle + (isOpen() ? "" : " (closed)");
  }
}
