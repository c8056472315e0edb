package dev.interprocess.net;

import dev.interprocess.LocalStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** The output of a socket: that of its stream, with the errors that users of TCP know. */
final class SocketOutput extends OutputStream {
  private final Socket socket;
  private final LocalStream stream;

  SocketOutput(Socket socket, LocalStream stream) {
    this.socket = socket;
    this.stream = stream;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      stream.write(bytes, offset, length);
    } catch (IOException e) {
      throw SocketErrors.of(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
