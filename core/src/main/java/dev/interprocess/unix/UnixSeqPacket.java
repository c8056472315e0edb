package dev.interprocess.unix;

import static dev.interprocess.internal.abi.Linux.SHUT_WR;

import dev.interprocess.ConnectOptions;
import dev.interprocess.IntCompletionHandler;
import dev.interprocess.ListenOptions;
import dev.interprocess.LocalListener;
import dev.interprocess.MessageChannel;
import dev.interprocess.SocketPair;
import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.MessageEnd;
import dev.interprocess.internal.impl.Timeouts;
import dev.interprocess.internal.impl.UnixConnectOptions;
import dev.interprocess.internal.impl.UnixKind;
import dev.interprocess.internal.impl.UnixListenOptions;
import dev.interprocess.internal.message.Admission;
import dev.interprocess.internal.poll.Direction;
import dev.interprocess.internal.socket.SocketType;
import dev.interprocess.internal.socket.UnixSockets;
import java.io.IOException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a Unix domain socket of type {@code SOCK_SEQPACKET}: messages that are neither
 * lost nor reordered, and an end. Linux only at present.
 *
 * {@snippet :
 * UnixAddress address = UnixAddress.abstractName("com.example.rpc");
 * try (LocalListener<UnixSeqPacket> listener = UnixSeqPacket.listen(address)) {
 *   listener.serve(
 *       client -> {
 *         ByteBuffer request = ByteBuffer.allocate(8192);
 *         while (client.receive(request.clear()) >= 0) {
 *           client.send(request.flip());
 *         }
 *       });
 * }
 * }
 *
 * <p>What waiting, sending and receiving do is told at {@link MessageChannel}, the rest at {@link
 * UnixSocket}. When it is closed, messages that the peer has not received yet still reach it, if
 * everything that the peer sent was received; otherwise the peer is told {@code ECONNRESET} first.
 *
 * <p>See <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>.
 */
public final class UnixSeqPacket implements MessageChannel, UnixSocket {
  private final OwnedDescriptor descriptor;
  private final UnixEndpoint endpoint;
  private final MessageEnd messages;

  private UnixSeqPacket(OwnedDescriptor descriptor) {
    this.descriptor = descriptor;
    this.endpoint =
        new UnixEndpoint(
            descriptor,
            SocketType.SEQPACKET,
            Admission.EVERYONE,
            new Lane(descriptor, Direction.INPUT),
            new Lane(descriptor, Direction.OUTPUT));
    this.messages = new MessageEnd(descriptor, endpoint.input(), endpoint.output());
  }

  private static UnixSeqPacket of(OwnedDescriptor descriptor) throws IOException {
    return UnixEndpoint.withDescriptor(
        descriptor,
        fd -> {
          UnixSockets.mark(fd);
          return new UnixSeqPacket(descriptor);
        });
  }

  /**
   * Connects, trying for 10 seconds at most if the listener is too busy to take one more client.
   *
   * @throws java.net.ConnectException if nobody listens there ({@code ECONNREFUSED})
   * @throws java.nio.file.NoSuchFileException if there is no such file ({@code ENOENT})
   * @throws java.nio.file.AccessDeniedException if its mode or a folder's does not allow it
   * @throws java.net.SocketTimeoutException if the time is over
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits
   * @throws IOException if the system refuses otherwise: {@code EPROTOTYPE} if a socket of another
   *     type is there
   * @throws UnsupportedOperationException on a system that has no such sockets
   */
  public static UnixSeqPacket connect(UnixAddress address) throws IOException {
    return connectOptions().connect(address);
  }

