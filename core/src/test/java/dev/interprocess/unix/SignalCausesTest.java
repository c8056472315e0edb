package dev.interprocess.unix;

import static dev.interprocess.unix.SelfSignals.PID;
import static dev.interprocess.unix.SelfSignals.next;
import static dev.interprocess.unix.SelfSignals.python;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SignalReceiver;
import dev.interprocess.unix.ReceivedSignal.Code;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process can only arrange for itself: timers, message queues, asynchronous reads. */
class SignalCausesTest {
  private static final int CLOCK_MONOTONIC = 1;
  private static final long SIGEVENT = 64;
  private static final long AIOCB = 168;
  private static final int VALUE = -12_345;

  @ParameterizedTest
  @ValueSource(strings = {"ALRM", "USR1", "RTMIN+6"})
  void aTimer(String name) throws Throwable {
    Signal signal = Signal.of(name);
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(signal);
        Arena arena = Arena.ofConfined()) {
      MemorySegment timer = arena.allocate(JAVA_LONG);
      MethodHandle create = function("timer_create", JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
      MethodHandle set = function("timer_settime", JAVA_INT, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS);
      MethodHandle delete = function("timer_delete", JAVA_INT, JAVA_LONG);
      MemorySegment event = event(arena, signal);
      assertThat((int) create.invokeExact(CLOCK_MONOTONIC, event, timer)).isZero();
      long id = timer.get(JAVA_LONG, 0);
      MemorySegment once = arena.allocate(JAVA_LONG, 4);
      once.setAtIndex(JAVA_LONG, 3, 1_000_000); // it_value.tv_nsec
      assertThat((int) set.invokeExact(id, 0, once, MemorySegment.NULL)).isZero();
      assertCause(next(receiver), signal, Code.TIMER);
      assertThat((int) delete.invokeExact(id)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"USR1", "RTMIN+6"})
  void aMessageInAnEmptyQueue(String name) throws Throwable {
    Signal signal = Signal.of(name);
    String queue = "/interprocess-" + PID;
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(signal);
        Arena arena = Arena.ofConfined()) {
      python(
          """
          if libc.mq_open(b'%s', os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600, None) < 0:
              raise OSError(ctypes.get_errno(), 'mq_open')
          """
              .formatted(queue));
      MethodHandle open = function("mq_open", JAVA_INT, ADDRESS, JAVA_INT);
      MethodHandle notify = function("mq_notify", JAVA_INT, JAVA_INT, ADDRESS);
      MethodHandle close = function("mq_close", JAVA_INT, JAVA_INT);
      int descriptor = (int) open.invokeExact(arena.allocateFrom(queue), 0);
      MemorySegment event = event(arena, signal);
      assertThat((int) notify.invokeExact(descriptor, event)).isZero();
      long sender =
          python(
              """
              queue = libc.mq_open(b'%s', os.O_WRONLY)
              libc.mq_unlink(b'%s')
              if libc.mq_send(queue, b'x', 1, 0):
                  raise OSError(ctypes.get_errno(), 'mq_send')
              """
                  .formatted(queue, queue));
      ReceivedSignal received = next(receiver);
      assertCause(received, signal, Code.MESSAGE_QUEUE);
      assertThat(received.pid()).hasValue(sender);
      assertThat((int) close.invokeExact(descriptor)).isZero();
    }
  }

  /** The C library does it in a thread that blocks all signals, which nobody may wait for. */
  @Test
  void anAsynchronousRead() throws Throwable {
    Signal signal = Signal.realTime(6);
    try (Descriptor file = Descriptor.memory("read");
        Arena arena = Arena.ofConfined()) {
      MemorySegment request = arena.allocate(AIOCB, 8);
      request.set(JAVA_INT, 0, file.number());
      request.set(ADDRESS, 16, arena.allocate(1)); // aio_buf
      request.set(JAVA_LONG, 24, 1); // aio_nbytes
      MethodHandle read = function("aio_read", JAVA_INT, ADDRESS);
      try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(signal)) {
        request.asSlice(32, SIGEVENT).copyFrom(event(arena, signal));
        assertThat((int) read.invokeExact(request)).isZero();
        assertCause(next(receiver), signal, Code.ASYNC_IO);
        try (SignalReceiver<ReceivedSignal> other = Signal.watch(Signal.realTime(7))) {
          Signal.realTime(7).send(PID, 7);
          assertThat(next(other).value()).hasValue(7);
        }
      }
    }
  }

  private static void assertCause(ReceivedSignal received, Signal signal, Code code) {
    assertThat(received.signal()).isSameAs(signal);
    assertThat(received.code()).isEqualTo(code);
    assertThat(received.value()).hasValue(VALUE);
    assertThat(received.dropped()).isZero();
  }

  /** A {@code sigevent} of {@code SIGEV_SIGNAL}. */
  private static MemorySegment event(Arena arena, Signal signal) {
    MemorySegment event = arena.allocate(SIGEVENT, 8);
    event.set(JAVA_INT, 0, VALUE);
    event.set(JAVA_INT, 8, signal.number());
    return event;
  }

  @SuppressWarnings("restricted") // none of them is a function of the library
  private static MethodHandle function(
      String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }
}
