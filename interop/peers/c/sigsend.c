/* Sends a signal to a process, again and again, each with the next number as its value:
   sigsend PID SIGNAL COUNT. Prints how often the queue of the receiver's user was full. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 4) {
    fprintf(stderr, "usage: sigsend PID SIGNAL COUNT\n");
    return 2;
  }
  pid_t pid = (pid_t)atol(argv[1]);
  int signal = atoi(argv[2]);
  long count = atol(argv[3]);
  long full = 0;
  for (long i = 0; i < count; i++) {
    union sigval value = {.sival_int = (int)i};
    while (sigqueue(pid, signal, value) != 0) {
      if (errno != EAGAIN) {
        perror("sigqueue");
        return 1;
      }
      full++;
      usleep(200);
    }
  }
  printf("full %ld\n", full);
  return 0;
}
