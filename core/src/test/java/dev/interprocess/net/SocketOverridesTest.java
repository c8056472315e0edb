package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.OnWindowsToo;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever we left to the superclass, a later JDK's too, would act on a TCP socket. */
@OnWindowsToo
class SocketOverridesTest {
  @Test
  void nothingOfSocketIsLeft() {
    assertThat(inherited(LocalSocket.class, Socket.class)).isEmpty();
  }

  @Test
  void nothingOfServerSocketIsLeft() {
    assertThat(inherited(LocalServerSocket.class, ServerSocket.class)).isEmpty();
  }

  private static List<String> inherited(Class<?> ours, Class<?> theirs) {
    return Arrays.stream(ours.getMethods())
        .filter(method -> method.getDeclaringClass().equals(theirs))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .map(Method::toString)
        .toList();
  }
}
