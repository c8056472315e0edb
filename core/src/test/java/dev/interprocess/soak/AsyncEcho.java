package dev.interprocess.soak;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalStream;
import java.nio.ByteBuffer;

/** Sends back what comes, and no thread waits. */
final class AsyncEcho implements IntCompletionHandler<Boolean> {
  private final LocalStream stream;
  private final ByteBuffer buffer = ByteBuffer.allocate(SoakRounds.LONGEST);

  private AsyncEcho(LocalStream stream) {
    this.stream = stream;
  }

  static void acceptFrom(LocalListener<LocalStream> listener) {
    var _ =
        listener
            .acceptAsync()
            .whenComplete(
                (stream, failure) -> {
                  if (failure != null) {
                    failure.printStackTrace();
                    System.exit(1);
                  }
                  acceptFrom(listener);
                  new AsyncEcho(stream).read();
                });
  }

  private void read() {
    stream.readAsync(buffer.clear(), /* attachment= */ true, this);
  }

  @Override
  public void completed(int count, Boolean wasRead) {
    if (!wasRead) {
      read();
    } else if (count > 0) {
      stream.writeAsync(buffer.flip(), /* attachment= */ false, this);
    } else {
      stream.close();
    }
  }

  @Override
  public void failed(Throwable failure, Boolean wasRead) {
    stream.close(); // the client has gone
  }
}
