package dev.interprocess.interop.rival;

import java.net.UnixDomainSocketAddress;
import java.util.List;

/** The tests that speak of sockets of {@code java.net}, each made for ours as it is for theirs. */
final class OurTests {
  private OurTests() {}

  static final List<Class<?>> ALL =
      List.of(
          AcceptTimeoutTest.class,
          AvailableTest.class,
          BufferOverflowTest.class,
          CancelAcceptTest.class,
          EndOfFileTest.class,
          InterruptIssue158Test.class,
          InterruptTest.class,
          ReadWriteTest.class,
          ServerSocketCloseTest.class,
          ServerSocketTest.class,
          SoTimeoutTest.class,
          SocketTest.class,
          StandardSocketOptionsTest.class,
          TcpNoDelayTest.class,
          ThroughputTest.class);

  static final class AcceptTimeoutTest
      extends org.newsclub.net.unix.AcceptTimeoutTest<UnixDomainSocketAddress> {
    AcceptTimeoutTest() {
      super(OurSockets.INSTANCE);
    }
  }

  static final class AvailableTest
      extends org.newsclub.net.unix.AvailableTest<UnixDomainSocketAddress> {
    AvailableTest() {
      super(OurSockets.INSTANCE);
    }
  }

  static final class BufferOverflowTest
      extends org.newsclub.net.unix.BufferOverflowTest<UnixDomainSocketAddress> {
    BufferOverflowTest() {
      super(OurSockets.INSTANCE);
    }
  }

  static final class CancelAcceptTest
      extends org.newsclub.net.unix.CancelAcceptTest<UnixDomainSocketAddress> {
    CancelAcceptTest() {
      super(OurSockets.INSTANCE);
    }
  }

  static final class EndOfFileTest
      extends org.newsclub.net.unix.EndOfFileTest<UnixDomainSocketAddress> {
    EndOfFileTest() {
      super(OurSockets.INSTANCE);
    }
  }

  static final class InterruptIssue158Test
      extends org.newsclub.net.unix.InterruptIssue158Test<UnixDomainSocketAddress> {
    InterruptIssue158Test() {
      super(OurSockets.INSTANCE);
    }

    @Override
    protected void deleteSocketFile(UnixDomainSocketAddress address) {
      address.getPath().toFile().delete();
    }
  }

  static final class InterruptTest
      extends org.newsclub.net.unix.InterruptTest<UnixDomainSocketAddress> {
    InterruptTest() {
      super(OurSockets.INSTANCE);
    }
  }

  static final class ReadWriteTest
      extends org.newsclub.net.unix.ReadWriteTest<UnixDomainSocketAddress> {
    ReadWriteTest() {
      super(OurSockets.INSTANCE);
    }
  }

  static final class ServerSocketCloseTest
      extends org.newsclub.net.unix.ServerSocketCloseTest<UnixDomainSocketAddress> {
    ServerSocketCloseTest() {
      super(OurSockets.INSTANCE);
    }
  }

  static final class ServerSocketTest
      extends org.newsclub.net.unix.ServerSocketTest<UnixDomainSocketAddress> {
    ServerSocketTest() {
      super(OurSockets.INSTANCE);
    }
  }

  static final class SoTimeoutTest
      extends org.newsclub.net.unix.SoTimeoutTest<UnixDomainSocketAddress> {
    SoTimeoutTest() {
      super(OurSockets.INSTANCE);
    }
  }

  static final class SocketTest extends org.newsclub.net.unix.SocketTest<UnixDomainSocketAddress> {
    SocketTest() {
      super(OurSockets.INSTANCE);
    }
  }

  static final class StandardSocketOptionsTest
      extends org.newsclub.net.unix.StandardSocketOptionsTest<UnixDomainSocketAddress> {
    StandardSocketOptionsTest() {
      super(OurSockets.INSTANCE);
    }
  }

  static final class TcpNoDelayTest
      extends org.newsclub.net.unix.TcpNoDelayTest<UnixDomainSocketAddress> {
    TcpNoDelayTest() {
      super(OurSockets.INSTANCE);
    }
  }

  static final class ThroughputTest
      extends org.newsclub.net.unix.ThroughputTest<UnixDomainSocketAddress> {
    ThroughputTest() {
      super(OurSockets.INSTANCE);
    }

    @Override
    protected String stbTestType() {
      return "interprocess";
    }
  }
}
