package dev.interprocess.internal.win32;

import static dev.interprocess.internal.event.Log.LOGGER;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.System.Logger.Level;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.function.IntPredicate;

/**
 * What the system calls: pointers that are valid for good. The JVM would end if an exception came
 * out of one, so none does.
 */
public final class Callbacks {
  private Callbacks() {}

  interface HandlerRoutine {
    int call(int event);
  }

  /**
   * A <a href="https://learn.microsoft.com/windows/console/handlerroutine">HandlerRoutine</a>,
   * which gets the event, and tells whether that is the end of it.
   */
  public static MemorySegment ofConsole(IntPredicate handles) {
    HandlerRoutine callback =
        event -> {
          boolean[] handled = new boolean[1];
          guard(() -> handled[0] = handles.test(event));
          return handled[0] ? 1 : 0;
        };
    return pointer(HandlerRoutine.class, callback, FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  }

  private static MemorySegment pointer(
      Class<?> type, Object callback, FunctionDescriptor descriptor) {
    try {
      return Downcall.callback(
          MethodHandles.lookup()
              .findVirtual(type, "call", descriptor.toMethodType())
              .bindTo(callback),
          descriptor);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("a method of this class", e);
    }
  }

  private static void guard(Runnable body) {
    try {
      body.run();
    } catch (Throwable t) {
      try {
        LOGGER.log(Level.ERROR, "callback", t);
      } catch (Throwable _) {
        // Not even that: there is no memory left, say.
      }
    }
  }
}
