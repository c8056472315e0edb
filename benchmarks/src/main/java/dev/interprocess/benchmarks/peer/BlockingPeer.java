package dev.interprocess.benchmarks.peer;

import static dev.interprocess.benchmarks.peer.Wire.ECHO;
import static dev.interprocess.benchmarks.peer.Wire.HEADER;
import static dev.interprocess.benchmarks.peer.Wire.SINK;
import static dev.interprocess.benchmarks.peer.Wire.SMALL;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/** A thread for each connection. */
final class BlockingPeer implements Peer.Roles {
  private final Library library;
  private final ThreadFactory threads;

  BlockingPeer(Library library, ThreadFactory threads) {
    this.library = library;
    this.threads = threads;
  }

  @Override
  public void serve(String address) throws Exception {
    run(
        () -> {
          Library.Listener listener = library.listen(address);
          System.out.println("ready");
          while (true) {
            ByteChannel channel = listener.accept();
            threads.newThread(() -> serve(channel)).start();
          }
        });
  }

  private <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    threads.newThread(task).start();
    return task;
  }

  private void run(Callable<?> work) throws Exception {
    start(work).get();
  }

  private static void serve(ByteChannel channel) {
    try (channel) {
      ByteBuffer header = Wire.header(0, 0, 0);
      if (!Wire.readAll(channel, header)) {
        return;
      }
      ByteBuffer buffer = ByteBuffer.allocateDirect(header.getInt(4));
      if (header.getInt(0) == ECHO) {
        while (Wire.readAll(channel, buffer.clear())) {
          Wire.writeAll(channel, buffer.flip());
        }
      } else {
        while (channel.read(buffer.clear()) >= 0) {}
        Wire.writeAll(channel, buffer.clear().limit(1));
      }
    } catch (IOException e) {
      System.err.println(e);
    }
  }

  @Override
  public void drive(String address, String work, int size) throws Exception {
    run(
        () -> {
          switch (work) {
            case "echo" -> driveEcho(address, size);
            case "sink" -> driveSink(address, size);
            default -> driveConnect(address, size);
          }
          return null;
        });
  }

  private void driveEcho(String address, int size) throws IOException {
    Rounds rounds = new Rounds();
    try (ByteChannel channel = library.connect(address)) {
      Wire.writeAll(channel, Wire.header(ECHO, size, 0));
      ByteBuffer buffer = ByteBuffer.allocateDirect(size);
      while (true) {
        long end = rounds.next();
        long begin = System.nanoTime();
        long last = begin;
        do {
          Wire.writeAll(channel, buffer.clear());
          Wire.readFully(channel, buffer.clear());
          long now = System.nanoTime();
          rounds.add(now - last);
          last = now;
        } while (last < end);
        rounds.sayTimes(last - begin);
      }
    }
  }

  private void driveSink(String address, int size) throws IOException {
    Rounds rounds = new Rounds();
    ByteBuffer buffer = ByteBuffer.allocateDirect(size);
    while (true) {
      long end = rounds.next();
      try (ByteChannel channel = library.connect(address)) {
        long begin = System.nanoTime();
        long total = 0;
        Wire.writeAll(channel, Wire.header(SINK, size, 0));
        do {
          Wire.writeAll(channel, buffer.clear());
          total += size;
        } while (System.nanoTime() < end);
        library.endOutput(channel);
        Wire.readFully(channel, buffer.clear().limit(1));
        rounds.sayRate(total, begin);
      }
    }
  }

  private void driveConnect(String address, int atOnce) throws Exception {
    Rounds rounds = new Rounds();
    while (true) {
      long end = rounds.next();
      long begin = System.nanoTime();
      List<FutureTask<Long>> all = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        all.add(start(() -> connectOften(address, end)));
      }
      long total = 0;
      for (FutureTask<Long> each : all) {
        total += each.get();
      }
      rounds.sayRate(total, begin);
    }
  }

  private long connectOften(String address, long end) throws IOException {
    ByteBuffer message = Wire.header(ECHO, SMALL, SMALL);
    long count = 0;
    do {
      try (ByteChannel channel = library.connect(address)) {
        Wire.writeAll(channel, message.clear());
        Wire.readFully(channel, message.position(HEADER));
      }
      count++;
    } while (System.nanoTime() < end);
    return count;
  }
}
