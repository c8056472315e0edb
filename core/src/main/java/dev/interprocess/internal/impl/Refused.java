package dev.interprocess.internal.impl;

import dev.interprocess.IntCompletionHandler;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** Tells a handler that the channel had been closed before the operation, whatever came of it. */
record Refused<A extends @Nullable Object>(IntCompletionHandler<? super A> handler)
    implements IntCompletionHandler<A> {
  @Override
  public void completed(int result, A attachment) {
    handler.failed(new ClosedChannelException(), attachment);
  }

  @Override
  public void failed(Throwable failure, A attachment) {
    handler.failed(new ClosedChannelException(), attachment);
  }
}
