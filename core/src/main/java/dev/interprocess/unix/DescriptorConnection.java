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

/** A descriptor, with all that the system can do. */
record DescriptorConnection(
    OwnedDescriptor descriptor, ReadEnd input, WriteEnd output, UnixEndpoint endpoint)
    implements StreamConnection {
  static DescriptorConnection of(OwnedDescriptor descriptor) {
    ReadEnd input = new ReadEnd(descriptor, ByteCalls.SOCKET, 0);
    WriteEnd output = new WriteEnd(descriptor, ByteCalls.SOCKET);
    return new DescriptorConnection(
        descriptor,
        input,
        output,
        new UnixEndpoint(
            descriptor, SocketType.STREAM, Admission.EVERYONE, input.lane(), output.lane()));
  }

  @Override
  public SocketView view() {
    return endpoint;
  }

  @Override
  public void shutdown(Direction direction) throws IOException {
    endpoint.withDescriptor(
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
