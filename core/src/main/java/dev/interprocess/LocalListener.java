package dev.interprocess;

import dev.interprocess.internal.impl.NamedPipeListener;
import dev.interprocess.internal.impl.UnixListener;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Accepts the clients that connect to a name. It is made by the type that it accepts: {@link
 * LocalStream#listen}, {@link dev.interprocess.unix.UnixStream#listen}.
 *
 * {@snippet :
 * try (LocalListener<LocalStream> listener = LocalStream.listen(LocalName.namespaced("echo"))) {
 *   listener.serve(stream -> stream.transferTo(stream)); // a virtual thread for each client
 * }
 * }
 *
 * <p>Any thread may call any method. What is accepted belongs to the caller. Closing it ends the
 * waits of other threads with {@link java.nio.channels.AsynchronousCloseException}, removes the
 * file that it has made (and no other: see {@link ListenOptions#removeOnClose}), and leaves the
 * streams that it has accepted alone. A virtual thread does not hold its carrier while it waits.
 *
 * @param <S> what is accepted
 */
public sealed interface LocalListener<S extends Channel> extends Channel, Passable
    permits UnixListener, NamedPipeListener {

  /**
   * Waits for the next client.
   *
   * @throws java.io.InterruptedIOException if the thread is interrupted; its status stays set
   * @throws java.nio.channels.AsynchronousCloseException if it is closed meanwhile
   * @throws java.nio.channels.ClosedChannelException if it is closed
   * @throws IOException if the system refuses, as with {@code EMFILE} when no descriptor is left;
   *     the client is then still there for a later call
   */
  S accept() throws IOException;

  /**
   * Waits for the next client, at most so long; zero takes one only if it is there already.
   *
   * @throws IllegalArgumentException if the timeout is negative
   * @throws java.net.SocketTimeoutException if the time is over
   * @throws IOException as {@link #accept()} does
   */
  S accept(Duration timeout) throws IOException;

  /**
   * Takes the next client, and no thread waits. The future's {@code orTimeout} and {@code cancel},
   * also of one derived from it (but not of one that was begun later, inside {@code thenCompose}),
   * withdraw it, and a client that comes afterwards stays for the next call; once it has ended they
   * come too late. It queues with the threads that accept, in order.
   *
   * @return with what {@link #accept()} gives or throws
   */
  CompletableFuture<S> acceptAsync();

  /**
   * Waits until a client is there, and does not accept it: for who starts a server when its first
   * client comes ({@link dev.interprocess.process.Child.Builder#listeners}). Another process that
   * has this listener too may take it away.
   *
   * @throws IllegalArgumentException if the timeout is negative
   * @throws java.net.SocketTimeoutException if the time is over
   * @throws IOException as {@link #accept()} does
   */
  void awaitClient(Duration timeout) throws IOException;

  /**
   * The clients, one after the other, for a {@code for} loop: {@code next} waits. It ends when the
   * listener is closed. When descriptors or memory run out it tries again, after pauses that grow;
   * everything else is thrown as {@link java.io.UncheckedIOException}. Iterating a second time goes
   * on with the clients that come then.
   */
  Iterable<S> incoming();

  /**
   * Handles each client in a virtual thread of its own, until the listener is closed; returns when
   * the last handler has. The client's stream is closed when its handler returns or throws; what it
   * throws ends only that client, and is logged: as a warning, but that a client has left ({@code
   * EPIPE}, {@code ECONNRESET}) for debugging only. When this thread is interrupted, so are the
   * handlers.
   *
   * @throws java.io.InterruptedIOException if the thread was interrupted
   * @throws IOException if accepting fails for good
   */
  void serve(Handler<? super S> handler) throws IOException;

  /** The address that it was told to listen on. */
  SocketAddress address();

  /**
   * Closes it, as told in the type's description. The waits of others end at once, and its name is
   * free when this returns, unless it is called by what runs on the poller's own thread. The call
   * itself waits, for a second at most and whether interrupted or not, for others to leave, and if
   * another process is just about to replace the file. If that one hangs, the file stays, which is
   * logged. Further calls do nothing.
   */
  @Override
  void close();

  /**
   * What is done for one client.
   *
   * @param <S> what was accepted
   */
  @FunctionalInterface
  interface Handler<S> {
    /**
     * Serves the client.
     *
     * @throws Exception to end with this client
     */
    void handle(S client) throws Exception;
  }
}