  /**
   * Connects, and no thread waits: see {@link ConnectOptions#connectAsync}.
   *
   * @return with what {@link #connect} gives or throws
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  public static CompletableFuture<UnixSeqPacket> connectAsync(UnixAddress address) {
    return connectOptions().connectAsync(address);
  }

  /** Options for connecting. */
  public static ConnectOptions<UnixAddress, UnixSeqPacket> connectOptions() {
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
   * @throws UnsupportedOperationException on a system that has no such sockets
   */
  public static LocalListener<UnixSeqPacket> listen(UnixAddress address) throws IOException {
    return listenOptions().listen(address);
  }

  /** Options for listening. */
  public static ListenOptions<UnixAddress, UnixSeqPacket> listenOptions() {
    return new UnixListenOptions<>(kind());
  }

  private static UnixKind<UnixAddress, UnixSeqPacket> kind() {
    return new UnixKind<>(
        SocketType.SEQPACKET, UnixAddress::bytes, UnixSeqPacket::of, UnixSeqPacket::peer);
  }

  /**
   * Two that are connected with each other, without a name.
   *
   * @throws IOException if the system has no descriptor left ({@code EMFILE}, {@code ENFILE})
   * @throws UnsupportedOperationException on a system that has no such sockets
   */
  public static SocketPair<UnixSeqPacket> pair() throws IOException {
    Kernel.requireKnown("seqpacket pair");
    return UnixPair.open(SocketType.SEQPACKET, UnixSeqPacket::of);
  }

  /**
   * Takes a connection over whose descriptor was received, inherited or duplicated; {@code
   * descriptor} is closed then, as an object.
   *
   * @throws java.nio.channels.ClosedChannelException if it is closed
   * @throws IOException if it is something else; it stays the caller's then
   */
  public static UnixSeqPacket adopt(Descriptor descriptor) throws IOException {
    descriptor.requireSocket(SocketType.SEQPACKET, /* listening= */ false);
    return of(descriptor.take());
  }

  /**
   * Takes a listener over in the same way. It is set non-blocking, for all who share it; its file
   * is not removed when it is closed. Who may connect is told at {@link ListenOptions#inherited()}.
   *
   * @throws java.nio.channels.ClosedChannelException if it is closed
   * @throws IOException if it is something else; it stays the caller's then
   */
  public static LocalListener<UnixSeqPacket> adoptListener(Descriptor descriptor)
      throws IOException {
    descriptor.requireSocket(SocketType.SEQPACKET, /* listening= */ true);
    return new UnixListenOptions<>(kind()).adopt(descriptor.take());
  }

  OwnedDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public UnixAddress localAddress() throws IOException {
    return endpoint.localAddress();
  }

  @Override
  public UnixAddress remoteAddress() throws IOException {
    return endpoint.remoteAddress();
  }

  @Override
  public UnixCredentials peer() throws IOException {
    return endpoint.peer();
  }

  @Override
  public PidFd peerPidFd() throws IOException {
    return endpoint.peerPidFd();
  }

  @Override
  public int unsent() throws IOException {
    return endpoint.unsent();
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return endpoint.supportedOptions();
  }

  @Override
  public <T> T getOption(SocketOption<T> option) throws IOException {
    return endpoint.getOption(option);
  }

  @Override
  public <T> void setOption(SocketOption<T> option, T value) throws IOException {
    if (option.equals(UnixSocketOptions.SO_TIMESTAMPNS) && !Boolean.TRUE.equals(value)) {
      throw new UnsupportedOperationException(
          option + " off: it tells an empty message from the end");
    }
    endpoint.setOption(option, value);
  }

  @Override
  public void send(ByteBuffer message) throws IOException {
    messages.send(message);
  }

  @Override
  public void send(ByteBuffer message, Duration timeout) throws IOException {
    messages.send(message, timeout);
  }

  @Override
  public int receive(ByteBuffer buffer) throws IOException {
    return messages.receive(buffer);
  }

  @Override
  public int receive(ByteBuffer buffer, Duration timeout) throws IOException {
    return messages.receive(buffer, timeout);
  }

  @Override
  public Optional<byte[]> receive() throws IOException {
    return messages.receive();
  }

  @Override
  public CompletableFuture<Integer> sendAsync(ByteBuffer message) {
    return messages.sendAsync(message);
  }

  @Override
  public <A extends @Nullable Object> void sendAsync(
      ByteBuffer message, A attachment, IntCompletionHandler<? super A> handler) {
    messages.sendAsync(message, attachment, handler);
  }

  @Override
  public CompletableFuture<Integer> receiveAsync(ByteBuffer buffer) {
    return messages.receiveAsync(buffer);
  }

  @Override
  public <A extends @Nullable Object> void receiveAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    messages.receiveAsync(buffer, attachment, handler);
  }

  @Override
  public CompletableFuture<Optional<byte[]>> receiveAsync() {
    return messages.receiveAsync();
  }

  @Override
  public void completions(Executor executor) {
    messages.completions(executor);
  }

  @Override
  public int peek(ByteBuffer buffer) throws IOException {
    return messages.peek(buffer);
  }

  @Override
  public int peekLength() throws IOException {
    return messages.peekLength();
  }

  @Override
  public Optional<Duration> sendTimeout() {
    return messages.sendTimeouts().get();
  }

  @Override
  public void sendTimeout(Duration timeout) {
    messages.sendTimeouts().set(timeout);
  }

  @Override
  public Optional<Duration> receiveTimeout() {
    return messages.receiveTimeouts().get();
  }

  @Override
  public void receiveTimeout(Duration timeout) {
    messages.receiveTimeouts().set(timeout);
  }

  @Override
  public void sendMessage(ByteBuffer buffer, Ancillary... ancillary) throws IOException {
    endpoint.sendMessage(buffer, null, messages.sendTimeouts().deadline(), ancillary);
  }

  @Override
  public ReceivedMessage receiveMessage(ByteBuffer buffer) throws IOException {
    return endpoint.receiveMessage(buffer, messages.receiveTimeouts().deadline());
  }

  @Override
  public ReceivedMessage receiveMessage(ByteBuffer buffer, Duration timeout) throws IOException {
    return endpoint.receiveMessage(buffer, Timeouts.deadline(timeout));
  }

  @Override
  public CompletableFuture<Void> sendMessageAsync(ByteBuffer buffer, Ancillary... ancillary) {
    return endpoint.sendMessageAsync(buffer, null, messages.completions(), ancillary);
  }

  @Override
  public CompletableFuture<ReceivedMessage> receiveMessageAsync(ByteBuffer buffer) {
    return endpoint.receiveMessageAsync(buffer, messages.completions());
  }

  @Override
  public int descriptorLimit() {
    return endpoint.descriptorLimit();
  }

  @Override
  public void descriptorLimit(int most) {
    endpoint.descriptorLimit(most);
  }

  /**
   * Whether the peer has closed its end for both directions: it will neither send nor receive.
   * Messages that it sent before may still be there to receive.
   *
   * @throws IOException if it is closed, or the system refuses
   */
  public boolean isPeerGone() throws IOException {
    return endpoint.withDescriptor(fd -> descriptor.isHungUp());
  }

  /**
   * Sends no more: the peer receives the end after all that was sent. The other direction goes on.
   *
   * @throws IOException if it is closed
   */
  public void shutdownOutput() throws IOException {
    endpoint.withDescriptor(
        fd -> {
          UnixSockets.shutdown(fd, SHUT_WR);
          return this;
        });
    // A sender that waits for room is not told of it by the kernel.
    descriptor.wake(Direction.OUTPUT);
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
