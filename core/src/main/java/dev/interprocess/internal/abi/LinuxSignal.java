package dev.interprocess.internal.abi;

/** The signals of Linux ({@code <signal.h>}), the same on x86_64 and aarch64. */
public interface LinuxSignal {
  int SIGHUP = 1;
  int SIGINT = 2;
  int SIGQUIT = 3;
  int SIGILL = 4;
  int SIGTRAP = 5;
  int SIGABRT = 6;
  int SIGBUS = 7;
  int SIGFPE = 8;
  int SIGKILL = 9;
  int SIGUSR1 = 10;
  int SIGSEGV = 11;
  int SIGUSR2 = 12;
  int SIGPIPE = 13;
  int SIGALRM = 14;
  int SIGTERM = 15;
  int SIGSTKFLT = 16;
  int SIGCHLD = 17;
  int SIGCONT = 18;
  int SIGSTOP = 19;
  int SIGTSTP = 20;
  int SIGTTIN = 21;
  int SIGTTOU = 22;
  int SIGURG = 23;
  int SIGXCPU = 24;
  int SIGXFSZ = 25;
  int SIGVTALRM = 26;
  int SIGPROF = 27;
  int SIGWINCH = 28;
  int SIGIO = 29;
  int SIGPWR = 30;
  int SIGSYS = 31;
}
