package dev.interprocess.support;

import java.io.IOException;
import java.nio.file.Path;

/** The lock beside a listener's file, held by another process: in a race, or because it hangs. */
public record HeldLock(Process holder) implements AutoCloseable {

  /** Returns when the lock of the socket file is held. */
  public static HeldLock of(Path socket) throws IOException {
    Process holder =
        Peers.python(
            """
            import fcntl
            f = open(sys.argv[1] + '.lock', 'w'); fcntl.flock(f, fcntl.LOCK_EX)
            print('held'); sys.stdin.read(1); os.remove(sys.argv[1] + '.lock')
            """,
            socket.toString());
    String line = holder.inputReader().readLine();
    if (!"held".equals(line)) {
      throw new AssertionError("not held: " + line);
    }
    return new HeldLock(holder);
  }

  /** Lets it go, as one who has finished does. */
  public void release() throws IOException {
    holder.outputWriter().close();
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
