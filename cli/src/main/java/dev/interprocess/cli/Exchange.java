package dev.interprocess.cli;

import dev.interprocess.ByteReader;
import dev.interprocess.SystemError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Moves bytes both ways between two sides until both have ended. The end of one direction is passed
 * on and cuts off nothing that still comes in the other.
 */
final class Exchange {
  private static final int BUFFER = 128 << 10;

  // The longest message that can be received, and what one that is sent may be: less than the
  // system's usual buffer for a socket.
  static final int LONGEST_MESSAGE = 4 << 20;
  private static final int MESSAGE = 64 << 10;
  private static final long CHECK_MILLIS = 50;

  private static final Set<String> BROKEN = Set.of("EPIPE", "ERROR_NO_DATA", "ERROR_BROKEN_PIPE");

  private final @Nullable LongAdder moved;
  private final Pump there;
  private final Pump back;
  private final CountDownLatch running = new CountDownLatch(2);

  Exchange(Duplex left, Duplex right) {
    this(left, right, null);
  }

  /**
   * @param moved counts the bytes; null if nobody wants to know
   */
  Exchange(Duplex left, Duplex right, @Nullable LongAdder moved) {
    this.moved = moved;
    this.there = new Pump(left, right);
    this.back = new Pump(right, left);
  }

  /** Returns when both directions have ended, or when what is left to move would reach nobody. */
  void run() throws IOException {
    // A read of standard input can't be interrupted, so its thread must not keep the tool alive.
    Thread.ofPlatform().daemon().name("ipc there").start(there);
    Thread.ofPlatform().daemon().name("ipc back").start(back);
    try {
      while (!running.await(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (there.hasNoMoreUse(back) || back.hasNoMoreUse(there)) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    there.rethrow();
    back.rethrow();
  }

  private final class Pump implements Runnable {
    private final Duplex from;
    private final Duplex to;
    private volatile boolean ended;
    private volatile @Nullable IOException failure;

    Pump(Duplex from, Duplex to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public void run() {
      try {
        if (moved == null) {
          copy(from.in(), to.out());
        } else {
          copy(from.in(), to.out(), moved);
        }
        to.end().run();
      } catch (IOException e) {
        // The other side has left; of standard output that is for the tool to say.
        failure = isBrokenPipe(e) ? null : e;
      } finally {
        ended = true;
        running.countDown();
      }
    }

    /** Whether to give up this direction, as the other has ended: by failure, or with its side. */
    boolean hasNoMoreUse(Pump other) throws IOException {
      return other.ended && (other.failure != null || to.gone().ask());
    }

    void rethrow() throws IOException {
      IOException thrown = failure;
      if (thrown != null) {
        throw thrown;
      }
    }
  }

  /** Until the end; what comes as a message goes as one, if it can. */
  static void copy(ReadableByteChannel from, WritableByteChannel to) throws IOException {
    if (from instanceof ByteReader reader && !(to instanceof CarriesMessages)) {
      reader.transferTo(to); // by the kernel alone, where it can
    } else {
      copy(from, to, new LongAdder());
    }
  }

  private static void copy(ReadableByteChannel from, WritableByteChannel to, LongAdder moved)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(size(from, to));
    while (from.read(buffer.clear()) >= 0) {
      buffer.flip();
      do { // an empty message too
        moved.add(to.write(buffer));
      } while (buffer.hasRemaining());
    }
  }

  private static int size(ReadableByteChannel from, WritableByteChannel to) {
    if (from instanceof CarriesMessages) {
      return LONGEST_MESSAGE;
    }
    return to instanceof CarriesMessages ? MESSAGE : BUFFER;
  }

  static boolean isBrokenPipe(IOException e) {
    return e instanceof SystemError error
        ? BROKEN.contains(error.name())
        : "Broken pipe".equals(e.getMessage()); // as the JDK says
  }
}
