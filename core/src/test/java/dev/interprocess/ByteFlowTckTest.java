package dev.interprocess;

import dev.interprocess.internal.impl.ByteSubscriber;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.testng.SkipException;
import org.testng.annotations.Test;

/** The verification of Reactive Streams, of what is published and subscribed to. */
@OnWindowsToo
class ByteFlowTckTest {
  // The time in which something must come, and for which nothing must.
  private static final long COMES = 2_000;
  private static final long COMES_NOT = 50;

  private static final List<SocketPair<LocalStream>> OPENED = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> thePublisherIsOne() {
    Publisher verification = new Publisher();
    return tests(verification, verification::setUp, () -> {});
  }

  @TestFactory
  Stream<DynamicTest> theSubscriberIsOne() {
    Subscriber verification = new Subscriber();
    return tests(
        verification,
        () -> {
          verification.startPublisherExecutorService();
          verification.setUp();
        },
        verification::shutdownPublisherExecutorService);
  }

  private static Stream<DynamicTest> tests(Object verification, Task.Body begin, Task.Body end) {
    return Arrays.stream(verification.getClass().getMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(
            method ->
                DynamicTest.dynamicTest(
                    method.getName(),
                    () -> {
                      begin.run();
                      try {
                        run(verification, method);
                      } finally {
                        end.run();
                        OPENED.forEach(SocketPair::close);
                        OPENED.clear();
                      }
                    }));
  }

  private static void run(Object verification, Method method) throws Throwable {
    try {
      method.invoke(verification);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof SkipException)) { // which does not apply
        throw e.getCause();
      }
    }
  }

  private static SocketPair<LocalStream> open() throws IOException {
    SocketPair<LocalStream> pair = LocalStream.pair();
    OPENED.add(pair);
    return pair;
  }

  /** Of as many bytes as there are to be elements. */
  public static final class Publisher extends FlowPublisherVerification<ByteBuffer> {
    Publisher() {
      super(new TestEnvironment(COMES, COMES_NOT));
    }

    @Override
    public long maxElementsFromPublisher() {
      return 10_000; // as more do not fit between the two ends
    }

    @Override
    public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
      try {
        SocketPair<LocalStream> pair = open();
        pair.second().write(new byte[(int) elements]);
        pair.second().shutdownOutput();
        return pair.first().publisher(1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Flow.@Nullable Publisher<ByteBuffer> createFailedFlowPublisher() {
      return null; // it fails when it reads, not before
    }
  }

  /** Into a socket whose other end nobody reads, but which has room. */
  public static final class Subscriber extends FlowSubscriberBlackboxVerification<ByteBuffer> {
    Subscriber() {
      super(new TestEnvironment(COMES, COMES_NOT));
    }

    @Override
    public Flow.Subscriber<ByteBuffer> createFlowSubscriber() {
      try {
        return new ByteSubscriber(open().first());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public ByteBuffer createElement(int element) {
      return ByteBuffer.allocate(1);
    }
  }
}
