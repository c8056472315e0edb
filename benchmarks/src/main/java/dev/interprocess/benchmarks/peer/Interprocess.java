package dev.interprocess.benchmarks.peer;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;

/** Our own streams. */
final class Interprocess implements Library {
  @Override
  public ByteChannel connect(String address) throws IOException {
    return LocalStream.connect(LocalName.path(Path.of(address)));
  }

  @Override
  public Listener listen(String address) throws IOException {
    LocalListener<LocalStream> listener =
        LocalStream.listenOptions().backlog(4096).listen(LocalName.path(Path.of(address)));
    return listener::accept;
  }

  @Override
  public void endOutput(ByteChannel channel) throws IOException {
    ((LocalStream) channel).shutdownOutput();
  }
}
