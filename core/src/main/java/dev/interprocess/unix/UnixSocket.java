package dev.interprocess.unix;

import dev.interprocess.Passable;
import java.io.IOException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What the three types of Unix domain sockets have in common: addresses, credentials, options, and
 * what can accompany the bytes or messages. Any thread may call any method; what waits, and how
 * that ends, is told at {@link dev.interprocess.MessageChannel}.
 *
 * {@snippet :
 * try (SocketPair<UnixStream> pair = UnixStream.pair();
 *     Descriptor memory = Descriptor.memory("shared")) {
 *   pair.first().sendMessage(ByteBuffer.wrap("take this".getBytes(UTF_8)), Ancillary.descriptors(memory));
 *   ByteBuffer buffer = ByteBuffer.allocate(100);
 *   try (ReceivedMessage message = pair.second().receiveMessage(buffer)) {
 *     System.out.println(message.descriptors());
 *   }
 * }
 * }
 *
 * <p>On a closed socket every method throws {@link java.nio.channels.ClosedChannelException}. See
 * <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>.
 */
public sealed interface UnixSocket extends Channel, Passable
    permits UnixStream, UnixSeqPacket, UnixDatagram {

  /**
   * The address of this end; unnamed if it was given none. Of one that is bound to a path longer
   * than a socket address holds, it is the name by which the system was told of it.
   *
   * @throws IOException if it is closed
   */
  UnixAddress localAddress() throws IOException;

  /**
   * The address of the other end; unnamed if it has none.
   *
   * @throws IOException if it is closed, or not connected ({@code ENOTCONN})
   */
  UnixAddress remoteAddress() throws IOException;

  /**
   * Who is at the other end, as it was when it connected, listened, or made the pair.
   *
   * @throws IOException if it is closed, or the system does not know: a datagram socket that is not
   *     one of a pair ({@code ENOTCONN})
   */
  UnixCredentials peer() throws IOException;

  /**
   * A descriptor that stands for the peer's process, and never for another that gets its number
   * later. It belongs to the caller.
   *
   * @throws IOException as {@link #peer} does, or if the process has ended ({@code ESRCH}), or this
   *     kernel has no such thing ({@code ENOPROTOOPT} before Linux 6.5)
   */
  PidFd peerPidFd() throws IOException;

  /**
   * How much memory that was sent waits for its receiver to take it: the system's bookkeeping
   * included, so more than the bytes; 0 when all has been received. See {@code SIOCOUTQ}.
   *
   * @throws IOException if it is closed
   */
  int unsent() throws IOException;

  /** The options that {@link #getOption} and {@link #setOption} know. */
  Set<SocketOption<?>> supportedOptions();

  /**
   * What an option is set to. Linux doubles the sizes of buffers that it is told, for its own
   * bookkeeping, and gives the doubled value.
   *
   * @throws UnsupportedOperationException if there is no such option here
   * @throws IOException if it is closed, or the system refuses
   */
  <T> T getOption(SocketOption<T> option) throws IOException;

  /**
   * Sets an option.
   *
   * @throws UnsupportedOperationException if there is no such option here, or it can't be changed
   * @throws IOException if it is closed, or the system refuses
   */
  <T> void setOption(SocketOption<T> option, T value) throws IOException;

  /**
   * Sends a message, or writes all bytes of the buffer to a stream, accompanied by what is given,
   * and moves the buffer's position. A stream's ancillary data goes with the first byte.
   *
   * @throws IllegalArgumentException if a stream is given ancillary data and no byte, if there are
   *     more than 253 descriptors in all, or credentials twice
   * @throws java.nio.channels.ClosedChannelException if this, or what is to be passed, is closed
   * @throws java.nio.file.AccessDeniedException if the credentials are not the sender's own, and it
   *     is not root ({@code EPERM}); or the receiver takes no descriptors
   * @throws IOException if the system refuses otherwise: {@code ETOOMANYREFS} if more descriptors
   *     of this user are on their way than a process may have open, {@code ESRCH} if there is no
   *     process of that number; or as a send or write does
   */
  void sendMessage(ByteBuffer buffer, Ancillary... ancillary) throws IOException;

  /**
   * Receives a message, or reads bytes of a stream, with what accompanies it, and moves the
   * buffer's position. Descriptors that came along are closed-on-exec from the first instant. One
   * read of a stream never reaches over the bytes that descriptors came with.
   *
   * <p>Whether something was lost is told by the result, not by an exception.
   *
   * @return what came, which the caller closes
   * @throws IllegalArgumentException if the buffer is read-only, or of a stream has no room for a
   *     byte
   * @throws IOException as a receive or read throws it
   */
  ReceivedMessage receiveMessage(ByteBuffer buffer) throws IOException;

  /**
   * Receives as {@link #receiveMessage(ByteBuffer)} does, with a timeout for this call.
   *
   * @throws IllegalArgumentException if the timeout is negative, the buffer is read-only, or of a
   *     stream has no room for a byte
   * @throws IOException as a receive or read throws it
   */
  ReceivedMessage receiveMessage(ByteBuffer buffer, Duration timeout) throws IOException;

  /**
   * Sends as {@link #sendMessage} does, and no thread waits. The buffer is the operation's own
   * until the future is done; what is to be passed stays open until then. The future's {@code
   * cancel} and {@code orTimeout}, also of one derived from it, withdraw the operation; of a stream
   * the buffer's position then says how far it got.
   *
   * @return with what {@link #sendMessage} throws
   * @throws IllegalArgumentException as {@link #sendMessage} does
   */
  CompletableFuture<Void> sendMessageAsync(ByteBuffer buffer, Ancillary... ancillary);

  /**
   * Receives as {@link #receiveMessage(ByteBuffer)} does, and no thread waits. The buffer is the
   * operation's own until the future is done. The future's {@code cancel} and {@code orTimeout},
   * also of one derived from it, withdraw the operation; what comes afterwards the next receiver
   * gets. The result, which holds descriptors, is to be closed by who gets it.
   *
   * @return with what {@link #receiveMessage(ByteBuffer)} gives or throws
   * @throws IllegalArgumentException as {@link #receiveMessage(ByteBuffer)} does
   */
  CompletableFuture<ReceivedMessage> receiveMessageAsync(ByteBuffer buffer);

  /** How many descriptors of a message are kept; 253, all that can come, unless set. */
  int descriptorLimit();

  /**
   * Sets how many descriptors of a message {@link #receiveMessage} keeps. What is more is closed at
   * once, and {@link ReceivedMessage#ancillaryTruncated} says so. {@code
   * UnixSocketOptions.SO_PASSRIGHTS} refuses them altogether, where the kernel has it.
   *
   * @throws IllegalArgumentException if it is negative
   */
  void descriptorLimit(int most);

  /** Closes it, as told at the type that it is. */
  @Override
  void close();
}
