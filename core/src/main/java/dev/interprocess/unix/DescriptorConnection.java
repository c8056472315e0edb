package dev.interprocess.unix;

import static dev.interprocess.internal.abi.Linux.SHUT_RD;
import static dev.interprocess.internal.abi.Linux.SHUT_WR;

import dev.interprocess.internal.descriptor.ByteCalls;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.impl.ReadEnd;
import dev.interprocess.internal.impl.WriteEnd;
import dev.interprocess.internal.message.Admission;
import dev.interprocess.internal.poll.Direction;
import dev.interprocess.internal.socket.SocketType;
import dev.interprocess.internal.socket.UnixSockets;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A descriptor, with all that the system can do. */
final class DescriptorConnection implements StreamConnection {
  private final OwnedDescriptor descriptor;
  private final ReadEnd input;
  private final WriteEnd output;
  private volatile @Nullable UnixEndpoint endpoint; // made at its first use: most streams have none

  DescriptorConnection(OwnedDescriptor descriptor) {
    this.descriptor = descriptor;
    this.input = new ReadEnd(descriptor, ByteCalls.SOCKET, 0);
    this.output = new WriteEnd(descriptor, ByteCalls.SOCKET);
  }

  OwnedDescriptor descriptor() {
    return descriptor;
  }

  @Override
  public ReadEnd input() {
    return input;
  }

  @Override
  public WriteEnd output() {
    return output;
  }

  UnixEndpoint endpoint() {
    UnixEndpoint made = endpoint;
    return made != null ? made : makeEndpoint();
  }

  private synchronized UnixEndpoint makeEndpoint() {
    UnixEndpoint made = endpoint;
    if (made == null) {
      made =
          new UnixEndpoint(
              descriptor, SocketType.STREAM, Admission.EVERYONE, input.lane(), output.lane());
      endpoint = made;
    }
    return made;
  }

  @Override
  public SocketView view() {
    return endpoint();
  }

  @Override
  public void shutdown(Direction direction) throws IOException {
    UnixEndpoint.withDescriptor(
        descriptor,
        fd -> {
          UnixSockets.shutdown(fd, direction == Direction.INPUT ? SHUT_RD : SHUT_WR);
          return this;
        });
    // A writer that waits for room is not told of it by the kernel.
    descriptor.wake(direction);
  }

  @Override
  public boolean isOpen() {
    return descriptor.isOpen();
  }

  @Override
  public void close() {
    descriptor.close();
  }

  @Override
  public DescriptorConnection socket() {
    return this;
  }

  @Override
  public String toString() {
    return descriptor.toString();
  }
}
