package dev.interprocess.services;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running service. Its end comes with the test's, or at the latest with this JVM's. */
final class Service implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final Path log;
  private final Thread atExit = new Thread(this::end);

  private Service(Process process, Path log) {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  static Service start(Place place, List<String> command) throws IOException {
    Path log = place.file("log");
    Process process =
        new ProcessBuilder(command)
            .directory(place.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new Service(process, log);
  }

  Process process() {
    return process;
  }

  /** Returns once the service listens there. */
  Service await(LocalName name) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!listens(name)) {
      if (!process.isAlive() || System.nanoTime() - end > 0) {
        throw new AssertionError("nobody listens on " + name + ":\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return this;
  }

  private static boolean listens(LocalName name) throws IOException {
    try (LocalStream probe = LocalStream.connect(name)) {
      return probe.isOpen();
    } catch (NoSuchFileException | ConnectException e) {
      return false;
    }
  }

  void awaitSuccess() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(process + ":\n" + Files.readString(log));
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    end();
  }

  private void end() {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    family.forEach(ProcessHandle::destroy); // one that waits for its child may not heed it
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }
}
