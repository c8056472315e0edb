package dev.interprocess.net;

import dev.interprocess.ConnectOptions;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.Platform;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Connects for a socket that another thread may close meanwhile. A listener that is too busy is
 * tried again by polling in any case; so it is enough to look between two slices of the time.
 */
final class Connector {
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(50);

  private final SocketAddress address;
  private final Map<SocketOption<Integer>, Integer> sizes;

  Connector(SocketAddress address, Map<SocketOption<Integer>, Integer> sizes) {
    this.address = address;
    this.sizes = sizes;
  }

  /**
   * Connects.
   *
   * @param timeout in milliseconds, 0 for none
   */
  LocalStream connect(int timeout, BooleanSupplier closed) throws IOException {
    long begin = System.nanoTime();
    long limit = timeout == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(timeout);
    while (true) {
      long left = limit - (System.nanoTime() - begin);
      try {
        return connect(Duration.ofNanos(Math.clamp(left, 0, SLICE)));
      } catch (SocketTimeoutException e) {
        if (closed.getAsBoolean()) {
          throw new SocketException("Socket closed");
        }
        if (left <= SLICE) {
          throw e;
        }
      }
    }
  }

  private LocalStream connect(Duration slice) throws IOException {
    return switch (address) {
      case UnixAddress unix -> with(UnixStream.connectOptions(), slice).connect(unix);
      case NamedPipeAddress pipe -> with(NamedPipeStream.connectOptions(), slice).connect(pipe);
      default -> with(LocalStream.connectOptions(), slice).connect((LocalName) address);
    };
  }

  private <A extends SocketAddress, S extends LocalStream> ConnectOptions<A, S> with(
      ConnectOptions<A, S> options, Duration timeout) {
    if (!Platform.supports(Platform.Feature.NAMED_PIPE)) { // whose server alone says what it holds
      sizes.forEach(options::option);
    }
    return options.timeout(timeout);
  }
}
