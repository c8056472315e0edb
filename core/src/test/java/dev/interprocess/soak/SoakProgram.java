package dev.interprocess.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.support.OpenFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Opens, uses and closes whatever the library has, all the time and by several threads of both
 * kinds. For each line of input they pause, and it says how many rounds there were, how many bytes
 * of heap are in use, and how many descriptors and threads there are.
 */
public final class SoakProgram {
  private static final int WORKERS = 4; // of each kind

  // A round has a share of it; who wants everything to rest takes it alone.
  private final ReentrantReadWriteLock rest = new ReentrantReadWriteLock(/* fair= */ true);
  private final SoakRounds rounds;

  private SoakProgram(SoakRounds rounds) {
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws IOException {
    LocalName served = LocalName.namespaced("soak-served-" + ProcessHandle.current().pid());
    LocalName async = LocalName.namespaced("soak-async-" + ProcessHandle.current().pid());
    try (LocalListener<LocalStream> first = LocalStream.listen(served);
        LocalListener<LocalStream> second = LocalStream.listen(async)) {
      Thread.startVirtualThread(() -> serve(first));
      AsyncEcho.acceptFrom(second);
      new SoakProgram(new SoakRounds(List.of(served, async))).run();
    }
    System.exit(0); // the workers go on for ever
  }

  private static void serve(LocalListener<LocalStream> listener) {
    try {
      listener.serve(SoakProgram::echo);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void echo(LocalStream stream) {
    byte[] buffer = new byte[SoakRounds.LONGEST];
    try {
      for (int count = stream.read(buffer); count > 0; count = stream.read(buffer)) {
        stream.write(buffer, 0, count);
      }
    } catch (IOException e) {
      return; // the client has gone
    }
  }

  private void run() {
    for (ThreadFactory threads :
        List.of(Thread.ofPlatform().daemon().factory(), Thread.ofVirtual().factory())) {
      for (int i = 0; i < WORKERS; i++) {
        Random random = new Random(i);
        threads.newThread(() -> work(random)).start();
      }
    }
    Scanner input = new Scanner(System.in, UTF_8);
    while (input.hasNextLine()) {
      input.nextLine();
      rest.writeLock().lock();
      try {
        System.out.println(sample());
      } finally {
        rest.writeLock().unlock();
      }
    }
  }

  private void work(Random random) {
    while (true) {
      rest.readLock().lock();
      try {
        rounds.run(random);
      } catch (Exception e) {
        e.printStackTrace();
        System.exit(1);
      } finally {
        rest.readLock().unlock();
      }
    }
  }

  /** Once what was left behind is gone: servers see the ends of their clients a little later. */
  private String sample() {
    int descriptors = Integer.MAX_VALUE;
    for (int now = OpenFiles.count(); now < descriptors; now = OpenFiles.count()) {
      descriptors = now;
      System.gc();
      LockSupport.parkNanos(200_000_000);
    }
    Runtime runtime = Runtime.getRuntime();
    return "%d %d %d %d"
        .formatted(
            rounds.count(),
            runtime.totalMemory() - runtime.freeMemory(),
            descriptors,
            ManagementFactory.getThreadMXBean().getThreadCount());
  }
}
