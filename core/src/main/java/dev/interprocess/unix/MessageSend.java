package dev.interprocess.unix;

import dev.interprocess.internal.impl.FutureOperation;
import dev.interprocess.internal.impl.SystemErrors;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.message.MessageOutput;
import dev.interprocess.internal.message.Outgoing;
import dev.interprocess.internal.socket.SocketType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Sending a message with what accompanies it, without a thread that waits. */
final class MessageSend extends FutureOperation<Void> {
  private final MessageOutput output;
  private final SocketType type;
  private final ByteBuffer buffer;
  private final @Nullable UnixAddress target;
  private final byte @Nullable [] name;
  private final Lent lent;
  private boolean accompanied;

  MessageSend(
      MessageOutput output,
      SocketType type,
      ByteBuffer buffer,
      @Nullable UnixAddress target,
      Lent lent,
      Executor completions) {
    super("send", output.lane(), completions);
    this.output = output;
    this.type = type;
    this.buffer = buffer;
    this.target = target;
    this.name = target == null ? null : target.bytes();
    this.lent = lent;
  }

  @Override
  protected Try attempt(int fd) throws IOException {
    do {
      Outgoing company = accompanied ? Outgoing.NOTHING : lent.outgoing();
      if (!output.trySendMessage(fd, buffer, company, name)) {
        // Only who is connected to a target is told when its queue is not full any more.
        return name == null ? Try.WOULD_BLOCK : Try.PAUSE;
      }
      accompanied = true;
    } while (type == SocketType.STREAM && buffer.hasRemaining());
    return done(null);
  }

  @Override
  protected boolean conclude(@Nullable Throwable failure) throws Throwable {
    if (target != null && failure instanceof ErrnoException e) {
      throw SystemErrors.of(target, e);
    }
    return super.conclude(failure);
  }

  @Override
  protected void letGo() {
    lent.close();
  }
}
