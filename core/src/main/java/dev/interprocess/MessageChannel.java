package dev.interprocess;

import dev.interprocess.unix.UnixDatagram;
import dev.interprocess.unix.UnixSeqPacket;
import dev.interprocess.windows.NamedPipeMessages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Messages in both directions: what is sent by one call is received by one call. A message may be
 * empty; that is not the end.
 *
 * {@snippet :
 * try (SocketPair<UnixSeqPacket> pair = UnixSeqPacket.pair()) {
 *   pair.first().send(ByteBuffer.wrap("request".getBytes(UTF_8)));
 *   byte[] request = pair.second().receive().orElseThrow();
 *   System.out.println(new String(request, UTF_8));
 * }
 * }
 *
 * <p><b>Waiting.</b> A wait ends with {@link java.net.SocketTimeoutException} when the time given
 * is over ({@link Duration#ZERO} does not wait at all), with {@link java.io.InterruptedIOException}
 * when the thread is interrupted (its interrupt status stays set; the first exception is a subclass
 * of this one, so catch it first), and with {@link java.nio.channels.AsynchronousCloseException}
 * when another thread closes this object. After the first two the object is as usable as before,
 * and no message is lost. A virtual thread does not hold its carrier while it waits.
 *
 * <p><b>Threads.</b> All methods may be called by any thread. One operation at a time receives, and
 * one sends; others queue, in order.
 *
 * <p><b>Errors.</b> On a closed object every method throws {@link
 * java.nio.channels.ClosedChannelException}; an error of the system is an {@link IOException} that
 * is also a {@link SystemError}: {@code EMSGSIZE} for a message longer than the system takes,
 * {@code ENOBUFS} if it finds no memory for a long one, {@code EPIPE}, {@code ECONNRESET} or {@code
 * ECONNREFUSED} if the other side is gone.
 */
public sealed interface MessageChannel extends Channel, Passable
    permits UnixSeqPacket, UnixDatagram, NamedPipeMessages {

  /**
   * Sends the buffer as one message, whole or not at all, and moves its position.
   *
   * @throws IOException as told in the type's description, {@link #sendTimeout()} being the timeout
   */
  void send(ByteBuffer message) throws IOException;

  /**
   * Sends as {@link #send(ByteBuffer)} does, with a timeout for this call.
   *
   * @throws IllegalArgumentException if the timeout is negative
   * @throws IOException as told in the type's description
   */
  void send(ByteBuffer message, Duration timeout) throws IOException;

  /**
   * Receives a message into the buffer and moves its position. Descriptors that came along are
   * dropped.
   *
   * @return the message's length, 0 for an empty message, -1 at the end
   * @throws MessageTruncatedException if it is longer than the buffer has room for: what fits is in
   *     the buffer, the rest is lost
   * @throws IllegalArgumentException if the buffer is read-only
   * @throws IOException as told in the type's description, {@link #receiveTimeout()} being the
   *     timeout
   */
  int receive(ByteBuffer buffer) throws IOException;

  /**
   * Receives as {@link #receive(ByteBuffer)} does, with a timeout for this call.
   *
   * @throws MessageTruncatedException if the message is longer than the buffer has room for
   * @throws IllegalArgumentException if the timeout is negative, or the buffer read-only
   * @throws IOException as told in the type's description
   */
  int receive(ByteBuffer buffer, Duration timeout) throws IOException;

  /**
   * Receives a message, whatever its length.
   *
   * @return the message, exactly; empty at the end
   * @throws MessageTruncatedException if another process that shares this channel has received at
   *     the same time
   * @throws IOException as told in the type's description
   */
  Optional<byte[]> receive() throws IOException;

  /**
   * Copies the next message into the buffer, as much as fits, and leaves it to be received. The
   * buffer's position stays.
   *
   * @return the number of bytes that stand in the buffer from its position on, -1 at the end
   * @throws IllegalArgumentException if the buffer is read-only
   * @throws IOException as told in the type's description
   */
  int peek(ByteBuffer buffer) throws IOException;

  /**
   * The length of the next message, which is left to be received; waits for it.
   *
   * @return -1 at the end
   * @throws IOException as told in the type's description
   */
  int peekLength() throws IOException;

  /**
   * Sends as {@link #send(ByteBuffer)} does, and no thread waits. The buffer is the operation's own
   * until the future is done. {@link #sendTimeout} does not count: {@code orTimeout} on the future
   * does. That and {@code cancel}, on this future or one derived from it (but not on one that was
   * begun later, inside {@code thenCompose}), withdraw the operation, and the message is not sent.
   * Once the operation has ended they come too late.
   *
   * <p>It queues with the sends of threads, in order. What depends on the future runs on {@link
   * #completions(Executor)}.
   *
   * @return with the length of the message, or what the blocking method throws
   */
  CompletableFuture<Integer> sendAsync(ByteBuffer message);

  /**
   * Sends in the same way, and tells the handler. Nothing is allocated.
   *
   * @param attachment is handed on to the handler
   */
  <A extends @Nullable Object> void sendAsync(
      ByteBuffer message, A attachment, IntCompletionHandler<? super A> handler);

  /**
   * Receives as {@link #receive(ByteBuffer)} does, and no thread waits; {@link #receiveTimeout}
   * does not count. How that is ended early is told at {@link #sendAsync(ByteBuffer)}; a message
   * that comes afterwards, the next receive gets.
   *
   * @return with what the blocking method gives or throws
   * @throws IllegalArgumentException if the buffer is read-only
   */
  CompletableFuture<Integer> receiveAsync(ByteBuffer buffer);

  /**
   * Receives in the same way, and tells the handler. Nothing is allocated.
   *
   * @param attachment is handed on to the handler
   * @throws IllegalArgumentException if the buffer is read-only
   */
  <A extends @Nullable Object> void receiveAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler);

  /**
   * Receives a message, whatever its length, as {@link #receive()} does, and no thread waits.
   *
   * @return with what the blocking method gives or throws
   */
  CompletableFuture<Optional<byte[]>> receiveAsync();

  /**
   * Sets where that runs which depends on operations that begin after this and that no thread waits
   * for: see {@link ByteReader#completions}.
   */
  void completions(Executor executor);

  /** The timeout of every send that is not given one; none at first, which is to wait for ever. */
  Optional<Duration> sendTimeout();

  /**
   * Sets the timeout of every send that begins after this and is not given one.
   *
   * @param timeout zero to wait never; {@code ChronoUnit.FOREVER.getDuration()} for no timeout
   * @throws IllegalArgumentException if it is negative
   */
  void sendTimeout(Duration timeout);

  /**
   * The timeout of every receive that is not given one; none at first, which is to wait for ever.
   */
  Optional<Duration> receiveTimeout();

  /**
   * Sets the timeout of every receive that begins after this and is not given one.
   *
   * @param timeout zero to wait never; {@code ChronoUnit.FOREVER.getDuration()} for no timeout
   * @throws IllegalArgumentException if it is negative
   */
  void receiveTimeout(Duration timeout);

  /**
   * Closes it. Operations of other threads end with {@link
   * java.nio.channels.AsynchronousCloseException}. Further calls do nothing.
   */
  @Override
  void close();
}
