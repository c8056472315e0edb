package dev.interprocess.net;

import dev.interprocess.LocalStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Objects;

/**
 * The input of a socket: that of its stream, with the errors and the end that users of TCP know.
 */
final class SocketInput extends InputStream {
  private final Socket socket;
  private final LocalStream stream;

  SocketInput(Socket socket, LocalStream stream) {
    this.socket = socket;
    this.stream = stream;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    try {
      // What came before the input was shut down is not read any more, though the system has it.
      boolean ended = socket.isInputShutdown() && !socket.isClosed() && length > 0;
      return ended ? -1 : stream.read(bytes, offset, length);
    } catch (IOException e) {
      throw SocketErrors.of(e);
    }
  }

  @Override
  public int available() throws IOException {
    try {
      int count = stream.available();
      return socket.isInputShutdown() ? 0 : count;
    } catch (IOException e) {
      throw SocketErrors.of(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
