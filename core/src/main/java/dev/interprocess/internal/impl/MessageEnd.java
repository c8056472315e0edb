package dev.interprocess.internal.impl;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.MessageTruncatedException;
import dev.interprocess.internal.descriptor.Lane;
import dev.interprocess.internal.descriptor.Operation;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.message.MessageInput;
import dev.interprocess.internal.message.MessageOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** All of a {@code MessageChannel} but who owns it. */
public final class MessageEnd {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Timeouts sendTimeouts = new Timeouts();
  private final Timeouts receiveTimeouts = new Timeouts();
  private final OwnedDescriptor descriptor;
  private final MessageInput input;
  private final MessageOutput output;
  private final IntOperations receives = new Receives();
  private final IntOperations sends = new Sends();

  public MessageEnd(OwnedDescriptor descriptor, MessageInput input, MessageOutput output) {
    this.descriptor = descriptor;
    this.input = input;
    this.output = output;
  }

  public void completions(Executor executor) {
    receives.executor(executor);
    sends.executor(executor);
  }

  public Executor completions() {
    return receives.executor();
  }

  public Timeouts sendTimeouts() {
    return sendTimeouts;
  }

  public Timeouts receiveTimeouts() {
    return receiveTimeouts;
  }

  public void send(ByteBuffer message) throws IOException {
    send(message, sendTimeouts.deadline());
  }

  public void send(ByteBuffer message, Duration timeout) throws IOException {
    send(message, Timeouts.deadline(timeout));
  }

  private void send(ByteBuffer message, long deadline) throws IOException {
    try {
      output.send(message, deadline);
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  public int receive(ByteBuffer buffer) throws IOException {
    return receive(buffer, receiveTimeouts.deadline());
  }

  public int receive(ByteBuffer buffer, Duration timeout) throws IOException {
    return receive(buffer, Timeouts.deadline(timeout));
  }

  private int receive(ByteBuffer buffer, long deadline) throws IOException {
    int room = Buffers.writable(buffer).remaining();
    try {
      long length = input.receive(buffer, deadline);
      if (length > 0) {
        buffer.position(buffer.position() + (int) Math.min(length, room));
      }
      checkWhole(length, room);
      return (int) length;
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  public CompletableFuture<Integer> sendAsync(ByteBuffer message) {
    return sends.start(message);
  }

  public <A extends @Nullable Object> void sendAsync(
      ByteBuffer message, A attachment, IntCompletionHandler<? super A> handler) {
    sends.start(message, attachment, handler);
  }

  private final class Sends extends IntOperations {
    @Override
    String name() {
      return "send";
    }

    @Override
    Lane lane() {
      return output.lane();
    }

    @Override
    Operation.Try attempt(int fd, IntOperation send) throws IOException {
      return output.trySend(fd, send.buffer()) ? send.done(send.size()) : Operation.Try.WOULD_BLOCK;
    }
  }

  public CompletableFuture<Integer> receiveAsync(ByteBuffer buffer) {
    return receives.start(Buffers.writable(buffer));
  }

  public <A extends @Nullable Object> void receiveAsync(
      ByteBuffer buffer, A attachment, IntCompletionHandler<? super A> handler) {
    receives.start(Buffers.writable(buffer), attachment, handler);
  }

  private final class Receives extends IntOperations {
    @Override
    String name() {
      return "receive";
    }

    @Override
    Lane lane() {
      return input.lane();
    }

    @Override
    Operation.Try attempt(int fd, IntOperation receive) throws IOException {
      return tryReceive(fd, receive);
    }
  }

  private Operation.Try tryReceive(int fd, IntOperation receive) throws IOException {
    ByteBuffer buffer = receive.buffer();
    int room = buffer.remaining();
    long length = input.tryReceive(fd, buffer);
    if (length == Lane.WOULD_BLOCK) {
      return Operation.Try.WOULD_BLOCK;
    }
    if (length == MessageInput.DROPPED) {
      return Operation.Try.AGAIN;
    }
    if (length > 0) {
      buffer.position(buffer.position() + (int) Math.min(length, room));
    }
    checkWhole(length, room);
    return receive.done((int) length);
  }

  public CompletableFuture<Optional<byte[]>> receiveAsync() {
    return new FutureOperation<Optional<byte[]>>("receive", input.lane(), completions()) {
      @Override
      protected Try attempt(int fd) throws IOException {
        long next = input.tryPeek(fd, NOTHING);
        if (next == Lane.WOULD_BLOCK) {
          return Try.WOULD_BLOCK;
        }
        if (next == MessageInput.END) {
          return done(Optional.empty());
        }
        if (next == MessageInput.DROPPED) {
          return Try.AGAIN;
        }
        byte[] message = new byte[(int) next];
        long length = input.tryReceive(fd, ByteBuffer.wrap(message));
        if (length == Lane.WOULD_BLOCK || length == MessageInput.DROPPED) {
          return Try.AGAIN; // another process has received it meanwhile
        }
        checkWhole(length, next);
        return done(Optional.of(message));
      }
    }.start();
  }

  private void checkWhole(long length, long room) throws MessageTruncatedException {
    if (length > room) {
      throw new MessageTruncatedException(descriptor, length, length - room);
    }
  }

  public Optional<byte[]> receive() throws IOException {
    long deadline = receiveTimeouts.deadline();
    try {
      // Together one turn, so that no other thread takes the message in between.
      input.lane().enter(deadline, "receive");
      try {
        long next = input.peek("receive", NOTHING, deadline);
        if (next == MessageInput.END) {
          return Optional.empty();
        }
        byte[] message = new byte[(int) next];
        checkWhole(input.receive(ByteBuffer.wrap(message), deadline), next);
        return Optional.of(message);
      } finally {
        input.lane().exit();
      }
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  public int peek(ByteBuffer buffer) throws IOException {
    long length = peekInto(Buffers.writable(buffer));
    return (int) Math.min(length, buffer.remaining());
  }

  public int peekLength() throws IOException {
    return (int) peekInto(NOTHING);
  }

  private long peekInto(ByteBuffer room) throws IOException {
    try {
      return input.peek(room, receiveTimeouts.deadline());
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }
}
