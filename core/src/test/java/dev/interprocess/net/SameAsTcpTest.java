package dev.interprocess.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.SystemNames;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** In every state each call has the outcome that it has on a TCP socket of the JDK. */
@OnWindowsToo
class SameAsTcpTest {
  private interface Call<T> {
    @Nullable Object on(T socket) throws Exception;
  }

  private interface Step {
    void to(Ends ends) throws IOException;
  }

  private static final Map<String, Step> STATES = new LinkedHashMap<>();
  private static final Map<String, Call<Socket>> CALLS = new LinkedHashMap<>();

  static {
    STATES.put("connected", ends -> {});
    STATES.put("peer has closed", ends -> ends.server().close());
    STATES.put("peer has sent", ends -> ends.server().getOutputStream().write(new byte[3]));
    STATES.put("input shut down", ends -> ends.client().shutdownInput());
    STATES.put("output shut down", ends -> ends.client().shutdownOutput());
    STATES.put("peer's output shut down", ends -> ends.server().shutdownOutput());
    STATES.put(
        "sent, then input shut down",
        ends -> {
          ends.server().getOutputStream().write(new byte[3]);
          ends.client().shutdownInput();
        });
    STATES.put("closed", ends -> ends.client().close());
    STATES.put("input closed", ends -> ends.client().getInputStream().close());
    STATES.put("output closed", ends -> ends.client().getOutputStream().close());

    CALLS.put("isConnected", Socket::isConnected);
    CALLS.put("isBound", Socket::isBound);
    CALLS.put("isClosed", Socket::isClosed);
    CALLS.put("isInputShutdown", Socket::isInputShutdown);
    CALLS.put("isOutputShutdown", Socket::isOutputShutdown);
    CALLS.put("getChannel", Socket::getChannel);
    CALLS.put("getInetAddress", Socket::getInetAddress);
    CALLS.put("getLocalAddress", s -> s.getLocalAddress().getHostAddress());
    CALLS.put("has a remote address", s -> s.getRemoteSocketAddress() != null);
    CALLS.put("has a local address", s -> s.getLocalSocketAddress() != null);
    CALLS.put("has a local port", s -> s.getLocalPort() >= 0);
    CALLS.put("connect", s -> run(() -> s.connect(new InetSocketAddress("localhost", 1), 1)));
    CALLS.put("connect to null", s -> run(() -> s.connect(null)));
    CALLS.put("connect, negative timeout", s -> run(() -> s.connect(inet(), -1)));
    CALLS.put("connect elsewhere", s -> run(() -> s.connect(new SocketAddress() {})));
    CALLS.put("bind", s -> run(() -> s.bind(null)));
    CALLS.put("bind elsewhere", s -> run(() -> s.bind(new SocketAddress() {})));
    CALLS.put("bind to any port", s -> run(() -> s.bind(new InetSocketAddress(0))));
    CALLS.put("same input", s -> Set.of(s.getInputStream()).contains(s.getInputStream()));
    CALLS.put("same output", s -> Set.of(s.getOutputStream()).contains(s.getOutputStream()));
    CALLS.put("available", s -> s.getInputStream().available());
    CALLS.put("read", s -> s.getInputStream().read(new byte[5]));
    CALLS.put("read a byte", s -> s.getInputStream().read());
    CALLS.put("read nothing", s -> s.getInputStream().read(new byte[0]));
    CALLS.put("read beyond", s -> s.getInputStream().read(new byte[1], 1, 1));
    CALLS.put("write", s -> run(() -> s.getOutputStream().write(new byte[1])));
    CALLS.put("write a byte", s -> run(() -> s.getOutputStream().write(1)));
    CALLS.put("write nothing", s -> run(() -> s.getOutputStream().write(new byte[0])));
    CALLS.put("write beyond", s -> run(() -> s.getOutputStream().write(new byte[1], 1, 1)));
    CALLS.put("flush", s -> run(() -> s.getOutputStream().flush()));
    CALLS.put("close input", s -> run(() -> s.getInputStream().close()));
    CALLS.put("close output", s -> run(() -> s.getOutputStream().close()));
    CALLS.put("shutdownInput", s -> run(s::shutdownInput));
    CALLS.put("shutdownOutput", s -> run(s::shutdownOutput));
    CALLS.put("close", s -> run(s::close));

    CALLS.put("getTcpNoDelay", Socket::getTcpNoDelay);
    CALLS.put("setTcpNoDelay", s -> run(() -> s.setTcpNoDelay(true), s::getTcpNoDelay));
    CALLS.put("getKeepAlive", Socket::getKeepAlive);
    CALLS.put("setKeepAlive", s -> run(() -> s.setKeepAlive(true), s::getKeepAlive));
    CALLS.put("getReuseAddress", Socket::getReuseAddress);
    CALLS.put("setReuseAddress", s -> run(() -> s.setReuseAddress(true), s::getReuseAddress));
    CALLS.put("getTrafficClass", Socket::getTrafficClass);
    CALLS.put("setTrafficClass", s -> run(() -> s.setTrafficClass(8), s::getTrafficClass));
    CALLS.put("setTrafficClass, too great", s -> run(() -> s.setTrafficClass(256)));
    CALLS.put("getOOBInline", Socket::getOOBInline);
    CALLS.put("setOOBInline", s -> run(() -> s.setOOBInline(true), s::getOOBInline));
    CALLS.put("getSoLinger", Socket::getSoLinger);
    CALLS.put("setSoLinger", s -> run(() -> s.setSoLinger(true, 7), s::getSoLinger));
    CALLS.put("setSoLinger, long", s -> run(() -> s.setSoLinger(true, 1 << 20), s::getSoLinger));
    CALLS.put("setSoLinger, negative", s -> run(() -> s.setSoLinger(true, -1)));
    CALLS.put("setSoLinger, off", s -> run(() -> s.setSoLinger(false, 7), s::getSoLinger));
    CALLS.put("getSoTimeout", s -> s.getSoTimeout() > 0);
    CALLS.put("setSoTimeout", s -> run(() -> s.setSoTimeout(7), s::getSoTimeout));
    CALLS.put("setSoTimeout, negative", s -> run(() -> s.setSoTimeout(-1)));
    CALLS.put("has a send buffer", s -> s.getSendBufferSize() > 0);
    CALLS.put("setSendBufferSize", s -> run(() -> s.setSendBufferSize(9000), s::getSendBufferSize));
    CALLS.put("setSendBufferSize, 0", s -> run(() -> s.setSendBufferSize(0)));
    CALLS.put("has a receive buffer", s -> s.getReceiveBufferSize() > 0);
    CALLS.put(
        "setReceiveBufferSize",
        s -> run(() -> s.setReceiveBufferSize(9000), s::getReceiveBufferSize));
    CALLS.put("setReceiveBufferSize, 0", s -> run(() -> s.setReceiveBufferSize(0)));
    CALLS.put("setPerformancePreferences", s -> run(() -> s.setPerformancePreferences(1, 2, 3)));
    CALLS.put(
        "supports buffer", s -> s.supportedOptions().contains(StandardSocketOptions.SO_SNDBUF));
    CALLS.put("option", s -> s.getOption(StandardSocketOptions.SO_KEEPALIVE));
    CALLS.put("supportedOptions", Socket::supportedOptions);
    CALLS.put("every option", s -> every(s.supportedOptions(), s::getOption));
    CALLS.put("option of others", s -> s.getOption(StandardSocketOptions.IP_MULTICAST_LOOP));
    CALLS.put("setOption", s -> s.setOption(StandardSocketOptions.SO_LINGER, 3).getSoLinger());
    CALLS.put(
        "setOption SO_SNDBUF", s -> s.setOption(StandardSocketOptions.SO_SNDBUF, 9000).equals(s));
  }

