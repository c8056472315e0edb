package dev.interprocess.cli;

import dev.interprocess.Access;
import dev.interprocess.Existing;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixDatagram;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Opens the endpoints that are datagram sockets. They have no end, and so no half-close. */
final class Datagrams {
  // How long answers are awaited after the last that was sent or came, as none is known to be the
  // last.
  private static final Duration LINGER = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Datagrams() {}

  /** Receives from all who may send, and sends to the last of them that can be answered. */
  static Duplex bound(Endpoint endpoint, Access access, Existing existing) throws IOException {
    UnixDatagram socket = UnixDatagram.bind(endpoint.messageAddress(), access, existing);
    Exit.onSignal(socket::close);
    Notice.say("listening " + endpoint);
    DatagramServer server =
        new DatagramServer(socket, ChronoUnit.FOREVER.getDuration(), /* folder= */ null);
    return new Duplex(server, server, () -> {}, () -> false, socket);
  }

  static Duplex connected(Endpoint endpoint) throws IOException {
    return of(connect(endpoint, null));
  }

  /**
   * Connects a socket that can be answered.
   *
   * @param retry for how long to try while nobody is there
   */
  static UnixDatagram connect(Endpoint endpoint, @Nullable Duration retry) throws IOException {
    long begin = System.nanoTime();
    UnixDatagram socket = UnixDatagram.bind(UnixAddress.autobind());
    boolean connected = false;
    try {
      while (!connected) {
        try {
          socket.connectTo(endpoint.messageAddress());
          connected = true;
        } catch (ConnectException | NoSuchFileException e) {
          if (retry == null || System.nanoTime() - begin > retry.toNanos()) {
            throw e;
          }
          Thread.sleep(PAUSE);
        }
      }
      return socket;
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    } finally {
      if (!connected) {
        socket.close();
      }
    }
  }

  /** The two ways of a connected one; the way in ends some time after the way out. */
  static Duplex of(UnixDatagram socket) {
    MessageBytes out = new MessageBytes(socket);
    Answers in = new Answers(socket);
    return new Duplex(in, out, in::outputEnded, () -> false, socket);
  }

  private static final class Answers implements ReadableByteChannel, CarriesMessages {
    private final UnixDatagram socket;
    private volatile boolean outputEnded;

    Answers(UnixDatagram socket) {
      this.socket = socket;
    }

    void outputEnded() {
      outputEnded = true;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
      while (true) {
        boolean last = outputEnded;
        try {
          return socket.receive(buffer, LINGER);
        } catch (SocketTimeoutException e) {
          if (last) {
            return -1;
          }
        }
      }
    }

    @Override
    public boolean isOpen() {
      return socket.isOpen();
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
