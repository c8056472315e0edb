package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.support.Names;
import dev.interprocess.support.OnWindowsToo;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.SocketFactory;
import org.junit.jupiter.api.Test;

@OnWindowsToo
class SocketFactoryTest {
  private static final InetAddress HOST = InetAddress.getLoopbackAddress();

  /** For drivers that make it by reflection and have nothing to tell it. */
  public static final class WithoutArgument extends LocalSocketFactory {
    static final String NAME = Names.unique();

    public WithoutArgument() {
      super(NAME);
    }
  }

  @Test
  void ignoresHostAndPortInEveryMethod() throws Exception {
    LocalName name = Names.namespaced();
    SocketFactory factory = new LocalSocketFactory(name);
    List<Callable<Socket>> calls =
        List.of(
            () -> factory.createSocket("no.such.host.invalid", 1),
            () -> factory.createSocket("no.such.host.invalid", 1, HOST, 1),
            () -> factory.createSocket(HOST, 1),
            () -> factory.createSocket(HOST, 1, HOST, 1));
    for (Callable<Socket> call : calls) {
      assertThatThrownBy(call::call).isInstanceOf(ConnectException.class);
    }
    try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
      for (Callable<Socket> call : calls) {
        try (Socket socket = call.call();
            LocalStream accepted = listener.accept()) {
          socket.getOutputStream().write(7);
          assertThat(accepted.readFully(1)).containsExactly(7);
        }
      }
    }
  }

  @Test
  void isMadeByReflection() throws Exception {
    String name = Names.unique();
    SocketFactory factory =
        Class.forName("dev.interprocess.net.LocalSocketFactory")
            .asSubclass(SocketFactory.class)
            .getConstructor(String.class)
            .newInstance(name);
    assertThat(factory).hasToString("socket factory of " + LocalName.of(name));
    SocketFactory other = WithoutArgument.class.getConstructor().newInstance();
    assertThat(other).hasToString("socket factory of " + LocalName.of(WithoutArgument.NAME));
  }

  @Test
  void refusesAName() {
    assertThatThrownBy(() -> new LocalSocketFactory("")).hasMessage("empty name");
    assertThatThrownBy(() -> new LocalSocketFactory("x".repeat(300)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(".* 30[09] (bytes|characters)[ ,].*");
  }

  @Test
  void takesAStreamWhichTheSocketThenOwns() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      try (Socket socket = LocalSocketFactory.socket(pair.first())) {
        socket.getOutputStream().write(7);
        assertThat(pair.second().readFully(1)).containsExactly(7);
      }
      assertThat(pair.first().isOpen()).isFalse();
      assertThatThrownBy(() -> LocalSocketFactory.socket(pair.first()))
          .isInstanceOf(SocketException.class);
    }
  }
}
