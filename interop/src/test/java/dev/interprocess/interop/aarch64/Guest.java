package dev.interprocess.interop.aarch64;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.UnnamedPipe;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** What runs on aarch64: does everything on both kinds of thread, and prints how it went. */
final class Guest {
  private static final int SIZE = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Guest() {}

  /** Arguments: the names of the native listener, then as many to listen on. */
  public static void main(String[] arguments) throws Exception {
    System.out.println(System.getProperty("os.arch"));
    for (Thread.Builder thread : new Thread.Builder[] {Thread.ofPlatform(), Thread.ofVirtual()}) {
      int half = arguments.length / 2;
      for (int i = 0; i < half; i++) {
        LocalName theirs = LocalName.of(arguments[i]);
        LocalName ours = LocalName.of(arguments[half + i]);
        System.out.println(on(thread, () -> connect(theirs)));
        System.out.println(on(thread, () -> listen(ours)));
      }
      System.out.println(on(thread, () -> pipe(thread)));
      System.out.println(on(thread, () -> closeAmidARead(thread)));
    }
  }

  private static <T> FutureTask<T> start(Thread.Builder thread, Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    thread.start(task);
    return task;
  }

  private static String on(Thread.Builder thread, Callable<String> body) throws Exception {
    return start(thread, body).get();
  }

  private static String connect(LocalName name) throws Exception {
    try (LocalStream stream =
        LocalStream.connectOptions().retry(true).timeout(PATIENCE).connect(name)) {
      byte[] sent = bytes();
      Thread sending = Thread.ofVirtual().start(() -> sendAll(stream, sent));
      boolean echoed = Arrays.equals(sent, stream.inputStream().readAllBytes());
      sending.join();
      return "connected to pid " + stream.peer().pid() + ", echoed " + echoed;
    }
  }

  private static void sendAll(LocalStream stream, byte[] bytes) {
    try {
      stream.write(bytes);
      stream.shutdownOutput();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String listen(LocalName name) throws Exception {
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      System.out.println("listening");
      try (LocalStream stream = listener.accept(PATIENCE)) {
        stream.transferTo(stream);
        return "accepted pid " + stream.peer().pid() + " uid " + stream.peer().isSameUser();
      }
    }
  }

  private static String pipe(Thread.Builder thread) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      byte[] sent = bytes();
      FutureTask<Boolean> written =
          start(
              thread,
              () -> {
                pipe.writer().write(sent);
                pipe.writer().close();
                return true;
              });
      boolean same = Arrays.equals(sent, pipe.reader().inputStream().readAllBytes());
      return "pipe " + (same && written.get());
    }
  }

  private static String closeAmidARead(Thread.Builder thread) throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create()) {
      FutureTask<String> read =
          start(
              thread,
              () -> {
                try {
                  return "read " + pipe.reader().read(new byte[1]);
                } catch (ClosedChannelException e) {
                  return "closed";
                }
              });
      Thread.sleep(50);
      pipe.reader().close();
      return read.get();
    }
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[SIZE];
    new Random(5).nextBytes(bytes);
    return bytes;
  }
}
