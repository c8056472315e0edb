package dev.interprocess.cli;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.process.Child;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A row of the demo's table: one transport. */
record DemoRow(String name, String what, Callable<DemoTransfer.Result> transfer) {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  static DemoRow unnamedPipe() {
    return new DemoRow(
        "unnamed pipe",
        "two threads, a pipe each way",
        () -> {
          try (UnnamedPipe there = UnnamedPipe.create();
              UnnamedPipe back = UnnamedPipe.create()) {
            return betweenThreads(back.reader(), there.writer(), there.reader(), back.writer());
          }
        });
  }

  static DemoRow unnamedPipeToChild() {
    return new DemoRow(
        "unnamed pipe, to a child",
        "a child that has a pipe each way, and nothing else",
        () -> {
          try (UnnamedPipe there = UnnamedPipe.create();
              UnnamedPipe back = UnnamedPipe.create();
              Child child = DemoPeer.startWith(there.reader(), back.writer())) {
            DemoTransfer.Result result = DemoTransfer.lead(back.reader(), there.writer());
            child.waitFor();
            return result;
          }
        });
  }

  static DemoRow socketPair() {
    return new DemoRow(
        "socket pair",
        "two threads",
        () -> {
          try (SocketPair<LocalStream> pair = LocalStream.pair()) {
            return betweenThreads(pair.first(), pair.first(), pair.second(), pair.second());
          }
        });
  }

  static DemoRow localSocketByPath() {
    return inFolder("local socket, path", "this process to a second one", DemoPeer.Kind.LOCAL_PATH);
  }

  static DemoRow jdkChannel() {
    return inFolder(
        "local socket, JDK peer",
        "this process to a java.nio.channels.SocketChannel",
        DemoPeer.Kind.JDK_CHANNEL);
  }

  static DemoRow localSocketByNamespace() {
    return new DemoRow(
        "local socket, namespaced",
        "this process to a second one",
        () -> {
          String name = "ipc-demo-" + ProcessHandle.current().pid();
          return withProcess(LocalName.namespaced(name), DemoPeer.Kind.LOCAL_NAMESPACED, name);
        });
  }

  private static DemoRow inFolder(String name, String what, DemoPeer.Kind peer) {
    return new DemoRow(
        name,
        what,
        () -> {
          Path folder = Files.createTempDirectory("ipc-demo");
          Path path = folder.resolve("socket");
          try {
            return withProcess(LocalName.path(path), peer, path.toString());
          } finally {
            Files.deleteIfExists(folder);
          }
        });
  }

  private static DemoTransfer.Result betweenThreads(
      ReadableByteChannel in,
      WritableByteChannel out,
      ReadableByteChannel otherIn,
      WritableByteChannel otherOut)
      throws IOException {
    FutureTask<Void> other =
        new FutureTask<>(
            () -> {
              DemoTransfer.follow(otherIn, otherOut);
              return null;
            });
    Thread.ofPlatform().daemon().start(other);
    return DemoTransfer.lead(in, out);
  }

  private static DemoTransfer.Result withProcess(
      LocalName name, DemoPeer.Kind peer, String nameForPeer)
      throws IOException, InterruptedException {
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      Process process = DemoPeer.start(peer, nameForPeer);
      try (LocalStream stream = listener.accept(PATIENCE)) {
        return DemoTransfer.lead(stream, stream);
      } finally {
        process.destroy();
        process.waitFor();
      }
    }
  }

  DemoTransfer.Result run() throws Exception {
    return transfer.call();
  }
}
