package dev.interprocess;

import dev.interprocess.internal.impl.ByteSubscriber;
import dev.interprocess.internal.impl.WriteHalf;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that go out: a {@link LocalStream}, its {@link LocalStream#writer() writing half}, or the
 * writing end of a pipe.
 *
 * <p>Every method writes all that it is given or throws, and then the buffer's position says how
 * far it got. Bytes are sent at once; there is nothing to flush. What the system has room for is
 * written without a wait, whatever the timeout or the thread's interrupt status.
 *
 * <p><b>Waiting.</b> A wait ends with {@link java.net.SocketTimeoutException} when the time given
 * is over ({@link Duration#ZERO} does not wait at all), with {@link java.io.InterruptedIOException}
 * when the thread is interrupted (its interrupt status stays set; the first exception is a subclass
 * of this one, so catch it first), and with {@link java.nio.channels.AsynchronousCloseException}
 * when another thread closes this object. In the first two {@code bytesTransferred} says how many
 * bytes are written, and the object is as usable as before. A virtual thread does not hold its
 * carrier while it waits.
 *
 * <p><b>Threads.</b> All methods may be called by any thread. One operation at a time writes;
 * others queue, in order, so their bytes never mix.
 *
 * <p><b>Errors.</b> On a closed object every method throws {@link
 * java.nio.channels.ClosedChannelException}; an error of the system is an {@link IOException} that
 * is also a {@link SystemError}: {@code EPIPE} when the other side reads no more. No signal is
 * raised.
 *
 * <p>See <a href="https://man7.org/linux/man-pages/man2/write.2.html">write(2)</a> and <a
 * href="https://man7.org/linux/man-pages/man2/send.2.html">send(2)</a>.
 */
public sealed interface ByteWriter extends GatheringByteChannel, Passable
    permits LocalStream, PipeWriter, WriteHalf {

  /**
   * Writes all of the buffer and moves its position.
   *
   * @return the number of bytes that remained in the buffer, all of them written
   * @throws IOException as told in the type's description, {@link #writeTimeout()} being the
   *     timeout
   */
  @Override
  int write(ByteBuffer buffer) throws IOException;

  /**
   * Writes as {@link #write(ByteBuffer)} does, with a timeout for this call.
   *
   * @throws IllegalArgumentException if the timeout is negative
   * @throws IOException as told in the type's description
   */
  int write(ByteBuffer buffer, Duration timeout) throws IOException;

  /**
   * Writes all of several buffers, one after the other; small ones in one call of the system.
   *
   * @throws IndexOutOfBoundsException if the range does not lie within the array
   * @throws IOException as told in the type's description
   */
  @Override
  long write(ByteBuffer[] buffers, int offset, int length) throws IOException;

  @Override
  default long write(ByteBuffer[] buffers) throws IOException {
    return write(buffers, 0, buffers.length);
  }

  /**
   * Writes all of the array.
   *
   * @throws IOException as told in the type's description
   */
  default void write(byte[] bytes) throws IOException {
    write(ByteBuffer.wrap(bytes));
  }

  /**
   * Writes a part of the array.
   *
   * @throws IndexOutOfBoundsException if the range does not lie within the array
   * @throws IOException as told in the type's description
   */
  default void write(byte[] bytes, int offset, int length) throws IOException {
    write(ByteBuffer.wrap(bytes, offset, length));
  }

  /**
   * Writes all of the memory. While a thread waits here the system may have the memory in use: to
   * close its arena then throws {@link IllegalStateException}.
   *
   * @throws IllegalStateException if the segment's memory has been freed
   * @throws WrongThreadException if the segment belongs to another thread
   * @throws IOException as told in the type's description
   */
  void write(MemorySegment segment) throws IOException;

  /**
   * Writes what {@code source} has, until its end or {@code count} bytes. A file can be the source,
   * from its position on, as well as any other channel; one that does not block (a selector's)
   * can't.
   *
   * @return the number of bytes, less than {@code count} only at the source's end
   * @throws IllegalArgumentException if {@code count} is negative
   * @throws java.nio.channels.IllegalBlockingModeException if the source does not block
   * @throws IOException as told in the type's description, or by the source; bytes that were read
   *     and could not be written are lost, but for those of a file, whose position is then behind
   *     the last byte that was written
   */
  long transferFrom(ReadableByteChannel source, long count) throws IOException;

  /**
   * This object as a stream of {@code java.io}: a view, so closing it closes this. Nothing is
   * buffered: wrap it in a {@link java.io.BufferedOutputStream} to write byte by byte.
   */
  OutputStream outputStream();

  /**
   * Writes all of the buffer as {@link #write(ByteBuffer)} does, and no thread waits. The buffer is
   * the operation's own until the future is done. {@link #writeTimeout} does not count: {@code
   * orTimeout} on the future does. That and {@code cancel}, on this future or one derived from it
   * (but not on one that was begun later, inside {@code thenCompose}), withdraw the operation; the
   * buffer's position then says how far it got. Once the operation has ended they come too late.
   *
   * <p>It queues with the writes of threads, in order. What depends on the future runs on {@link
   * #completions(Executor)}.
   *
   * @return with what the blocking method gives or throws
   */
  CompletableFuture<Integer> writeAsync(ByteBuffer buffer);

  /**
   * Writes in the same way, and tells the handler. Nothing is allocated.
   *
   * @param attachment is handed on to the handler
   */
  <A extends @Nullable Object> void writeAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler);

  /**
   * Writes all buffers of the publisher, each when the one before it is written, and no thread
   * waits. The future's {@code cancel} and {@code orTimeout}, also of one derived from it, cancel
   * the subscription; how far the buffer in hand got then, its position says.
   *
   * @return with the number of bytes once the publisher has completed and all is written;
   *     exceptionally with the publisher's error, or what a write throws, which cancels the
   *     subscription
   */
  default CompletableFuture<Long> writeFrom(Flow.Publisher<ByteBuffer> publisher) {
    ByteSubscriber subscriber = new ByteSubscriber(this);
    publisher.subscribe(subscriber);
    return subscriber.future();
  }

  /**
   * Sets where that runs which depends on operations that begin after this and that no thread waits
   * for: see {@link ByteReader#completions}.
   */
  void completions(Executor executor);

  /** The timeout of every write that is not given one; none at first, which is to wait for ever. */
  Optional<Duration> writeTimeout();

  /**
   * Sets the timeout of every write that begins after this and is not given one.
   *
   * @param timeout zero to wait never; {@code ChronoUnit.FOREVER.getDuration()} for no timeout
   * @throws IllegalArgumentException if it is negative
   */
  void writeTimeout(Duration timeout);

  /**
   * Closes it; what then depends on what it is: see there. Writes of other threads end with {@link
   * java.nio.channels.AsynchronousCloseException}. Further calls do nothing.
   */
  @Override
  void close();
}
