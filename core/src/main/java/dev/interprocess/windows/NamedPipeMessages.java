package dev.interprocess.windows;

import dev.interprocess.ConnectOptions;
import dev.interprocess.IntCompletionHandler;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.MessageChannel;
import dev.interprocess.SocketPair;
import dev.interprocess.internal.impl.HandleMessageEnd;
import dev.interprocess.internal.impl.NamedPipeConnectOptions;
import dev.interprocess.internal.impl.NamedPipeKind;
import dev.interprocess.internal.impl.NamedPipeListenOptions;
import dev.interprocess.internal.impl.PipeEndpoint;
import dev.interprocess.internal.impl.PipePair;
import dev.interprocess.internal.impl.SerialOperations;
import dev.interprocess.internal.overlapped.OwnedHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a named pipe of message type: what is sent by one call is received by one call,
 * whatever its length; a message may be empty.
 *
 * {@snippet :
 * NamedPipeAddress address = NamedPipeAddress.of("com.example.app");
 * try (NamedPipeMessages client = NamedPipeMessages.connect(address)) {
 *   client.send(ByteBuffer.wrap("request".getBytes(UTF_8)));
 *   byte[] answer = client.receive().orElseThrow();
 * }
 * }
 *
 * <p>Sending and receiving are told at {@link MessageChannel}. A message that was not sent in time
 * is taken back, whole; who has begun to receive it by then is told by an {@link
 * java.io.EOFException}, and goes on with the next message. When the peer is gone, closed or
 * killed, the messages that it has sent can still be received, but for one that it was still
 * sending, then the end; sending fails with {@code ERROR_NO_DATA} or {@code ERROR_BROKEN_PIPE}.
 *
 * <p>See <a
 * href="https://learn.microsoft.com/windows/win32/ipc/named-pipe-type-read-and-wait-modes">Named
 * Pipe Type, Read, and Wait Modes</a>.
 */
public final class NamedPipeMessages implements MessageChannel {
  private final OwnedHandle handle;
  private final NamedPipeAddress address;
  private final HandleMessageEnd end;
  private final PipeEndpoint endpoint;
  private final SerialOperations sends = new SerialOperations();
  private final SerialOperations receives = new SerialOperations();

