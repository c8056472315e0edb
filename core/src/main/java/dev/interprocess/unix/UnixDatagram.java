package dev.interprocess.unix;

import static dev.interprocess.internal.event.Log.LOGGER;

import dev.interprocess.Access;
import dev.interprocess.Existing;
import dev.interprocess.IntCompletionHandler;
import dev.interprocess.MessageChannel;
import dev.interprocess.SocketPair;
import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.impl.DatagramBatch;
import dev.interprocess.internal.impl.Kernel;
import dev.interprocess.internal.impl.MessageEnd;
import dev.interprocess.internal.impl.SenderCheck;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.impl.Timeouts;
import dev.interprocess.internal.impl.UnixAccess;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.message.Admission;
import dev.interprocess.internal.message.MessageBatch;
import dev.interprocess.internal.poll.Direction;
import dev.interprocess.internal.socket.BindRules;
import dev.interprocess.internal.socket.BoundSocket;
import dev.interprocess.internal.socket.SocketType;
import dev.interprocess.internal.socket.UnixSockets;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A Unix domain socket of type {@code SOCK_DGRAM}: messages without a connection. Unlike those of a
 * network they are neither lost nor reordered; whoever sends to a receiver that does not keep up
 * waits. Linux only at present.
 *
 * {@snippet :
 * UnixAddress address = UnixAddress.path(Path.of("/run/app/events"));
 * try (UnixDatagram events = UnixDatagram.bind(address);
 *     UnixDatagram sender = UnixDatagram.connect(address)) {
 *   sender.send(ByteBuffer.wrap("started".getBytes(UTF_8)));
 *   System.out.println(new String(events.receive().orElseThrow(), UTF_8));
 * }
 * }
 *
 * <p>A socket that is connected ({@link #connect}, {@link #connectTo}) sends there and receives
 * from there only; any may send to an address ({@link #sendTo}), and one that is bound receives
 * from all who have access. There is no end: {@link #receive(ByteBuffer)} never gives -1.
 *
 * <p>What waiting, sending and receiving do is told at {@link MessageChannel}, the rest at {@link
 * UnixSocket}. Closing it removes the file that it has made, and no other.
 *
 * <p>See <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>.
 */
public final class UnixDatagram implements MessageChannel, UnixSocket {
  private final BoundSocket socket;
  private final OwnedDescriptor descriptor;
  private final UnixEndpoint endpoint;
  private final MessageEnd messages;
  private final DatagramBatch batch;
  private final @Nullable Name name;

  /** What messages call it, which tells whom it is connected to, too. */
  private static final class Name {
    private final Object itself;
    private volatile @Nullable UnixAddress peer;

    Name(Object itself) {
      this.itself = itself;
    }

    @Override
    public String toString() {
      UnixAddress seen = peer;
      return seen == null ? itself.toString() : itself + " to " + seen;
    }
  }

  private UnixDatagram(BoundSocket socket, Admission admission, @Nullable Name name) {
    this.socket = socket;
    this.name = name;
    this.descriptor = socket.descriptor();
    Lane in = new Lane(descriptor, Direction.INPUT);
    Lane out = new Lane(descriptor, Direction.OUTPUT);
    this.endpoint = new UnixEndpoint(descriptor, SocketType.DATAGRAM, admission, in, out);
    this.messages = new MessageEnd(descriptor, endpoint.input(), endpoint.output());
    this.batch =
        new DatagramBatch(descriptor, endpoint.input(), new MessageBatch(in, out), admission);
  }

  private static UnixDatagram of(OwnedDescriptor descriptor) {
    return new UnixDatagram(BoundSocket.adopt(descriptor), Admission.EVERYONE, null);
  }

  /**
   * One that has no address: it sends, and nobody can answer unless it is one of a pair.
   *
   * @throws IOException if the system has no descriptor left ({@code EMFILE}, {@code ENFILE})
   * @throws UnsupportedOperationException on a system that has no such sockets
   */
  public static UnixDatagram open() throws IOException {
    Kernel.requireKnown("datagram socket");
    try {
      Name name = new Name("datagram socket");
      return new UnixDatagram(
          BoundSocket.adopt(
              OwnedDescriptor.nonBlocking(UnixSockets.open(SocketType.DATAGRAM), name)),
          Admission.EVERYONE,
          name);
    } catch (ErrnoException e) {
      throw SystemErrors.of("open", "datagram socket", e);
    }
  }

  /**
   * One that receives what this process' user sends to the address, which must not exist.
   *
   * @throws java.net.BindException if the name is in use ({@code EADDRINUSE})
   * @throws IOException as {@link #bind(UnixAddress, Access, Existing)} does
   * @throws UnsupportedOperationException on a system that has no such sockets
   */
  public static UnixDatagram bind(UnixAddress address) throws IOException {
    return bind(address, Access.owner(), Existing.FAIL);
  }

  /**
   * One that receives what is sent to the address by those who have access: to a path by the mode
   * of its file; to an abstract name by the credentials that come with each message, of which the
   * groups are the sender's main one alone. Messages of others are dropped and logged, as are those
   * that a check ({@link Access#onlyIf}) does not admit.
   *
   * @throws java.net.BindException if the name is in use ({@code EADDRINUSE})
   * @throws java.nio.file.NoSuchFileException if the folder does not exist
   * @throws java.nio.file.AccessDeniedException if the folder can't be written, or the group can't
   *     be given to the file
   * @throws java.net.SocketTimeoutException if another process has held the lock of the name,
   *     {@code NAME.lock} beside it, for 5 seconds
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits for that
   *     lock
   * @throws IllegalArgumentException if the address is unnamed
   * @throws IOException if the system refuses otherwise, or the user or group has no number
   * @throws UnsupportedOperationException on a system that has no such sockets
   */
  public static UnixDatagram bind(UnixAddress address, Access access, Existing existing)
      throws IOException {
    byte[] name = address.bytes();
    Name known = new Name(address);
    Kernel.requireKnown("datagram socket");
    UnixAccess rules = (UnixAccess) Objects.requireNonNull(access);
    Admission admission =
        SenderCheck.of(
            rules, address.path().isPresent(), peer -> new UnixCredentials(peer, null), address);
    try {
      BoundSocket socket =
          BoundSocket.open(
              SocketType.DATAGRAM,
              name,
              rules.rules(existing, BindRules.NOT_LISTENING),
              SenderCheck.options(admission),
              known);
      return new UnixDatagram(socket, admission, known);
    } catch (ErrnoException e) {
      throw SystemErrors.of("bind", address, e);
    }
  }

  /**
   * One that has no address, and is connected to this one.
   *
   * @throws IOException as {@link #connectTo} does
   * @throws UnsupportedOperationException on a system that has no such sockets
   */
  public static UnixDatagram connect(UnixAddress address) throws IOException {
    UnixDatagram opened = open();
    boolean connected = false;
    try {
      opened.connectTo(address);
      connected = true;
      return opened;
    } finally {
      if (!connected) {
        opened.close();
      }
    }
  }

  /**
   * Two that are connected with each other, without a name. Closing one is told to the other when
   * it sends ({@code ECONNREFUSED}), not when it receives.
   *
   * @throws IOException if the system has no descriptor left ({@code EMFILE}, {@code ENFILE})
   * @throws UnsupportedOperationException on a system that has no such sockets
   */
  public static SocketPair<UnixDatagram> pair() throws IOException {
    Kernel.requireKnown("datagram pair");
    return UnixPair.open(SocketType.DATAGRAM, UnixDatagram::of);
  }

  /**
   * Takes a socket over whose descriptor was received, inherited or duplicated; {@code descriptor}
   * is closed then, as an object. Its file, if it has one, is not removed.
   *
   * @throws java.nio.channels.ClosedChannelException if it is closed
   * @throws IOException if it is something else; it stays the caller's then
   */
  public static UnixDatagram adopt(Descriptor descriptor) throws IOException {
    descriptor.requireSocket(SocketType.DATAGRAM, /* listening= */ false);
    return of(descriptor.take());
  }

  OwnedDescriptor descriptor() {
    return descriptor;
  }

  /**
   * From now on sends there, and receives from there only.
   *
   * @throws java.net.ConnectException if no socket is bound there any more ({@code ECONNREFUSED})
   * @throws java.nio.file.NoSuchFileException if there is no such file ({@code ENOENT})
   * @throws java.nio.file.AccessDeniedException if its mode or a folder's does not allow it
   * @throws IllegalArgumentException if the address is unnamed
   * @throws IOException if this is closed, or the system refuses otherwise: {@code EPROTOTYPE} if a
   *     socket of another type is there
   */
  public void connectTo(UnixAddress address) throws IOException {
    byte[] target = address.bytes();
    int fd = descriptor.acquire();
    try {
      ErrnoException.check("connect", UnixSockets.connect(fd, target));
      if (name != null) {
        name.peer = address;
      }
    } catch (ErrnoException e) {
      throw SystemErrors.of(address, e);
    } finally {
      descriptor.release();
    }
  }

  /**
   * Sends a message to an address, whatever this is connected to. Waits while the receiver's queue
   * is full, up to {@link #sendTimeout}.
   *
   * @throws java.net.ConnectException if no socket is bound there any more ({@code ECONNREFUSED})
   * @throws java.nio.file.NoSuchFileException if there is no such file ({@code ENOENT})
   * @throws IllegalArgumentException as {@link #sendMessage} does, or if the address is unnamed
   * @throws IOException as {@link #sendMessage} does
   */
  public void sendTo(UnixAddress address, ByteBuffer buffer, Ancillary... ancillary)
      throws IOException {
    endpoint.sendMessage(
        buffer, Objects.requireNonNull(address), messages.sendTimeouts().deadline(), ancillary);
  }

  /**
   * Sends as {@link #sendTo} does, and no thread waits: see {@link #sendMessageAsync}.
   *
   * @return with what {@link #sendTo} throws
   * @throws IllegalArgumentException as {@link #sendTo} does
   */
  public CompletableFuture<Void> sendToAsync(
      UnixAddress address, ByteBuffer buffer, Ancillary... ancillary) {
    return endpoint.sendMessageAsync(
        buffer, Objects.requireNonNull(address), messages.completions(), ancillary);
  }

  /**
   * Sends each buffer as a message to the peer, with fewer calls of the system than one for each,
   * and moves their positions.
   *
   * @throws IOException as {@link #send(ByteBuffer)} does; the buffers whose position stands at
   *     their limit have been sent then
   */
  public void sendBatch(ByteBuffer[] messages) throws IOException {
    batch.send(messages, this.messages.sendTimeouts());
  }

  /**
   * Waits for a message, and receives as many as there are then, each into a buffer, whose position
   * is moved.
   *
   * @return the number of buffers that have a message, the first ones
   * @throws dev.interprocess.MessageTruncatedException if a message was longer than its buffer had
   *     room for; all are received all the same, and {@code received()} says how many
   * @throws IllegalArgumentException if a buffer is read-only, or there is none
   * @throws IOException as {@link #receive(ByteBuffer)} does
   */
  public int receiveBatch(ByteBuffer[] buffers) throws IOException {
    return batch.receive(buffers, messages.receiveTimeouts());
  }

  @Override
  public UnixAddress localAddress() throws IOException {
    UnixAddress told = endpoint.localAddress(); // of a long path, what led there
    return name != null && name.itself instanceof UnixAddress bound && bound.path().isPresent()
        ? bound
        : told;
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

  @Override
  public boolean isOpen() {
    return descriptor.isOpen();
  }

  @Override
  public void close() {
    try {
      socket.close(/* removeFile= */ true);
    } catch (IOException e) {
      LOGGER.log(Level.WARNING, "the file of " + descriptor + " stays: " + e.getMessage());
    }
  }

  @Override
  public String toString() {
    return descriptor + (isOpen() ? "" : " (closed)");
  }
}
