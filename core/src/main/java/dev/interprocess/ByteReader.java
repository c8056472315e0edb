package dev.interprocess;

import dev.interprocess.internal.impl.BytePublisher;
import dev.interprocess.internal.impl.ReadHalf;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ScatteringByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that come in: a {@link LocalStream}, its {@link LocalStream#reader() reading half}, or the
 * reading end of a pipe.
 *
 * <p>Every method that reads waits for at least one byte, unless it is asked for none, and returns
 * -1 once the other side will send no more. What is there is taken without a wait, whatever the
 * timeout or the thread's interrupt status.
 *
 * <p><b>Waiting.</b> A wait ends with {@link java.net.SocketTimeoutException} when the time given
 * is over ({@link Duration#ZERO} does not wait at all), with {@link java.io.InterruptedIOException}
 * when the thread is interrupted (its interrupt status stays set; the first exception is a subclass
 * of this one, so catch it first), and with {@link java.nio.channels.AsynchronousCloseException}
 * when another thread closes this object. After the first two the object is as usable as before,
 * and no byte is lost. A virtual thread does not hold its carrier while it waits.
 *
 * <p><b>Threads.</b> All methods may be called by any thread. One operation at a time reads; others
 * queue, in order.
 *
 * <p><b>Errors.</b> On a closed object every method throws {@link
 * java.nio.channels.ClosedChannelException}; an error of the system is an {@link IOException} that
 * is also a {@link SystemError}: {@code ECONNRESET}, say, when a socket's other side has closed
 * without reading what we sent, which is told from an orderly end by that.
 *
 * <p>See <a href="https://man7.org/linux/man-pages/man2/read.2.html">read(2)</a> and <a
 * href="https://man7.org/linux/man-pages/man2/recv.2.html">recv(2)</a>.
 */
public sealed interface ByteReader extends ScatteringByteChannel, Passable
    permits LocalStream, PipeReader, ReadHalf {

  /**
   * Reads into the buffer, as much as is there and fits, and moves its position.
   *
   * @return the number of bytes, 0 only for a full buffer, -1 at the end
   * @throws IllegalArgumentException if the buffer is read-only
   * @throws IOException as told in the type's description, {@link #readTimeout()} being the timeout
   */
  @Override
  int read(ByteBuffer buffer) throws IOException;

  /**
   * Reads as {@link #read(ByteBuffer)} does, with a timeout for this call.
   *
   * @throws IllegalArgumentException if the timeout is negative, or the buffer read-only
   * @throws IOException as told in the type's description
   */
  int read(ByteBuffer buffer, Duration timeout) throws IOException;

  /**
   * Reads into several buffers, one after the other, as far as one call of the system goes.
   *
   * @throws IllegalArgumentException if a buffer is read-only
   * @throws IndexOutOfBoundsException if the range does not lie within the array
   * @throws IOException as told in the type's description
   */
  @Override
  long read(ByteBuffer[] buffers, int offset, int length) throws IOException;

  @Override
  default long read(ByteBuffer[] buffers) throws IOException {
    return read(buffers, 0, buffers.length);
  }

  /**
   * Reads into the array, as much as is there and fits.
   *
   * @return the number of bytes, 0 only for an empty array, -1 at the end
   * @throws IOException as told in the type's description
   */
  default int read(byte[] bytes) throws IOException {
    return read(ByteBuffer.wrap(bytes));
  }

  /**
   * Reads into a part of the array.
   *
   * @return the number of bytes, 0 only if {@code length} is, -1 at the end
   * @throws IndexOutOfBoundsException if the range does not lie within the array
   * @throws IOException as told in the type's description
   */
  default int read(byte[] bytes, int offset, int length) throws IOException {
    return read(ByteBuffer.wrap(bytes, offset, length));
  }

  /**
   * Reads into memory, as much as is there and fits. While a thread waits here the system may have
   * the memory in use: to close its arena then throws {@link IllegalStateException}.
   *
   * @return the number of bytes, 0 only for an empty segment, -1 at the end
   * @throws IllegalArgumentException if the segment is read-only
   * @throws IllegalStateException if the segment's memory has been freed
   * @throws WrongThreadException if the segment belongs to another thread
   * @throws IOException as told in the type's description
   */
  long read(MemorySegment segment) throws IOException;

  /**
   * Fills the buffer, with one deadline for all of it. When it throws, the buffer's position tells
   * how much has come.
   *
   * @throws java.io.EOFException if the end comes before the buffer is full
   * @throws IllegalArgumentException if the buffer is read-only
   * @throws IOException as told in the type's description
   */
  void readFully(ByteBuffer buffer) throws IOException;

  /**
   * Reads exactly so many bytes. Use {@link #readFully(ByteBuffer)} where they must not be lost if
   * it throws in between.
   *
   * @throws IllegalArgumentException if {@code count} is negative
   * @throws java.io.EOFException if the end comes before
   * @throws IOException as told in the type's description
   */
  default byte[] readFully(int count) throws IOException {
    if (count < 0) {
      throw new IllegalArgumentException("negative count: " + count);
    }
    byte[] bytes = new byte[count];
    readFully(ByteBuffer.wrap(bytes));
    return bytes;
  }

  /**
   * How many bytes a read would get without waiting.
   *
   * @throws IOException as told in the type's description
   */
  int available() throws IOException;

  /**
   * Writes all that comes to {@code target}, until the end.
   *
   * @return the number of bytes
   * @throws IOException as told in the type's description, or by the target; bytes that were read
   *     and that the target then refused are lost
   */
  default long transferTo(WritableByteChannel target) throws IOException {
    return transferTo(target, Long.MAX_VALUE);
  }

  /**
   * Writes what comes to {@code target}, until the end or {@code count} bytes. A file can be the
   * target as well as any other channel; one that does not block (a selector's) can't.
   *
   * @return the number of bytes, less than {@code count} only at the end
   * @throws IllegalArgumentException if {@code count} is negative
   * @throws java.nio.channels.IllegalBlockingModeException if the target does not block
   * @throws IOException as told in the type's description, or by the target; bytes that were read
   *     and that the target then refused are lost
   */
  long transferTo(WritableByteChannel target, long count) throws IOException;

  /**
   * This object as a stream of {@code java.io}: a view, so closing it closes this. Its {@code read}
   * honours {@link #readTimeout()}, and its {@code available} is {@link #available()}.
   */
  InputStream inputStream();

  /**
   * Reads as {@link #read(ByteBuffer)} does, and no thread waits. The buffer is the operation's own
   * until the future is done. {@link #readTimeout} does not count: {@code orTimeout} on the future
   * does. That and {@code cancel}, on this future or one derived from it (but not on one that was
   * begun later, inside {@code thenCompose}), withdraw the operation; what comes afterwards, the
   * next read gets. Once the operation has ended they come too late: the result is delivered.
   *
   * <p>It queues with the reads of threads, in order. What depends on the future runs on {@link
   * #completions(Executor)}.
   *
   * @return with what the blocking method gives or throws
   * @throws IllegalArgumentException if the buffer is read-only
   */
  CompletableFuture<Integer> readAsync(ByteBuffer buffer);

  /**
   * Reads in the same way, and tells the handler. Nothing is allocated.
   *
   * @param attachment is handed on to the handler
   * @throws IllegalArgumentException if the buffer is read-only
   */
  <A extends @Nullable Object> void readAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler);

  /**
   * What comes in, as a publisher of fresh buffers, for one subscriber at a time: nothing is read
   * before it asks. Bytes that had been read when it cancels reach it, and all later ones the next
   * reader. {@code onComplete} tells the end, {@code onError} what a read throws. Signals come from
   * {@link #completions(Executor)}, or from the thread that asks if there is something already. A
   * subscription does not own this object, and closes nothing.
   *
   * @param bufferSize how many bytes a buffer has at most
   * @throws IllegalArgumentException if that is not positive
   */
  default Flow.Publisher<ByteBuffer> publisher(int bufferSize) {
    return new BytePublisher(this, bufferSize);
  }

  /**
   * Sets where that runs which depends on operations that begin after this and that no thread waits
   * for; unless set, a virtual thread each. {@code Runnable::run} is the thread of a poller itself,
   * which is fastest, and must never block; there may be several, so two completions may run at
   * once, of one stream too. An executor that refuses is logged, and the completion runs on a
   * virtual thread.
   */
  void completions(Executor executor);

  /** The timeout of every read that is not given one; none at first, which is to wait for ever. */
  Optional<Duration> readTimeout();

  /**
   * Sets the timeout of every read that begins after this and is not given one.
   *
   * @param timeout zero to wait never; {@code ChronoUnit.FOREVER.getDuration()} for no timeout
   * @throws IllegalArgumentException if it is negative
   */
  void readTimeout(Duration timeout);

  /**
   * Closes it; what then depends on what it is: see there. Reads of other threads end with {@link
   * java.nio.channels.AsynchronousCloseException}. Further calls do nothing.
   */
  @Override
  void close();
}
