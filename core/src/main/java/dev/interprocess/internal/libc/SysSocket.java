package dev.interprocess.internal.libc;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/** {@code <sys/socket.h>}: the calls on sockets. */
public final class SysSocket {
  private SysSocket() {}

  /** <a href="https://man7.org/linux/man-pages/man2/socket.2.html">socket(2)</a>. */
  public static int socket(int domain, int type, int protocol) {
    class Call {
      static final MethodHandle HANDLE = Words.function("socket");
    }
    return Words.callInt(Call.HANDLE, domain, type, protocol);
  }

  /** <a href="https://man7.org/linux/man-pages/man2/socketpair.2.html">socketpair(2)</a>. */
  public static int socketpair(int domain, int type, int protocol, MemorySegment descriptors) {
    class Call {
      static final MethodHandle HANDLE = Words.function("socketpair");
    }
    try {
      return Words.callInt(Call.HANDLE, domain, type, protocol, Words.of(descriptors));
    } finally {
      Reference.reachabilityFence(descriptors);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/bind.2.html">bind(2)</a>: waits for the disk.
   */
  public static int bind(int fd, MemorySegment address, int length) {
    class Call {
      static final MethodHandle HANDLE = Words.function("bind");
    }
    try {
      return Words.callInt(Call.HANDLE, fd, Words.of(address), length);
    } finally {
      Reference.reachabilityFence(address);
    }
  }

  /** <a href="https://man7.org/linux/man-pages/man2/listen.2.html">listen(2)</a>. */
  public static int listen(int fd, int backlog) {
    class Call {
      static final MethodHandle HANDLE = Words.function("listen");
    }
    return Words.callInt(Call.HANDLE, fd, backlog);
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/accept.2.html">accept(2)</a>, on a descriptor
   * that is set non-blocking.
   */
  public static int accept4(int fd, MemorySegment address, MemorySegment length, int flags) {
    class Call {
      static final MethodHandle HANDLE = Words.function("accept4");
    }
    try {
      return Words.callInt(Call.HANDLE, fd, Words.of(address), Words.of(length), flags);
    } finally {
      Reference.reachabilityFence(address);
      Reference.reachabilityFence(length);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/connect.2.html">connect(2)</a>: waits for the
   * disk, even on a descriptor that is set non-blocking.
   */
  public static int connect(int fd, MemorySegment address, int length) {
    class Call {
      static final MethodHandle HANDLE = Words.function("connect");
    }
    try {
      return Words.callInt(Call.HANDLE, fd, Words.of(address), length);
    } finally {
      Reference.reachabilityFence(address);
    }
  }

  /** <a href="https://man7.org/linux/man-pages/man2/shutdown.2.html">shutdown(2)</a>. */
  public static int shutdown(int fd, int how) {
    class Call {
      static final MethodHandle HANDLE = Words.function("shutdown");
    }
    return Words.callInt(Call.HANDLE, fd, how);
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/recv.2.html">recv(2)</a> into what is left of a
   * buffer, whose position stays. Without MSG_DONTWAIT of one that {@link Unistd#mayWait}.
   */
  public static long recv(int fd, ByteBuffer buffer, int flags) {
    return Recv.CALL.call(fd, buffer, flags);
  }

  /** The same into a segment: without MSG_DONTWAIT of one that is native. */
  public static long recv(int fd, MemorySegment memory, int flags) {
    return Recv.CALL.call(fd, memory, flags);
  }

  private static final class Recv extends BufferCall {
    static final Recv CALL = new Recv();
    static final MethodHandle HANDLE = Words.function("recv");

    Recv() {
      super("recv", /* fills= */ true);
    }

    @Override
    long call(MemorySegment errno, long fd, long address, long count, long flags) throws Throwable {
      return (long) HANDLE.invokeExact(errno, fd, address, count, flags, 0L, 0L);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/send.2.html">send(2)</a> of what is left of a
   * buffer, whose position stays. Without MSG_DONTWAIT of one that {@link Unistd#mayWait}.
   */
  public static long send(int fd, ByteBuffer buffer, int flags) {
    return Send.CALL.call(fd, buffer, flags);
  }

  /** The same of a segment: without MSG_DONTWAIT of one that is native. */
  public static long send(int fd, MemorySegment memory, int flags) {
    return Send.CALL.call(fd, memory, flags);
  }

  private static final class Send extends BufferCall {
    static final Send CALL = new Send();
    static final MethodHandle HANDLE = Words.function("send");

    Send() {
      super("send", /* fills= */ false);
    }

    @Override
    long call(MemorySegment errno, long fd, long address, long count, long flags) throws Throwable {
      return (long) HANDLE.invokeExact(errno, fd, address, count, flags, 0L, 0L);
    }
  }

  /** <a href="https://man7.org/linux/man-pages/man2/getsockname.2.html">getsockname(2)</a>. */
  public static int getsockname(int fd, MemorySegment address, MemorySegment length) {
    class Call {
      static final MethodHandle HANDLE = Words.function("getsockname");
    }
    try {
      return Words.callInt(Call.HANDLE, fd, Words.of(address), Words.of(length));
    } finally {
      Reference.reachabilityFence(address);
      Reference.reachabilityFence(length);
    }
  }

  /** <a href="https://man7.org/linux/man-pages/man2/getpeername.2.html">getpeername(2)</a>. */
  public static int getpeername(int fd, MemorySegment address, MemorySegment length) {
    class Call {
      static final MethodHandle HANDLE = Words.function("getpeername");
    }
    try {
      return Words.callInt(Call.HANDLE, fd, Words.of(address), Words.of(length));
    } finally {
      Reference.reachabilityFence(address);
      Reference.reachabilityFence(length);
    }
  }

  /** <a href="https://man7.org/linux/man-pages/man2/getsockopt.2.html">getsockopt(2)</a>. */
  public static int getsockopt(
      int fd, int level, int option, MemorySegment value, MemorySegment length) {
    class Call {
      static final MethodHandle HANDLE = Words.function("getsockopt");
    }
    try {
      return Words.callInt(Call.HANDLE, fd, level, option, Words.of(value), Words.of(length));
    } finally {
      Reference.reachabilityFence(value);
      Reference.reachabilityFence(length);
    }
  }

  /** <a href="https://man7.org/linux/man-pages/man2/setsockopt.2.html">setsockopt(2)</a>. */
  public static int setsockopt(int fd, int level, int option, MemorySegment value, int length) {
    class Call {
      static final MethodHandle HANDLE = Words.function("setsockopt");
    }
    try {
      return Words.callInt(Call.HANDLE, fd, level, option, Words.of(value), length);
    } finally {
      Reference.reachabilityFence(value);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/sendmsg.2.html">sendmsg(2)</a>, always with
   * MSG_DONTWAIT; descriptors in the message may have to wait for the kernel to collect others.
   */
  public static long sendmsg(int fd, MemorySegment message, int flags) {
    class Call {
      static final MethodHandle HANDLE = Words.function("sendmsg");
    }
    try {
      return Words.call(Call.HANDLE, fd, Words.of(message), flags);
    } finally {
      Reference.reachabilityFence(message);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/recvmsg.2.html">recvmsg(2)</a>, always with
   * MSG_DONTWAIT.
   */
  public static long recvmsg(int fd, MemorySegment message, int flags) {
    class Call {
      static final MethodHandle HANDLE = Words.function("recvmsg");
    }
    try {
      return Words.call(Call.HANDLE, fd, Words.of(message), flags);
    } finally {
      Reference.reachabilityFence(message);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/sendmmsg.2.html">sendmmsg(2)</a>, always with
   * MSG_DONTWAIT.
   */
  public static int sendmmsg(int fd, MemorySegment messages, int count, int flags) {
    class Call {
      static final MethodHandle HANDLE = Words.function("sendmmsg");
    }
    try {
      return Words.callInt(Call.HANDLE, fd, Words.of(messages), count, flags);
    } finally {
      Reference.reachabilityFence(messages);
    }
  }

  /**
   * <a href="https://man7.org/linux/man-pages/man2/recvmmsg.2.html">recvmmsg(2)</a>, always with
   * MSG_DONTWAIT.
   */
  public static int recvmmsg(
      int fd, MemorySegment messages, int count, int flags, MemorySegment timeout) {
    class Call {
      static final MethodHandle HANDLE = Words.function("recvmmsg");
    }
    try {
      return Words.callInt(Call.HANDLE, fd, Words.of(messages), count, flags, Words.of(timeout));
    } finally {
      Reference.reachabilityFence(messages);
      Reference.reachabilityFence(timeout);
    }
  }
}
