package dev.interprocess;

import dev.interprocess.internal.impl.NamedPipeConnectOptions;
import dev.interprocess.internal.impl.UnixConnectOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * How to connect: a builder, for one thread. Each method changes it and returns it.
 *
 * {@snippet :
 * LocalStream stream =
 *     LocalStream.connectOptions()
 *         .timeout(Duration.ofSeconds(2))
 *         .retry(true)
 *         .connect(LocalName.namespaced("com.example.app"));
 * }
 *
 * @param <A> the addresses to connect to
 * @param <S> what a connection is
 */
public sealed interface ConnectOptions<A extends SocketAddress, S extends Channel>
    permits UnixConnectOptions, NamedPipeConnectOptions {

  /**
   * How long to try; 10 seconds unless set. It takes time when the listener has more clients
   * waiting than its backlog holds, or with {@link #retry}.
   *
   * @throws IllegalArgumentException if it is negative
   */
  ConnectOptions<A, S> timeout(Duration timeout);

  /** Whether to try on as long as nobody listens there; false unless set. */
  ConnectOptions<A, S> retry(boolean untilListening);

  /**
   * Where that runs which depends on an operation that no thread waits for, of the connecting
   * itself and of the connection: see {@link ByteReader#completions}.
   */
  ConnectOptions<A, S> completions(Executor executor);

  /** What threads do that wait for the connection; {@link Waiting#ADAPTIVE} unless set. */
  ConnectOptions<A, S> waiting(Waiting waiting);

  /**
   * Sets an option of the socket before it is connected: {@code StandardSocketOptions.SO_SNDBUF},
   * {@code SO_RCVBUF}, {@code SO_LINGER}, and those of {@link
   * dev.interprocess.unix.UnixSocketOptions}. What the system makes of it is what {@code getOption}
   * says.
   *
   * @throws UnsupportedOperationException if there is no such option here
   */
  <T> ConnectOptions<A, S> option(SocketOption<T> option, T value);

  /**
   * Connects. The options may be used again.
   *
   * @throws java.net.ConnectException if nobody listens there ({@code ECONNREFUSED})
   * @throws java.nio.file.NoSuchFileException if there is no such file ({@code ENOENT})
   * @throws java.nio.file.AccessDeniedException if its mode or a folder's does not allow it
   * @throws java.net.SocketTimeoutException if the time is over
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits
   * @throws IllegalArgumentException if the address is none
   * @throws IOException if the system refuses otherwise
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  S connect(A address) throws IOException;

  /**
   * Connects, and no thread waits while the listener is busy. The future's {@code cancel} and
   * {@code orTimeout}, also of one derived from it, give it up; {@link #timeout} counts as well.
   *
   * @return with what {@link #connect} gives or throws
   * @throws IllegalArgumentException if the address is none
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  CompletableFuture<S> connectAsync(A address);
}
