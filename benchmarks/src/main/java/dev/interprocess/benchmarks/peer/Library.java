package dev.interprocess.benchmarks.peer;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/** Streams of one library whose calls block. */
interface Library {
  ByteChannel connect(String address) throws IOException;

  Listener listen(String address) throws IOException;

  void endOutput(ByteChannel channel) throws IOException;

  /** What gives a stream for each client. */
  interface Listener {
    ByteChannel accept() throws IOException;
  }
}
