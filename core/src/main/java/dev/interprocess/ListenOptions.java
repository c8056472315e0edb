package dev.interprocess;

import dev.interprocess.internal.impl.NamedPipeListenOptions;
import dev.interprocess.internal.impl.UnixListenOptions;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.Channel;
import java.util.concurrent.Executor;

/**
 * How to listen: a builder, for one thread. Each method changes it and returns it.
 *
 * {@snippet :
 * LocalListener<LocalStream> listener =
 *     LocalStream.listenOptions()
 *         .access(Access.group("www-data"))
 *         .existing(Existing.REPLACE_STALE)
 *         .listen(LocalName.path(Path.of("/run/app/app.sock")));
 * }
 *
 * @param <A> the addresses to listen on
 * @param <S> what is accepted there
 */
public sealed interface ListenOptions<A extends SocketAddress, S extends Channel>
    permits UnixListenOptions, NamedPipeListenOptions {

  /** Who may connect; {@link Access#owner} unless set. */
  ListenOptions<A, S> access(Access access);

  /** What to do about a file that has the name already; {@link Existing#FAIL} unless set. */
  ListenOptions<A, S> existing(Existing existing);

  /**
   * How many clients may be connected and not yet accepted; the system's greatest unless set. More
   * of them wait. See <a href="https://man7.org/linux/man-pages/man2/listen.2.html">listen(2)</a>.
   *
   * @throws IllegalArgumentException if it is negative
   */
  ListenOptions<A, S> backlog(int clients);

  /**
   * Whether the close of the listener removes the file that it has made; true unless set. A file
   * that somebody else has put in its place stays in any case.
   */
  ListenOptions<A, S> removeOnClose(boolean remove);

  /**
   * Takes the listener that a service manager has handed over, of the same type, in place of one of
   * our own: the first of {@code LISTEN_FDS}, as systemd gives them, or standard input, as inetd
   * does. Without any, {@link #listen} listens by itself, as if this had not been asked for; where
   * there are others in {@code LISTEN_FDS}, that is logged as a warning. It is set non-blocking,
   * for all who share it, and its file stays when it is closed. Who may connect to a file is then
   * told by its mode, which the service manager has set; {@link #access} decides for abstract
   * names, and {@link Access#onlyIf} in any case.
   *
   * <p>See <a
   * href="https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html">sd_listen_fds(3)</a>
   * and <a
   * href="https://www.freedesktop.org/software/systemd/man/latest/systemd.socket.html">systemd.socket(5)</a>.
   */
  ListenOptions<A, S> inherited();

  /**
   * The same, for the listener that has this name there ({@code FileDescriptorName=} in systemd's
   * socket unit).
   */
  ListenOptions<A, S> inherited(String name);

  /**
   * Where that runs which depends on an operation that no thread waits for, of the listener and of
   * each connection that it accepts: see {@link ByteReader#completions}.
   */
  ListenOptions<A, S> completions(Executor executor);

  /**
   * What threads do that wait for the listener and for each connection that it accepts; {@link
   * Waiting#ADAPTIVE} unless set.
   */
  ListenOptions<A, S> waiting(Waiting waiting);

  /**
   * Sets an option of the socket and of each connection that it accepts: {@code
   * StandardSocketOptions.SO_SNDBUF}, {@code SO_RCVBUF}, {@code SO_LINGER}, and those of {@link
   * dev.interprocess.unix.UnixSocketOptions}. What the system makes of it is what {@code getOption}
   * says.
   *
   * @throws UnsupportedOperationException if there is no such option here
   */
  <T> ListenOptions<A, S> option(SocketOption<T> option, T value);

  /**
   * Listens. The options may be used again.
   *
   * @throws java.net.BindException if the name is in use ({@code EADDRINUSE})
   * @throws java.nio.file.NoSuchFileException if the folder does not exist
   * @throws java.nio.file.AccessDeniedException if the folder can't be written, or the group can't
   *     be given to the file
   * @throws java.net.SocketTimeoutException if another process has held the lock of the name,
   *     {@code NAME.lock} beside it, for 5 seconds
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits for that
   *     lock
   * @throws IllegalArgumentException if the address is none
   * @throws IOException if the system refuses otherwise, or the user or group has no number
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  LocalListener<S> listen(A address) throws IOException;
}