  /** TCP learns of it by the packet that answers the first write; here it is known at once. */
  private static final Set<String> DIFFERENT =
      Set.of("peer has closed: write", "peer has closed: write a byte");

  /** A pipe holds what its server has said, and TCP of Windows takes no traffic class. */
  private static final Set<String> DIFFERENT_ON_WINDOWS =
      Set.of("setSendBufferSize", "setReceiveBufferSize", "setTrafficClass");

  private static Stream<Map.Entry<String, Call<Socket>>> calls() {
    return CALLS.entrySet().stream()
        .filter(call -> !SystemNames.ON_WINDOWS || !DIFFERENT_ON_WINDOWS.contains(call.getKey()));
  }

  @TestFactory
  Stream<DynamicTest> aSocketThatIsConnectedOrWas() {
    List<DynamicTest> tests = new ArrayList<>();
    STATES.forEach(
        (state, step) ->
            calls()
                .forEach(
                    call ->
                        tests.add(
                            DynamicTest.dynamicTest(
                                state + ": " + call.getKey(),
                                () ->
                                    assertThat(outcome(Ends.local(), step, call.getValue()))
                                        .isEqualTo(outcome(Ends.tcp(), step, call.getValue()))))));
    return tests.stream().filter(test -> !DIFFERENT.contains(test.getDisplayName()));
  }

  @TestFactory
  Stream<DynamicTest> aSocketThatIsNew() throws IOException {
    LocalSocketFactory factory = new LocalSocketFactory(Names.namespaced());
    return calls()
        .filter(call -> !call.getKey().equals("connect")) // nobody is there
        .map(
            call ->
                DynamicTest.dynamicTest(
                    call.getKey(),
                    () ->
                        assertThat(outcome(factory.createSocket(), call.getValue()))
                            .isEqualTo(outcome(new Socket(), call.getValue()))));
  }

  private static final Map<String, Call<ServerSocket>> SERVER_CALLS = new LinkedHashMap<>();

