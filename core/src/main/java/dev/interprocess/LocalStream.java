package dev.interprocess;

import dev.interprocess.internal.impl.AsynchronousView;
import dev.interprocess.internal.impl.LocalSockets;
import dev.interprocess.unix.UnixStream;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousByteChannel;
import java.nio.channels.ByteChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A connection of a local socket: bytes in both directions between two processes of this machine.
 *
 * {@snippet :
 * LocalName name = LocalName.namespaced("com.example.echo");
 * try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
 *   Thread.startVirtualThread(
 *       () -> {
 *         try {
 *           listener.serve(stream -> stream.transferTo(stream));
 *         } catch (IOException e) {
 *           throw new UncheckedIOException(e);
 *         }
 *       });
 *   try (LocalStream stream = LocalStream.connect(name)) {
 *     stream.write("hello".getBytes(UTF_8));
 *     stream.shutdownOutput();
 *     System.out.println(new String(stream.inputStream().readAllBytes(), UTF_8));
 *   }
 * }
 * }
 *
 * <p>What reading and writing do is told at {@link ByteReader} and {@link ByteWriter}. The two
 * directions know nothing of each other: one thread may read while another writes. {@link #close}
 * closes both; bytes that the peer has not read yet still reach it.
 *
 * <p>On Unix every one of them is a {@link UnixStream}, on Windows a {@link NamedPipeStream}. Code
 * that wants what only that has matches the pattern: {@code if (stream instanceof UnixStream
 * unix)}.
 */
public sealed interface LocalStream extends ByteReader, ByteWriter, ByteChannel
    permits UnixStream, NamedPipeStream {

  /**
   * Connects, trying for 10 seconds at most if the listener is too busy to take one more client.
   *
   * @throws java.net.ConnectException if nobody listens there ({@code ECONNREFUSED})
   * @throws java.nio.file.NoSuchFileException if there is no such file ({@code ENOENT})
   * @throws java.nio.file.AccessDeniedException if its mode or a folder's does not allow it
   * @throws java.net.SocketTimeoutException if the time is over
   * @throws java.io.InterruptedIOException if the thread is interrupted while it waits
   * @throws IOException if the system refuses otherwise
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  static LocalStream connect(LocalName name) throws IOException {
    return connectOptions().connect(name);
  }

  /**
   * Connects, and no thread waits: see {@link ConnectOptions#connectAsync}.
   *
   * @return with what {@link #connect} gives or throws
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  static CompletableFuture<LocalStream> connectAsync(LocalName name) {
    return connectOptions().connectAsync(name);
  }

  /** Options for connecting. */
  static ConnectOptions<LocalName, LocalStream> connectOptions() {
    return LocalSockets.HERE.connectOptions();
  }

  /**
   * Listens, for clients of this process' user only, and fails if the name exists. The backlog is
   * the system's greatest.
   *
   * @throws java.net.BindException if the name is in use ({@code EADDRINUSE})
   * @throws java.nio.file.NoSuchFileException if the folder does not exist
   * @throws java.nio.file.AccessDeniedException if the folder can't be written
   * @throws IOException if the system refuses otherwise
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  static LocalListener<LocalStream> listen(LocalName name) throws IOException {
    return listenOptions().listen(name);
  }

  /** Options for listening. */
  static ListenOptions<LocalName, LocalStream> listenOptions() {
    return LocalSockets.HERE.listenOptions();
  }

  /**
   * Two streams that are connected with each other, without a name.
   *
   * @throws IOException if the system has no descriptor left ({@code EMFILE}, {@code ENFILE})
   * @throws UnsupportedOperationException on a system for which there is nothing yet
   */
  static SocketPair<LocalStream> pair() throws IOException {
    return LocalSockets.HERE.pair();
  }

  /**
   * A second owner of the same connection, to be closed by itself: the connection ends when all are
   * closed. What one shuts down is shut down for all, though another owner's write that waits for
   * room hears of it only when there is some. Operations of different owners do not queue.
   *
   * @throws java.nio.channels.ClosedChannelException if the stream is closed
   * @throws IOException if the system has no descriptor left ({@code EMFILE})
   * @throws UnsupportedOperationException on Windows, where another owner would not hear that the
   *     peer writes no more
   */
  static LocalStream duplicateOf(LocalStream stream) throws IOException {
    return switch (stream) {
      case UnixStream unix -> UnixStream.duplicateOf(unix);
      case NamedPipeStream pipe ->
          throw new UnsupportedOperationException("duplicate of " + pipe + ": not on Windows");
    };
  }

  /**
   * Who is at the other end.
   *
   * @throws IOException if it is closed, or the system does not say
   */
  PeerCredentials peer() throws IOException;

  /**
   * Reads without taking: the next read gets these bytes again. The buffer's position stays.
   *
   * @return the number of bytes that stand in the buffer from its position on, 0 only for a full
   *     buffer, -1 at the end
   * @throws IllegalArgumentException if the buffer is read-only
   * @throws IOException as {@link #read(ByteBuffer)} does
   */
  int peek(ByteBuffer buffer) throws IOException;

  /**
   * Reads no more: reads give -1, and the peer's writes fail ({@code EPIPE}).
   *
   * @throws IOException if it is closed
   */
  void shutdownInput() throws IOException;

  /**
   * Writes no more: the peer reads -1 after all that was written. The other direction goes on.
   *
   * @throws IOException if it is closed
   */
  void shutdownOutput() throws IOException;

  /**
   * The half that reads, always the same object. Its close shuts down that direction; when the
   * other half is closed too, the stream is.
   */
  ByteReader reader();

  /**
   * The half that writes, always the same object. Its close shuts down that direction; when the
   * other half is closed too, the stream is.
   */
  ByteWriter writer();

  /**
   * This object for code that uses the JDK's asynchronous channels: a view, so closing it closes
   * this. Its reads and writes are {@link #readAsync} and {@link #writeAsync}: any number may wait,
   * they are done in order, a write is done when all is written, and the futures are those.
   */
  default AsynchronousByteChannel asynchronousChannel() {
    return new AsynchronousView(this);
  }

  @Override
  void completions(Executor executor);

  /**
   * Closes both directions and both halves. Reads and writes of other threads end with {@link
   * java.nio.channels.AsynchronousCloseException}. Further calls do nothing.
   */
  @Override
  void close();
}
