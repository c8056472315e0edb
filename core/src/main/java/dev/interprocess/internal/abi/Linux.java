package dev.interprocess.internal.abi;

/**
 * What the C headers of Linux say, with glibc and with musl, for x86_64 and aarch64 alike.
 *
 * <p>Data only. A constant has the name of its macro. A nested interface stands for {@code struct}
 * of that name, or for the type of that name if it ends in {@code _t}: {@code SIZEOF} is its size,
 * and every other constant is the offset of the field of that name, its Java type being as wide as
 * the field ({@code byte} for an array of bytes). The constants of {@link sizeof} are the sizes of
 * scalar types. The module abi-check holds all of it against the real headers.
 */
public interface Linux {
  // <sys/socket.h>
  int AF_UNSPEC = 0;
  int AF_UNIX = 1;
  int SOCK_STREAM = 1;
  int SOCK_DGRAM = 2;
  int SOCK_SEQPACKET = 5;
  int SOCK_NONBLOCK = 0x800;
  int SOCK_CLOEXEC = 0x80000;
  int SOL_SOCKET = 1;
  int SO_TYPE = 3;
  int SO_SNDBUF = 7;
  int SO_RCVBUF = 8;
  int SO_OOBINLINE = 10;
  int SO_LINGER = 13;
  int SO_PASSCRED = 16;
  int SO_PEERCRED = 17;
  int SO_ACCEPTCONN = 30;
  int SO_PEERSEC = 31;
  int SO_PASSSEC = 34;
  int SO_TIMESTAMPNS = 35;
  int SO_DOMAIN = 39;
  int SO_PEEK_OFF = 42;
  int SO_PEERGROUPS = 59;
  int SO_PASSPIDFD = 76;
  int SO_PEERPIDFD = 77;
  int SO_PASSRIGHTS = 83;
  int SCM_RIGHTS = 1;
  int SCM_CREDENTIALS = 2;
  int SCM_SECURITY = 3;
  int SCM_PIDFD = 4;
  int MSG_OOB = 0x1;
  int MSG_PEEK = 0x2;
  int MSG_CTRUNC = 0x8;
  int MSG_TRUNC = 0x20;
  int MSG_DONTWAIT = 0x40;
  int MSG_NOSIGNAL = 0x4000;
  int MSG_CMSG_CLOEXEC = 0x40000000;
  int SHUT_RD = 0;
  int SHUT_WR = 1;

  // <fcntl.h>
  int O_RDONLY = 0;
  int O_WRONLY = 1;
  int O_RDWR = 2;
  int O_CREAT = 0x40;
  int O_EXCL = 0x80;
  int O_NOCTTY = 0x100;
  int O_TRUNC = 0x200;
  int O_APPEND = 0x400;
  int O_NONBLOCK = 0x800;
  int O_DSYNC = 0x1000;
  int O_SYNC = 0x101000;
  int O_CLOEXEC = 0x80000;
  int O_PATH = 0x200000;
  int F_SETFD = 2;
  int F_GETFL = 3;
  int F_SETFL = 4;
  int F_DUPFD_CLOEXEC = 1030;
  int F_SETPIPE_SZ = 1031;
  int F_GETPIPE_SZ = 1032;
  int F_ADD_SEALS = 1033;
  int F_SEAL_SEAL = 0x1;
  int F_SEAL_SHRINK = 0x2;
  int F_SEAL_GROW = 0x4;
  int F_SEAL_WRITE = 0x8;
  int FD_CLOEXEC = 1;
  int SPLICE_F_MOVE = 0x1;
  int SPLICE_F_NONBLOCK = 0x2;
  int AT_FDCWD = -100;
  int AT_SYMLINK_NOFOLLOW = 0x100;
  int AT_EMPTY_PATH = 0x1000;

  // <limits.h>
  int PIPE_BUF = 4096;

  // <sys/ioctl.h>
  int FIONREAD = 0x541B;
  int TIOCOUTQ = 0x5411;

  // <sys/mman.h>
  int PROT_READ = 0x1;
  int PROT_WRITE = 0x2;
  int PROT_EXEC = 0x4;
  int MAP_PRIVATE = 0x2;
  int MAP_ANONYMOUS = 0x20;
  int MFD_CLOEXEC = 0x1;
  int MFD_ALLOW_SEALING = 0x2;

  // <unistd.h>
  int SEEK_SET = 0;
  int SEEK_CUR = 1;

  // <sys/file.h>
  int LOCK_EX = 2;
  int LOCK_NB = 4;

  // <sys/stat.h>
  int S_IFMT = 0xF000;
  int S_IFSOCK = 0xC000;
  int S_IFREG = 0x8000;
  int S_IFBLK = 0x6000;
  int S_IFDIR = 0x4000;
  int S_IFCHR = 0x2000;
  int S_IFIFO = 0x1000;
  int STATX_BASIC_STATS = 0x7FF;

  // <poll.h>
  int POLLIN = 0x1;
  int POLLOUT = 0x4;
  int POLLHUP = 0x10;

  // <sys/epoll.h>
  int EPOLL_CLOEXEC = 0x80000;
  int EPOLL_CTL_ADD = 1;
  int EPOLL_CTL_DEL = 2;
  int EPOLL_CTL_MOD = 3;
  int EPOLLIN = 0x1;
  int EPOLLOUT = 0x4;
  int EPOLLERR = 0x8;
  int EPOLLHUP = 0x10;
  int EPOLLRDHUP = 0x2000;
  int EPOLLET = 0x80000000;

  // <sys/resource.h>
  int RUSAGE_THREAD = 1;

  // <sys/eventfd.h>
  int EFD_CLOEXEC = 0x80000;
  int EFD_NONBLOCK = 0x800;

