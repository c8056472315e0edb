package dev.interprocess.cli;

import java.io.IOException;

/** The demo's second process, until it is closed. */
final class DemoProcess implements AutoCloseable {
  private final Process process;

  DemoProcess(DemoPeer.Kind kind, String name) throws IOException {
    this.process = DemoPeer.start(kind, name);
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
