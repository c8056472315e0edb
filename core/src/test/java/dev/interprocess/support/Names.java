package dev.interprocess.support;

import dev.interprocess.LocalName;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Names that no other test uses, in this process or another. */
public final class Names {
  private static final AtomicInteger NEXT = new AtomicInteger();

  private Names() {}

  public static String unique() {
    return "interprocess-test-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet();
  }

  /** The path of a named pipe. */
  public static Path pipe() {
    return Path.of("\\\\.\\pipe\\" + unique());
  }

  public static LocalName namespaced() {
    return LocalName.namespaced(unique());
  }
}
