package dev.interprocess.cli;

/**
 * The end of the tool by a signal: what was made is removed, and what fails by that is no error.
 */
final class Exit {
  private static volatile boolean begun;

  private Exit() {}

  /** SIGINT and SIGTERM run this, before the JVM ends. */
  static void onSignal(Runnable cleanUp) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  begun = true;
                  cleanUp.run();
                }));
  }

  static boolean hasBegun() {
    return begun;
  }
}
