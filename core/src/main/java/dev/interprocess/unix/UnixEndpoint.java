package dev.interprocess.unix;

import static dev.interprocess.internal.abi.Linux.TIOCOUTQ;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.impl.Buffers;
import dev.interprocess.internal.impl.FutureOperation;
import dev.interprocess.internal.impl.SocketOptions;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.SysIoctl;
import dev.interprocess.internal.message.Admission;
import dev.interprocess.internal.message.Incoming;
import dev.interprocess.internal.message.MessageInput;
import dev.interprocess.internal.message.MessageOutput;
import dev.interprocess.internal.message.Outgoing;
import dev.interprocess.internal.socket.PeerIdentity;
import dev.interprocess.internal.socket.SocketType;
import dev.interprocess.internal.socket.UnixSockets;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** All of a {@code UnixSocket} but who owns it: what the three types have in common. */
final class UnixEndpoint implements SocketView {
  private final OwnedDescriptor descriptor;
  private final MessageInput input;
  private final MessageOutput output;
  private final SocketType type;
  private volatile int descriptorLimit = Outgoing.MOST_DESCRIPTORS;

  UnixEndpoint(
      OwnedDescriptor descriptor, SocketType type, Admission admission, Lane in, Lane out) {
    this.descriptor = descriptor;
    this.type = type;
    this.input = new MessageInput(in, type, admission);
    this.output = new MessageOutput(out, type);
  }

  MessageInput input() {
    return input;
  }

  MessageOutput output() {
    return output;
  }

  interface Use<T> {
    T with(int fd) throws IOException;
  }

  <T> T withDescriptor(Use<T> use) throws IOException {
    return withDescriptor(descriptor, use);
  }

  static <T> T withDescriptor(OwnedDescriptor descriptor, Use<T> use) throws IOException {
    int fd = descriptor.acquire();
    try {
      return use.with(fd);
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    } finally {
      descriptor.release();
    }
  }

  @Override
  public UnixAddress localAddress() throws IOException {
    return withDescriptor(fd -> UnixAddress.ofBytes(UnixSockets.localName(fd)));
  }

  @Override
  public UnixAddress remoteAddress() throws IOException {
    return withDescriptor(fd -> UnixAddress.ofBytes(UnixSockets.remoteName(fd)));
  }

  UnixCredentials peer() throws IOException {
    return withDescriptor(fd -> new UnixCredentials(PeerIdentity.of(fd), descriptor));
  }

  PidFd peerPidFd() throws IOException {
    return withDescriptor(
        fd -> {
          long pid = PeerIdentity.of(fd).pid();
          int pidfd = ErrnoException.check("peer pidfd", PeerIdentity.pidfd(fd));
          return new PidFd(new OwnedDescriptor(pidfd, "pidfd of " + pid), pid);
        });
  }

  int unsent() throws IOException {
    return withDescriptor(
        fd -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = arena.allocate(JAVA_INT);
            ErrnoException.check("unsent", SysIoctl.ioctl(fd, TIOCOUTQ, bytes));
            return bytes.get(JAVA_INT, 0);
          }
        });
  }

  @Override
  public Set<SocketOption<?>> supportedOptions() {
    return SocketOptions.all();
  }

  @Override
  public <T> T getOption(SocketOption<T> option) throws IOException {
    return withDescriptor(fd -> SocketOptions.get(fd, option));
  }

  @Override
  public <T> void setOption(SocketOption<T> option, T value) throws IOException {
    withDescriptor(
        fd -> {
          SocketOptions.set(fd, option, value);
          return this;
        });
  }

  /** Sends to the peer, or to {@code target}. */
  void sendMessage(
      ByteBuffer buffer, @Nullable UnixAddress target, long deadline, Ancillary... ancillary)
      throws IOException {
    checkBytes(buffer, ancillary);
    byte[] name = target == null ? null : target.bytes();
    try (Lent lent = Lent.of(ancillary)) {
      output.sendMessage(buffer, lent.outgoing(), name, deadline);
    } catch (ErrnoException e) {
      throw SystemErrors.of(target == null ? descriptor : target, e);
    }
  }

  private void checkBytes(ByteBuffer buffer, Ancillary... ancillary) {
    boolean empty = !buffer.hasRemaining();
    if (type == SocketType.STREAM && ancillary.length > 0 && empty) {
      throw new IllegalArgumentException("ancillary data of a stream goes with a byte: no bytes");
    }
  }

  /** The same without a thread that waits; of a stream all bytes are written. */
  CompletableFuture<Void> sendMessageAsync(
      ByteBuffer buffer,
      @Nullable UnixAddress target,
      Executor completions,
      Ancillary... ancillary) {
    checkBytes(buffer, ancillary);
    try {
      return new MessageSend(output, type, buffer, target, Lent.of(ancillary), completions).start();
    } catch (ClosedChannelException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  CompletableFuture<ReceivedMessage> receiveMessageAsync(ByteBuffer buffer, Executor completions) {
    checkRoom(buffer);
    return new FutureOperation<ReceivedMessage>("receive", input.lane(), completions) {
      @Override
      protected Try attempt(int fd) throws IOException {
        Incoming received = input.tryReceiveMessage(fd, buffer, descriptorLimit);
        if (received == null) {
          return Try.WOULD_BLOCK;
        }
        return received.isDropped() ? Try.AGAIN : done(new ReceivedMessage(received));
      }
    }.start();
  }

  private void checkRoom(ByteBuffer buffer) {
    if (type == SocketType.STREAM && !buffer.hasRemaining()) {
      throw new IllegalArgumentException("ancillary data of a stream comes with a byte: no room");
    }
    Buffers.writable(buffer);
  }

  ReceivedMessage receiveMessage(ByteBuffer buffer, long deadline) throws IOException {
    checkRoom(buffer);
    try {
      return new ReceivedMessage(input.receiveMessage(buffer, descriptorLimit, deadline));
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  int descriptorLimit() {
    return descriptorLimit;
  }

  void descriptorLimit(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("negative limit: " + most);
    }
    this.descriptorLimit = most;
  }
}
