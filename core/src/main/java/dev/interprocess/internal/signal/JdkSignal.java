package dev.interprocess.internal.signal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * {@code sun.misc.Signal}, which javac warns of wherever it is named, and which a program on the
 * module path may not have: it is in {@code jdk.unsupported}.
 */
public final class JdkSignal {
  private JdkSignal() {}

  /**
   * Installs a handler, which is called in a new thread.
   *
   * @return what was there, for {@link #restore}
   * @throws UnsupportedOperationException if the JDK refuses the signal, or has no such class
   */
  public static Object handle(int number, IntConsumer handler) {
    InvocationHandler invocation =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                handler.accept(number);
                yield null;
              }
              case "hashCode" -> number;
              case "equals" -> false; // nothing compares it
              default -> "receiver of signal " + number;
            };
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      return install(
          number,
          Proxy.newProxyInstance(
              JdkSignal.class.getClassLoader(), new Class<?>[] {type}, invocation));
    } catch (ClassNotFoundException e) {
      throw new UnsupportedOperationException("signal " + number, e);
    }
  }

  /** Puts back what was there before. */
  public static void restore(int number, Object before) {
    install(number, before);
  }

  private static Object install(int number, Object handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      return signal
          .getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
          .invoke(
              null,
              signal.getConstructor(String.class).newInstance(SignalNames.of(number)),
              handler);
    } catch (InvocationTargetException e) { // IllegalArgumentException: not one for programs
      throw new UnsupportedOperationException("signal " + number, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new UnsupportedOperationException("signal " + number, e);
    }
  }
}
