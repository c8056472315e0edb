package dev.interprocess.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.SingleThreadEventExecutor;

/**
 * Closes a channel when its event loop ends. Channels with a descriptor of Netty's are closed by
 * what polls for them; these have nothing there.
 */
final class LoopEnd {
  private final Runnable close;

  LoopEnd(Channel channel) {
    this.close = () -> channel.unsafe().close(channel.voidPromise());
  }

  void watch(EventLoop loop) {
    if (loop instanceof SingleThreadEventExecutor thread) {
      thread.addShutdownHook(close);
    }
  }

  void forget(EventLoop loop) {
    if (loop instanceof SingleThreadEventExecutor thread) {
      thread.removeShutdownHook(close);
    }
  }
}
