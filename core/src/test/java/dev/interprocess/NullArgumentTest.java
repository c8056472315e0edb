package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.net.LocalServerSocketFactory;
import dev.interprocess.net.LocalSocketFactory;
import dev.interprocess.process.Child;
import dev.interprocess.support.Names;
import dev.interprocess.support.Task;
import dev.interprocess.unix.Ancillary;
import dev.interprocess.unix.Signal;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixDatagram;
import dev.interprocess.unix.UnixStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** "Passing null anywhere throws NullPointerException": least of all may it open a door. */
class NullArgumentTest {
  @TestFactory
  @SuppressWarnings({"NullAway", "FutureReturnValueIgnored"}) // that is the point
  Stream<DynamicTest> isRefused() {
    Map<String, Task.Body> calls = new LinkedHashMap<>();
    calls.put("Access.user", () -> Access.user(null));
    calls.put("Access.group", () -> Access.group(null));
    calls.put("Access.mode", () -> Access.mode(null));
    calls.put("onlyIf", () -> Access.owner().onlyIf(null));
    calls.put("LocalName.path", () -> LocalName.path(null));
    calls.put("LocalName.namespaced", () -> LocalName.namespaced(null));
    calls.put("LocalName.of", () -> LocalName.of(null));
    calls.put("UnixAddress.path", () -> UnixAddress.path(null));
    calls.put("connect", () -> LocalStream.connect(null));
    calls.put("listen", () -> LocalStream.listen(null));
    calls.put("listen access", () -> LocalStream.listenOptions().access(null));
    calls.put("listen existing", () -> LocalStream.listenOptions().existing(null));
    calls.put("listen option", () -> LocalStream.listenOptions().option(null, 1));
    calls.put("listen waiting", () -> LocalStream.listenOptions().waiting(null));
    calls.put("listen completions", () -> LocalStream.listenOptions().completions(null));
    calls.put("connect waiting", () -> LocalStream.connectOptions().waiting(null));
    calls.put("connect completions", () -> LocalStream.connectOptions().completions(null));
    calls.put("connectAsync", () -> LocalStream.connectAsync(null));
    calls.put("sendToAsync", NullArgumentTest::sendToNobody);
    calls.put("connect timeout", () -> LocalStream.connectOptions().timeout(null));
    calls.put("duplicateOf", () -> LocalStream.duplicateOf(null));
    calls.put("socket factory", () -> new LocalSocketFactory((LocalName) null));
    calls.put("server socket factory", () -> new LocalServerSocketFactory(null));
    calls.put("socket", () -> LocalSocketFactory.socket(null));
    calls.put("server socket", () -> LocalServerSocketFactory.serverSocket(null));
    calls.put("command", () -> Child.command((String[]) null));
    calls.put("word", () -> Child.command("true", null));
    calls.put("child input", () -> Child.command("true").input(null));
    calls.put("child output", () -> Child.command("true").output(null));
    calls.put("child error", () -> Child.command("true").error(null));
    calls.put("lend", () -> Child.command("true").lend(3, null));
    calls.put("give", () -> Child.command("true").give(3, null));
    calls.put("listeners", () -> Child.command("true").listeners((LocalListener<?>) null));
    calls.put("directory", () -> Child.command("true").directory(null));
    calls.put("environment", () -> Child.command("true").environment(null));
    calls.put("signal", () -> Signal.of(null));
    return calls.entrySet().stream().map(call -> test(call.getKey(), call.getValue()));
  }

  @TestFactory
  @SuppressWarnings({"NullAway", "FutureReturnValueIgnored"}) // that is the point
  Stream<DynamicTest> isRefusedBeforeAnythingIsRead() throws Exception {
    SocketPair<UnixStream> pair = UnixStream.pair();
    pair.second().write(new byte[1]);
    LocalListener<LocalStream> listener = LocalStream.listen(Names.namespaced());
    Task.run(listener::close);
    Map<String, Task.Body> calls = new LinkedHashMap<>();
    calls.put("transferTo", () -> pair.first().transferTo(null, 1));
    calls.put("transferFrom", () -> pair.first().transferFrom(null, 1));
    calls.put("serve", () -> listener.serve(null));
    calls.put("readTimeout", () -> pair.first().readTimeout(null));
    UnixStream stream = pair.first();
    ByteBuffer room = ByteBuffer.allocate(1);
    calls.put("readAsync", () -> stream.readAsync(null));
    calls.put("readAsync buffer", () -> stream.readAsync(null, "", new Ignoring()));
    calls.put("readAsync handler", () -> stream.readAsync(room, "", null));
    calls.put("writeAsync", () -> stream.writeAsync(null));
    calls.put("writeAsync buffer", () -> stream.writeAsync(null, "", new Ignoring()));
    calls.put("writeAsync handler", () -> stream.writeAsync(room, "", null));
    calls.put("sendMessageAsync", () -> stream.sendMessageAsync(null));
    calls.put("sendMessageAsync company", () -> stream.sendMessageAsync(room, (Ancillary) null));
    calls.put("receiveMessageAsync", () -> stream.receiveMessageAsync(null));
    calls.put("writeFrom", () -> stream.writeFrom(null));
    calls.put("subscribe", () -> stream.publisher(1).subscribe(null));
    calls.put("completions", () -> stream.completions(null));
    AsynchronousByteChannel channel = stream.asynchronousChannel();
    calls.put("channel's read", () -> channel.read(room, "", null));
    calls.put("channel's write", () -> channel.write(room, "", null));
    return Stream.concat(
        calls.entrySet().stream().map(call -> test(call.getKey(), call.getValue())),
        Stream.of(
            DynamicTest.dynamicTest(
                "nothing was read",
                () -> {
                  org.assertj.core.api.Assertions.assertThat(pair.first().available()).isEqualTo(1);
                  pair.close();
                })));
  }

  @SuppressWarnings({"NullAway", "FutureReturnValueIgnored"}) // that is the point
  private static void sendToNobody() throws Exception {
    try (UnixDatagram socket = UnixDatagram.open()) {
      socket.sendToAsync(null, ByteBuffer.allocate(1));
    }
  }

  private static final class Ignoring implements IntCompletionHandler<String> {
    @Override
    public void completed(int result, String attachment) {
      throw new AssertionError(result);
    }

    @Override
    public void failed(Throwable failure, String attachment) {
      throw new AssertionError(failure);
    }
  }

  private static DynamicTest test(String name, Task.Body call) {
    return DynamicTest.dynamicTest(
        name, () -> assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class));
  }
}
