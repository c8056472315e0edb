package dev.interprocess.internal.abi;

/** What differs on Linux for aarch64. */
public interface LinuxAarch64 extends Linux {
  int O_DIRECT = 0x10000;
  int O_DIRECTORY = 0x4000;
  int O_NOFOLLOW = 0x8000;
  int SYS_tgkill = 131;
  int SYS_gettid = 178;
  int SYS_rt_tgsigqueueinfo = 240;

  /** {@code <sys/epoll.h>}. */
  interface epoll_event {
    int SIZEOF = 16;
    int events = 0;
    long data = 8;
  }

  /** {@code <ucontext.h>}: of the set, the kernel has the first 64 bits. */
  interface ucontext_t {
    long uc_sigmask = 40;
  }
}
