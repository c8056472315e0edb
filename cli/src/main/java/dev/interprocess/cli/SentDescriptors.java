package dev.interprocess.cli;

import dev.interprocess.unix.Ancillary;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.UnixSocket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The way to a socket, on which open files go along with the first bytes. */
final class SentDescriptors implements WritableByteChannel, CarriesMessages {
  private final UnixSocket socket;
  private final Duplex duplex;
  private final List<Descriptor> files;
  private boolean sent;

  private SentDescriptors(UnixSocket socket, Duplex duplex, List<Descriptor> files) {
    this.socket = socket;
    this.duplex = duplex;
    this.files = files;
  }

  /** The files that were named, until they are closed. */
  record Opened(List<Descriptor> files) implements AutoCloseable {
    /** The connection with these going along, if there are any. */
    Duplex along(Channel connection, Duplex duplex) {
      if (files.isEmpty()) {
        return duplex;
      }
      if (!(connection instanceof UnixSocket socket)) {
        throw new UnsupportedOperationException(
            "descriptors go through Unix domain sockets only, not " + connection);
      }
      SentDescriptors out = new SentDescriptors(socket, duplex, files);
      return duplex.withOutput(out, out::end);
    }

    @Override
    public void close() {
      files.forEach(Descriptor::close);
    }
  }

  static Opened open(List<String> paths) throws IOException {
    Opened opened = new Opened(new ArrayList<>());
    boolean done = false;
    try {
      for (String path : paths) {
        opened.files.add(Descriptor.open(Path.of(path)));
      }
      done = true;
      return opened;
    } finally {
      if (!done) {
        opened.close();
      }
    }
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    if (sent || !buffer.hasRemaining()) {
      return duplex.out().write(buffer);
    }
    int count = buffer.remaining();
    socket.sendMessage(buffer, new Ancillary.Descriptors(files));
    sent = true;
    return count;
  }

  /** Without a byte that they could go along with, a NUL has to do. */
  private void end() throws IOException {
    if (!sent) {
      write(ByteBuffer.allocate(1));
    }
    duplex.end().run();
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
