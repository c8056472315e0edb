package dev.interprocess.internal.abi;

/** What differs on Linux for x86_64. */
public interface LinuxX86_64 extends Linux {
  int O_DIRECT = 0x4000;
  int O_DIRECTORY = 0x10000;
  int O_NOFOLLOW = 0x20000;
  int SYS_tgkill = 234;
  int SYS_gettid = 186;
  int SYS_rt_tgsigqueueinfo = 297;

  /** {@code <sys/epoll.h>}: packed, on this processor only. */
  interface epoll_event {
    int SIZEOF = 12;
    int events = 0;
    long data = 4;
  }

  /** {@code <ucontext.h>}: of the set, the kernel has the first 64 bits. */
  interface ucontext_t {
    long uc_sigmask = 296;
  }
}
