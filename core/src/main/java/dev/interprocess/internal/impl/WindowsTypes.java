package dev.interprocess.internal.impl;

import dev.interprocess.Access.Check;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.windows.NamedPipeAddress;
import dev.interprocess.windows.NamedPipeStream;
import dev.interprocess.windows.SecurityDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the types of {@code dev.interprocess.windows} show to the rest of the library, and to nobody
 * else.
 */
public abstract class WindowsTypes {
  private static volatile @Nullable WindowsTypes instance;

  /** Called once, when {@link SecurityDescriptor} is initialized. */
  public static void set(WindowsTypes types) {
    instance = types;
  }

  public static WindowsTypes get() {
    try {
      MethodHandles.lookup().ensureInitialized(SecurityDescriptor.class);
    } catch (IllegalAccessException e) {
      throw new AssertionError("a public class", e);
    }
    return Objects.requireNonNull(instance);
  }

  /** What is asked at each accept besides. */
  protected abstract @Nullable Check check(SecurityDescriptor descriptor);

  /** A stream of a pipe that another process has opened. */
  public abstract NamedPipeStream stream(PipeEndpoint endpoint, NamedPipeAddress address);

  /**
   * The handle of a stream that is to be another process'.
   *
   * @throws IllegalStateException if something would be left behind here
   */
  protected abstract OwnedHandle handleFor(NamedPipeStream stream) throws IOException;
}
