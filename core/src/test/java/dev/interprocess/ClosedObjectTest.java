package dev.interprocess;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.Names;
import dev.interprocess.support.Task;
import dev.interprocess.unix.PidFd;
import dev.interprocess.unix.UnixStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** "On a closed object every method throws ClosedChannelException", also when asked for nothing. */
class ClosedObjectTest {
  @TestFactory
  Stream<DynamicTest> ofAStreamRefusesEveryMethod() throws IOException {
    UnixStream stream = closedStream();
    Map<String, Task.Body> calls = reads(stream);
    calls.putAll(writes(stream));
    calls.put("peek", () -> stream.peek(ByteBuffer.allocate(1)));
    calls.put("peek nothing", () -> stream.peek(ByteBuffer.allocate(0)));
    calls.put("shutdownInput", stream::shutdownInput);
    calls.put("shutdownOutput", stream::shutdownOutput);
    calls.put("peer", stream::peer);
    calls.put("peerPidFd", stream::peerPidFd);
    calls.put("isPeerGone", stream::isPeerGone);
    calls.put("localAddress", stream::localAddress);
    calls.put("remoteAddress", stream::remoteAddress);
    calls.put("sendMessageAsync", () -> result(stream.sendMessageAsync(ByteBuffer.allocate(1))));
    calls.put(
        "receiveMessageAsync", () -> result(stream.receiveMessageAsync(ByteBuffer.allocate(1))));
    calls.put(
        "asynchronousChannel",
        () -> result(stream.asynchronousChannel().read(ByteBuffer.allocate(1))));
    calls.put("duplicateOf", () -> LocalStream.duplicateOf(stream));
    calls.put("getOption", () -> stream.getOption(StandardSocketOptions.SO_SNDBUF));
    return tests(calls);
  }

  @TestFactory
  Stream<DynamicTest> ofHalvesRefusesEveryMethod() throws IOException {
    UnixStream stream = closedStream();
    Map<String, Task.Body> calls = reads(stream.reader());
    calls.putAll(writes(stream.writer()));
    return tests(calls);
  }

  @TestFactory
  Stream<DynamicTest> ofPipesRefusesEveryMethod() throws IOException {
    UnnamedPipe pipe = UnnamedPipe.create();
    pipe.close();
    Map<String, Task.Body> calls = reads(pipe.reader());
    calls.putAll(writes(pipe.writer()));
    calls.put("capacity of reader", () -> pipe.reader().capacity());
    calls.put("capacity of writer", () -> pipe.writer().capacity(4096));
    return tests(calls);
  }

  @Test
  void ofAListenerRefusesAccept() throws IOException {
    LocalListener<LocalStream> listener = LocalStream.listen(Names.namespaced());
    listener.close();
    listener.close();
    assertThat(listener.isOpen()).isFalse();
    assertThatThrownBy(listener::accept).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> result(listener.acceptAsync()))
        .isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> listener.accept(Duration.ZERO))
        .isInstanceOf(ClosedChannelException.class);
    assertThat(listener.incoming().iterator().hasNext()).isFalse();
    listener.serve(client -> {});
  }

  @Test
  void ofAPidFdRefusesTheQuestion() throws IOException {
    PidFd self = PidFd.open(ProcessHandle.current());
    self.close();
    self.close();
    assertThatThrownBy(self::isAlive).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> result(self.onExit())).isInstanceOf(ClosedChannelException.class);
  }

  private static UnixStream closedStream() throws IOException {
    SocketPair<UnixStream> pair = UnixStream.pair();
    pair.close();
    pair.first().close();
    assertThat(pair.first().isOpen()).isFalse();
    return pair.first();
  }

  private static Map<String, Task.Body> reads(ByteReader reader) {
    Map<String, Task.Body> calls = new LinkedHashMap<>();
    calls.put("read buffer", () -> reader.read(ByteBuffer.allocate(1)));
    calls.put("read into nothing", () -> reader.read(ByteBuffer.allocate(0)));
    calls.put("read timeout", () -> reader.read(ByteBuffer.allocate(1), Duration.ZERO));
    calls.put("read array", () -> reader.read(new byte[1]));
    calls.put("read part", () -> reader.read(new byte[2], 1, 1));
    calls.put("read segment", () -> reader.read(MemorySegment.ofArray(new byte[1])));
    calls.put("scatter", () -> reader.read(new ByteBuffer[] {ByteBuffer.allocate(1)}));
    calls.put("scatter to nothing", () -> reader.read(new ByteBuffer[0]));
    calls.put("readFully", () -> reader.readFully(1));
    calls.put("readFully nothing", () -> reader.readFully(0));
    calls.put("available", reader::available);
    calls.put("transferTo", () -> reader.transferTo(sink(), 1));
    calls.put("transferTo nothing", () -> reader.transferTo(sink(), 0));
    calls.put("readAsync", () -> result(reader.readAsync(ByteBuffer.allocate(1))));
    calls.put("readAsync nothing", () -> result(reader.readAsync(ByteBuffer.allocate(0))));
    calls.put("input stream", () -> reader.inputStream().read());
    return calls;
  }

  private static Map<String, Task.Body> writes(ByteWriter writer) {
    Map<String, Task.Body> calls = new LinkedHashMap<>();
    calls.put("write buffer", () -> writer.write(ByteBuffer.allocate(1)));
    calls.put("write nothing", () -> writer.write(ByteBuffer.allocate(0)));
    calls.put("write timeout", () -> writer.write(ByteBuffer.allocate(1), Duration.ZERO));
    calls.put("write array", () -> writer.write(new byte[1]));
    calls.put("write part", () -> writer.write(new byte[2], 1, 1));
    calls.put("write segment", () -> writer.write(MemorySegment.ofArray(new byte[1])));
    calls.put("gather", () -> writer.write(new ByteBuffer[] {ByteBuffer.allocate(1)}));
    calls.put("gather of nothing", () -> writer.write(new ByteBuffer[0]));
    calls.put("transferFrom", () -> writer.transferFrom(source(), 1));
    calls.put("transferFrom nothing", () -> writer.transferFrom(source(), 0));
    calls.put("writeAsync", () -> result(writer.writeAsync(ByteBuffer.allocate(1))));
    calls.put("writeAsync nothing", () -> result(writer.writeAsync(ByteBuffer.allocate(0))));
    calls.put("output stream", () -> writer.outputStream().write(1));
    return calls;
  }

  /** What a future fails with is what the blocking method throws. */
  private static void result(Future<?> future) throws Exception {
    try {
      future.get(20, SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static java.nio.channels.WritableByteChannel sink() {
    return Channels.newChannel(new ByteArrayOutputStream());
  }

  private static java.nio.channels.ReadableByteChannel source() {
    return Channels.newChannel(new ByteArrayInputStream(new byte[5]));
  }

  private static Stream<DynamicTest> tests(Map<String, Task.Body> calls) {
    return calls.entrySet().stream()
        .map(
            call ->
                DynamicTest.dynamicTest(
                    call.getKey(),
                    () ->
                        assertThatThrownBy(() -> call.getValue().run())
                            .isExactlyInstanceOf(ClosedChannelException.class)));
  }
}