  // <spawn.h>
  int POSIX_SPAWN_SETPGROUP = 0x2;
  int POSIX_SPAWN_SETSIGDEF = 0x4;
  int POSIX_SPAWN_SETSIGMASK = 0x8;
  int POSIX_SPAWN_SETSID = 0x80;

  // <sys/wait.h>
  int P_PID = 1;
  int P_PIDFD = 3;
  int WNOHANG = 0x1;
  int WEXITED = 0x4;
  int WNOWAIT = 0x1000000;

  // <sys/signalfd.h>
  int SFD_NONBLOCK = 0x800;
  int SFD_CLOEXEC = 0x80000;

  // <signal.h>
  int SI_USER = 0;
  int SI_QUEUE = -1;
  int SI_TIMER = -2;
  int SI_MESGQ = -3;
  int SI_ASYNCIO = -4;
  int SI_TKILL = -6;
  int CLD_EXITED = 1;
  int CLD_KILLED = 2;
  int CLD_DUMPED = 3;
  int CLD_TRAPPED = 4;
  int CLD_STOPPED = 5;
  int CLD_CONTINUED = 6;
  int SA_NOCLDWAIT = 0x2;
  int SA_SIGINFO = 0x4;
  int SA_ONSTACK = 0x08000000;
  int SA_RESTART = 0x10000000;
  int SA_RESETHAND = 0x80000000;
  int SIG_UNBLOCK = 1;
  int _NSIG = 65;

  // <sys/syscall.h>
  int SYS_pidfd_send_signal = 424;
  int SYS_pidfd_open = 434;

  /** {@code <sys/un.h>}. */
  interface sockaddr_un {
    int SIZEOF = 110;
    short sun_family = 0;
    byte sun_path = 2;
  }

  /** {@code <sys/socket.h>}, with {@code _GNU_SOURCE}. */
  interface ucred {
    int SIZEOF = 12;
    int pid = 0;
    int uid = 4;
    int gid = 8;
  }

  /**
   * {@code <sys/socket.h>}; musl splits {@code msg_iovlen} into an int and padding: write all 8.
   */
  interface msghdr {
    int SIZEOF = 56;
    long msg_name = 0;
    int msg_namelen = 8;
    long msg_iov = 16;
    int msg_iovlen = 24;
    long msg_control = 32;
    int msg_controllen = 40;
    int msg_flags = 48;
  }

  /** {@code <sys/socket.h>}: as {@code msghdr}, glibc has all 8 bytes of the length. */
  interface cmsghdr {
    int SIZEOF = 16;
    int cmsg_len = 0;
    int cmsg_level = 8;
    int cmsg_type = 12;
  }

  /** {@code <sys/socket.h>}, with {@code _GNU_SOURCE}. */
  interface mmsghdr {
    int SIZEOF = 64;
    int msg_len = 56;
  }

  /** {@code <sys/socket.h>}. */
  interface linger {
    int SIZEOF = 8;
    int l_onoff = 0;
    int l_linger = 4;
  }

  /** {@code <sys/uio.h>}. */
  interface iovec {
    int SIZEOF = 16;
    long iov_base = 0;
    long iov_len = 8;
  }

  /** {@code <poll.h>}. */
  interface pollfd {
    int SIZEOF = 8;
    int fd = 0;
    short events = 4;
    short revents = 6;
  }

  /** {@code <sys/resource.h>}. */
  interface rusage {
    long ru_nvcsw = 128;
    long ru_nivcsw = 136;
  }

  /** {@code <time.h>}. */
  interface timespec {
    int SIZEOF = 16;
    long tv_sec = 0;
    long tv_nsec = 8;
  }

  /** {@code <sys/stat.h>}: unlike {@code struct stat}, the same on every processor. */
  interface statx {
    int SIZEOF = 256;
    int stx_nlink = 16;
    int stx_uid = 20;
    short stx_mode = 28;
    long stx_ino = 32;
    long stx_size = 40;
    int stx_dev_major = 136;
    int stx_dev_minor = 140;
  }

  /** {@code <signal.h>}. */
  interface sigaction {
    int SIZEOF = 152;
    long sa_handler = 0;
    long sa_mask = 8;
    int sa_flags = 136;
  }

  /** {@code <signal.h>}. */
  interface siginfo_t {
    int SIZEOF = 128;
    int si_signo = 0;
    int si_code = 8;
    int si_pid = 16;
    int si_uid = 20;
    long si_value = 24;
    int si_status = 24;
  }

  /** {@code <sys/signalfd.h>}. */
  interface signalfd_siginfo {
    int SIZEOF = 128;
    int ssi_signo = 0;
    int ssi_code = 8;
    int ssi_pid = 12;
    int ssi_uid = 16;
    int ssi_status = 40;
    int ssi_int = 44;
  }

  /** {@code <dirent.h>}. */
  interface dirent {
    int SIZEOF = 280;
    byte d_name = 19;
  }

  /** {@code <pwd.h>}. */
  interface passwd {
    int SIZEOF = 48;
    long pw_name = 0;
    int pw_uid = 16;
  }

  /** {@code <grp.h>}. */
  interface group {
    int SIZEOF = 32;
    long gr_name = 0;
    int gr_gid = 16;
  }

  /**
   * Sizes of the types that the signatures of the C functions use: scalar ones, and opaque ones.
   */
  interface sizeof {
    int size_t = 8;
    int ssize_t = 8;
    int off_t = 8;
    int mode_t = 4;
    int pid_t = 4;
    int uid_t = 4;
    int gid_t = 4;
    int socklen_t = 4;
    int nfds_t = 8;
    int sigset_t = 128;
    int posix_spawn_file_actions_t = 80;
    int posix_spawnattr_t = 336;
  }
}
