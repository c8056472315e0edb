package dev.interprocess.benchmarks.peer;

import static dev.interprocess.benchmarks.peer.Wire.ECHO;
import static dev.interprocess.benchmarks.peer.Wire.HEADER;
import static dev.interprocess.benchmarks.peer.Wire.SINK;
import static dev.interprocess.benchmarks.peer.Wire.SMALL;

import dev.interprocess.IntCompletionHandler;
import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Our own streams without a thread for each: everything runs on the poller's. */
final class AsyncPeer implements Peer.Roles {
  private static LocalName name(String address) {
    return LocalName.path(Path.of(address));
  }

  @Override
  public void serve(String address) throws Exception {
    LocalListener<LocalStream> listener =
        LocalStream.listenOptions().backlog(4096).completions(Runnable::run).listen(name(address));
    System.out.println("ready");
    accept(listener);
    new CountDownLatch(1).await();
  }

  private static void accept(LocalListener<LocalStream> listener) {
    listener
        .acceptAsync()
        .whenComplete(
            (stream, failure) -> {
              accept(listener);
              if (stream != null) {
                new Served(stream).begin();
              } else {
                System.err.println(failure);
              }
            });
  }

  /** What a client's operation was, and so what comes next: the same objects for all clients. */
  private enum Step implements IntCompletionHandler<Served> {
    HEADER,
    READ,
    WRITTEN,
    DRAINED,
    ANSWERED;

    @Override
    public void completed(int count, Served client) {
      client.after(this, count);
    }

    @Override
    public void failed(Throwable failure, Served client) {
      System.err.println(failure);
      client.stream.close();
    }
  }

  /** A client of the server. There are ten thousand of them: so it has no object but its buffer. */
  private static final class Served {
    // A small direct buffer takes more memory than its bytes, a large one of the heap more time.
    private static final int MUCH = 4 << 10;

    private final LocalStream stream;
    private ByteBuffer buffer = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);

    Served(LocalStream stream) {
      this.stream = stream;
    }

    void begin() {
      read(Step.HEADER);
    }

    private void read(Step step) {
      stream.readAsync(buffer, this, step);
    }

    private void write(Step step) {
      stream.writeAsync(buffer, this, step);
    }

    private void after(Step step, int count) {
      switch (step) {
        case HEADER, READ -> {
          if (count < 0) {
            stream.close();
          } else if (buffer.hasRemaining()) {
            read(step);
          } else if (step == Step.HEADER) {
            setUp();
          } else {
            buffer.flip();
            write(Step.WRITTEN);
          }
        }
        case WRITTEN -> {
          buffer.clear();
          read(Step.READ);
        }
        case DRAINED -> {
          buffer.clear();
          if (count < 0) {
            buffer.limit(1);
            write(Step.ANSWERED);
          } else {
            read(Step.DRAINED);
          }
        }
        case ANSWERED -> stream.close();
      }
    }

    private void setUp() {
      boolean echo = buffer.getInt(0) == ECHO;
      int size = buffer.getInt(4);
      buffer = size <= MUCH ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
      read(echo ? Step.READ : Step.DRAINED);
    }
  }

  @Override
  public void drive(String address, String work, int size) throws Exception {
    switch (work) {
      case "echo" -> new Echo(address, size).drive();
      case "sink" -> driveSink(address, size);
      default -> driveConnect(address, size);
    }
  }

  private static CompletableFuture<AsyncStream> connect(String address) {
    return LocalStream.connectOptions()
        .completions(Runnable::run)
        .connectAsync(name(address))
        .thenApply(AsyncStream::new);
  }

  /** Round trips on one connection. */
  private static final class Echo {
    private final Rounds rounds = new Rounds();
    private final AsyncStream stream;
    private final ByteBuffer buffer;
    private final Runnable receive = this::receive;
    private final Runnable received = this::received;
    private CompletableFuture<Long> done = new CompletableFuture<>();
    private long end;
    private long last;

    Echo(String address, int size) {
      stream = connect(address).join();
      buffer = ByteBuffer.allocateDirect(size);
      CompletableFuture<Long> written = new CompletableFuture<>();
      stream.write(Wire.header(ECHO, size, 0), () -> written.complete(0L));
      written.join();
    }

    void drive() throws IOException {
      while (true) {
        end = rounds.next();
        done = new CompletableFuture<>();
        long begin = System.nanoTime();
        last = begin;
        stream.write(buffer.clear(), receive);
        rounds.sayTimes(done.join() - begin);
      }
    }

    private void receive() {
      stream.fill(buffer.clear(), received);
    }

    private void received() {
      long now = System.nanoTime();
      rounds.add(now - last);
      last = now;
      if (now < end) {
        stream.write(buffer.clear(), receive);
      } else {
        done.complete(now);
      }
    }
  }

  private static void driveSink(String address, int size) throws IOException {
    Rounds rounds = new Rounds();
    while (true) {
      long end = rounds.next();
      AsyncStream stream = connect(address).join();
      ByteBuffer buffer = ByteBuffer.allocateDirect(size);
      CompletableFuture<Long> done = new CompletableFuture<>();
      AtomicLong total = new AtomicLong();
      Runnable[] write = new Runnable[1];
      write[0] =
          () -> {
            if (total.getPlain() == 0 || System.nanoTime() < end) {
              total.setPlain(total.getPlain() + size);
              stream.write(buffer.clear(), write[0]);
            } else {
              stream.endOutput();
              stream.fill(buffer.clear().limit(1), () -> done.complete(total.get()));
            }
          };
      long begin = System.nanoTime();
      stream.write(Wire.header(SINK, size, 0), write[0]);
      rounds.sayRate(done.join(), begin);
      stream.close();
    }
  }

  private static void driveConnect(String address, int atOnce) throws IOException {
    Rounds rounds = new Rounds();
    while (true) {
      long end = rounds.next();
      long begin = System.nanoTime();
      AtomicLong total = new AtomicLong();
      AtomicInteger left = new AtomicInteger(atOnce);
      CompletableFuture<Long> done = new CompletableFuture<>();
      for (int i = 0; i < atOnce; i++) {
        ByteBuffer message = Wire.header(ECHO, SMALL, SMALL);
        Runnable[] next = new Runnable[1];
        next[0] =
            () -> {
              if (total.get() == 0 || System.nanoTime() < end) {
                connect(address).thenAccept(stream -> once(stream, message, total, next[0]));
              } else if (left.decrementAndGet() == 0) {
                done.complete(total.get());
              }
            };
        next[0].run();
      }
      rounds.sayRate(done.join(), begin);
    }
  }

  private static void once(
      AsyncStream stream, ByteBuffer message, AtomicLong total, Runnable next) {
    stream.write(
        message.clear(),
        () ->
            stream.fill(
                message.position(HEADER),
                () -> {
                  stream.close();
                  total.getAndIncrement();
                  next.run();
                }));
  }
}