  static {
    SERVER_CALLS.put("isBound", ServerSocket::isBound);
    SERVER_CALLS.put("isClosed", ServerSocket::isClosed);
    SERVER_CALLS.put("getChannel", ServerSocket::getChannel);
    SERVER_CALLS.put("has an address", s -> s.getLocalSocketAddress() != null);
    SERVER_CALLS.put("has an Internet address", s -> s.getInetAddress() != null);
    SERVER_CALLS.put("has a port", s -> s.getLocalPort() >= 0);
    SERVER_CALLS.put("bind", s -> run(() -> s.bind(null)));
    SERVER_CALLS.put("bind, backlog", s -> run(() -> s.bind(null, 5)));
    SERVER_CALLS.put("bind elsewhere", s -> run(() -> s.bind(new SocketAddress() {})));
    SERVER_CALLS.put(
        "accept",
        s -> {
          s.setSoTimeout(1);
          return s.accept();
        });
    SERVER_CALLS.put("setSoTimeout", s -> run(() -> s.setSoTimeout(7), s::getSoTimeout));
    SERVER_CALLS.put("setSoTimeout, negative", s -> run(() -> s.setSoTimeout(-1)));
    SERVER_CALLS.put("getReuseAddress", ServerSocket::getReuseAddress);
    SERVER_CALLS.put(
        "setReuseAddress", s -> run(() -> s.setReuseAddress(false), s::getReuseAddress));
    SERVER_CALLS.put("has a buffer", s -> s.getReceiveBufferSize() > 0);
    SERVER_CALLS.put(
        "setReceiveBufferSize",
        s -> run(() -> s.setReceiveBufferSize(9000), s::getReceiveBufferSize));
    SERVER_CALLS.put("setReceiveBufferSize, 0", s -> run(() -> s.setReceiveBufferSize(0)));
    SERVER_CALLS.put("preferences", s -> run(() -> s.setPerformancePreferences(1, 2, 3)));
    SERVER_CALLS.put("supportedOptions", ServerSocket::supportedOptions);
    SERVER_CALLS.put("option", s -> s.getOption(StandardSocketOptions.SO_REUSEADDR));
    SERVER_CALLS.put(
        "setOption", s -> s.setOption(StandardSocketOptions.SO_RCVBUF, 9000).equals(s));
    SERVER_CALLS.put("option of others", s -> s.getOption(StandardSocketOptions.SO_LINGER));
    SERVER_CALLS.put("close", s -> run(s::close));
  }

  @TestFactory
  Stream<DynamicTest> aServerSocketThatIsNew() {
    return server("new", socket -> null);
  }

  @TestFactory
  Stream<DynamicTest> aServerSocketThatIsBound() {
    return server("bound", socket -> run(() -> socket.bind(null)));
  }

  @TestFactory
  Stream<DynamicTest> aServerSocketThatWasBound() {
    return server(
        "closed",
        socket ->
            run(
                () -> {
                  socket.bind(null);
                  socket.close();
                }));
  }

  private static Stream<DynamicTest> server(String state, Call<ServerSocket> before) {
    return SERVER_CALLS.entrySet().stream()
        .map(
            call ->
                DynamicTest.dynamicTest(
                    state + ": " + call.getKey(),
                    () -> {
                      try (ServerSocket local =
                              new LocalServerSocketFactory(Names.namespaced())
                                  .createServerSocket();
                          ServerSocket tcp = new ServerSocket()) {
                        before.on(local);
                        before.on(tcp);
                        assertThat(outcome(local, call.getValue()))
                            .isEqualTo(outcome(tcp, call.getValue()));
                      }
                    }));
  }

  private interface Getter {
    Object get(SocketOption<?> option) throws Exception;
  }

  /** What each option is, but for buffers, of which each kind has its own, and what TCP changes. */
  private static Map<String, Object> every(Set<SocketOption<?>> options, Getter getter)
      throws Exception {
    Map<String, Object> values = new TreeMap<>();
    for (SocketOption<?> option : options) {
      if (!option.name().endsWith("BUF") && !option.name().equals("TCP_QUICKACK")) {
        values.put(option.name(), getter.get(option));
      }
    }
    return values;
  }

  private static InetSocketAddress inet() {
    return new InetSocketAddress("localhost", 1);
  }

  private static String outcome(Ends ends, Step before, Call<Socket> call) throws Exception {
    try (ends) {
      before.to(ends);
      ends.client().setSoTimeout(20);
      return outcome(ends.client(), call);
    } catch (IOException e) {
      return outcome(ends.client(), call); // a closed socket takes no timeout
    }
  }

  private static <T> String outcome(T socket, Call<T> call) {
    try {
      Object result = call.on(socket);
      return result instanceof Set<?> set
          ? set.stream().map(String::valueOf).sorted().toList().toString()
          : String.valueOf(result);
    } catch (Exception e) {
      return e.getClass().isAnonymousClass() ? e.toString() : e.getClass().getName();
    }
  }

  private interface Action {
    void run() throws Exception;
  }

  private interface Result {
    Object get() throws Exception;
  }

  private static String run(Action action) throws Exception {
    action.run();
    return "done";
  }

  private static Object run(Action action, Result result) throws Exception {
    action.run();
    return result.get();
  }
}
