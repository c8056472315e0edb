package dev.interprocess.services;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalStream;
import dev.interprocess.unix.UnixAddress;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.BufferUtil;

/** Jetty on a listener of ours. */
final class StreamConnector extends AbstractConnector {
  private final LocalListener<LocalStream> listener;

  StreamConnector(Server server, LocalListener<LocalStream> listener) {
    super(server, null, null, null, 1, new HttpConnectionFactory());
    this.listener = listener;
  }

  @Override
  protected void accept(int acceptor) throws IOException {
    EndPoint end = new EndPoint(listener.accept());
    Connection connection = getDefaultConnectionFactory().newConnection(this, end);
    end.setConnection(connection);
    end.onOpen();
    onEndPointOpened(end);
    connection.onOpen();
  }

  @Override
  protected void doStop() throws Exception {
    listener.close();
    super.doStop();
  }

  @Override
  public Object getTransport() {
    return listener;
  }

  private final class EndPoint extends AbstractEndPoint {
    private final LocalStream stream;

    EndPoint(LocalStream stream) {
      super(StreamConnector.this.getScheduler());
      this.stream = stream;
    }

    /** Takes what is there. */
    @Override
    public int fill(ByteBuffer buffer) throws IOException {
      int position = BufferUtil.flipToFill(buffer);
      try {
        int count = stream.read(buffer, Duration.ZERO);
        notIdle();
        if (count < 0) {
          shutdownInput();
        }
        return count;
      } catch (SocketTimeoutException e) {
        return 0;
      } finally {
        BufferUtil.flipToFlush(buffer, position);
      }
    }

    /** A virtual thread waits, which costs no more than a selector would. */
    @Override
    protected void needsFillInterest() {
      Thread.startVirtualThread(
          () -> {
            try {
              stream.peek(ByteBuffer.allocate(1));
              getFillInterest().fillable();
            } catch (IOException e) {
              getFillInterest().onFail(e);
            }
          });
    }

    /** All of it, as our streams do: so there is no incomplete flush. */
    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
      stream.write(buffers);
      notIdle();
      return true;
    }

    @Override
    protected void onIncompleteFlush() {
      throw new AssertionError("a write is whole");
    }

    @Override
    protected void doShutdownOutput() {
      try {
        stream.shutdownOutput();
      } catch (IOException e) {
        close(e);
      }
    }

    @Override
    protected void doClose() {
      stream.close();
    }

    @Override
    public void onClose(Throwable failure) {
      super.onClose(failure);
      onEndPointClosed(this);
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
      return listener.address();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
      return UnixAddress.unnamed();
    }

    @Override
    public Object getTransport() {
      return stream;
    }
  }
}