  private NamedPipeMessages(PipeEndpoint endpoint, NamedPipeAddress address) {
    this.handle = endpoint.handle();
    this.address = address;
    this.end = new HandleMessageEnd(handle);
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
   * @throws IOException if the system refuses otherwise: {@code ERROR_INVALID_PARAMETER} if the
   *     pipe is of byte type
   * @throws UnsupportedOperationException on another system than Windows
   */
  public static NamedPipeMessages connect(NamedPipeAddress address) throws IOException {
    return connectOptions().connect(address);
  }

  /** Options for connecting: those of {@link NamedPipeOptions}. */
  public static ConnectOptions<NamedPipeAddress, NamedPipeMessages> connectOptions() {
    return new NamedPipeConnectOptions<>(kind());
  }

  /**
   * Listens, as {@link NamedPipeStream#listen} does.
   *
   * @throws java.net.BindException if the name is in use ({@code ERROR_ACCESS_DENIED})
   * @throws IOException if the system refuses otherwise
   * @throws IllegalArgumentException if the name is another computer's
   * @throws UnsupportedOperationException on another system than Windows
   */
  public static LocalListener<NamedPipeMessages> listen(NamedPipeAddress address)
      throws IOException {
    return listenOptions().listen(address);
  }

  /** Options for listening: those of {@link NamedPipeOptions}. */
  public static ListenOptions<NamedPipeAddress, NamedPipeMessages> listenOptions() {
    return new NamedPipeListenOptions<>(kind());
  }

  private static NamedPipeKind<NamedPipeAddress, NamedPipeMessages> kind() {
    return new NamedPipeKind<>(
        /* messages= */ true, address -> address, NamedPipeMessages::new, NamedPipeMessages::peer);
  }

  /**
   * Two that are connected with each other, by a name that nobody can guess or take.
   *
   * @throws IOException if the system refuses
   * @throws UnsupportedOperationException on another system than Windows
   */
  public static SocketPair<NamedPipeMessages> pair() throws IOException {
    return PipePair.open(listenOptions(), connectOptions());
  }

  /**
   * Connects, sends a message, receives the answer and closes.
   *
   * @param timeout for all of it
   * @return the answer's length, which is how far the position of {@code answer} was moved
   * @throws dev.interprocess.MessageTruncatedException if the answer is longer than there is room
   *     for
   * @throws java.io.EOFException if the server has closed without an answer
   * @throws IOException as {@link #connect}, {@link #send(ByteBuffer)} and {@link
   *     #receive(ByteBuffer)} do
   */
  public static int call(
      NamedPipeAddress address, ByteBuffer request, ByteBuffer answer, Duration timeout)
      throws IOException {
    return PipePair.call(connectOptions(), address, request, answer, timeout);
  }

  /**
   * Sends a message and receives the next one, as one turn: what other threads send and receive
   * does not come between.
   *
   * @return the answer's length, -1 at the end
   * @throws dev.interprocess.MessageTruncatedException if it is longer than there is room for
   * @throws IOException as {@link #send(ByteBuffer)} and {@link #receive(ByteBuffer)} do
   */
  public int transact(ByteBuffer request, ByteBuffer answer) throws IOException {
    return end.transact(request, answer);
  }

  /**
   * Receives as much of the next message as there is room for, and leaves the rest of it to the
   * next call.
   *
   * @return whether the message is complete by now
   * @throws java.io.EOFException at the end
   * @throws IllegalArgumentException if the buffer is read-only
   * @throws IOException as told at {@link MessageChannel}
   */
  public boolean receivePart(ByteBuffer buffer) throws IOException {
    return end.receivePart(buffer);
  }

  /**
   * Who is at the other end.
   *
   * @throws IOException if it is closed, or the system does not say
   */
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
   * Waits until the peer has received everything, or is gone.
   *
   * @throws java.io.InterruptedIOException if the thread is interrupted; its status stays set
   * @throws IOException if it is closed, or the system refuses
   */
  public void flush() throws IOException {
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
   * Drops the client at once: see {@link NamedPipeStream#disconnect}.
   *
   * @throws IOException if it is closed, or the system refuses
   * @throws UnsupportedOperationException at the client's end
   */
  public void disconnect() throws IOException {
    endpoint.disconnect();
  }

  /**
   * Runs {@code body} with the rights of the client: see {@link NamedPipeStream#impersonate}.
   *
   * @throws IOException if the client does not allow it, the pipe is closed, or the system refuses
   * @throws X what the body throws
   */
  public <T, X extends Throwable> T impersonate(ScopedValue.CallableOp<? extends T, X> body)
      throws IOException, X {
    return endpoint.impersonate(body);
  }

  @Override
  public void send(ByteBuffer message) throws IOException {
    end.send(message);
  }

  @Override
  public void send(ByteBuffer message, Duration timeout) throws IOException {
    end.send(message, timeout);
  }

  @Override
  public int receive(ByteBuffer buffer) throws IOException {
    return end.receive(buffer);
  }

  @Override
  public int receive(ByteBuffer buffer, Duration timeout) throws IOException {
    return end.receive(buffer, timeout);
  }

  @Override
  public Optional<byte[]> receive() throws IOException {
    return end.receive();
  }

  @Override
  public CompletableFuture<Integer> sendAsync(ByteBuffer message) {
    Objects.requireNonNull(message);
    return sends.start(() -> sendWhole(message));
  }

  @Override
  public <A extends @Nullable Object> void sendAsync(
      ByteBuffer message, A attachment, IntCompletionHandler<? super A> handler) {
    sends.start(message, () -> sendWhole(message), attachment, handler);
  }

  private int sendWhole(ByteBuffer message) throws IOException {
    int length = message.remaining();
    send(message, ChronoUnit.FOREVER.getDuration());
    return length;
  }

  @Override
  public CompletableFuture<Integer> receiveAsync(ByteBuffer buffer) {
    Objects.requireNonNull(buffer);
    return receives.start(() -> receive(buffer, ChronoUnit.FOREVER.getDuration()));
  }

  @Override
  public <A extends @Nullable Object> void receiveAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    receives.start(
        buffer, () -> receive(buffer, ChronoUnit.FOREVER.getDuration()), attachment, handler);
  }

  @Override
  public CompletableFuture<Optional<byte[]>> receiveAsync() {
    return receives.start(this::receive);
  }

  @Override
  public void completions(Executor executor) {
    sends.executor(executor);
    receives.executor(executor);
  }

  @Override
  public int peek(ByteBuffer buffer) throws IOException {
    return end.peek(buffer);
  }

  @Override
  public int peekLength() throws IOException {
    return end.peekLength();
  }

  @Override
  public Optional<Duration> sendTimeout() {
    return end.sendTimeouts().get();
  }

  @Override
  public void sendTimeout(Duration timeout) {
    end.sendTimeouts().set(timeout);
  }

  @Override
  public Optional<Duration> receiveTimeout() {
    return end.receiveTimeouts().get();
  }

  @Override
  public void receiveTimeout(Duration timeout) {
    end.receiveTimeouts().set(timeout);
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
