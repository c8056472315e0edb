package dev.interprocess.benchmarks.peer;

import dev.interprocess.SignalReceiver;
import dev.interprocess.unix.ReceivedSignal;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/** Tells a program that sends signals, by memory that both map, when each was received. */
final class ReceivedSignals {
  private static final int RECEIVED = 8; // behind the time of the sending

  private final MappedByteBuffer times;

  ReceivedSignals(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      times = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
      times.order(ByteOrder.nativeOrder());
    }
  }

  /** The clock is the sender's too. */
  private void tell() {
    times.putLong(RECEIVED, System.nanoTime());
  }

  /** By this library, on such a thread. */
  void receive(int number, ThreadFactory threads) throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(Signal.of(number))) {
      System.out.println("ready");
      FutureTask<Void> receiving =
          new FutureTask<>(
              () -> {
                while (true) {
                  receiver.receive();
                  tell();
                }
              });
      threads.newThread(receiving).start();
      receiving.get();
    }
  }

  /** By the JDK, on whatever thread it has. */
  void handle(int number) throws InterruptedException {
    String name = Signal.of(number).name();
    sun.misc.Signal.handle(new sun.misc.Signal(name), signal -> tell());
    System.out.println("ready");
    new CountDownLatch(1).await();
  }
}
