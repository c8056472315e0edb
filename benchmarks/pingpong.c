/* The peers of PingPong.java in C: blocking, spinning, and one generator of load for all servers. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

enum { SIZE = 64 };

static int spins;

static void die(const char *what) {
  perror(what);
  exit(1);
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static int open_socket(const char *path, struct sockaddr_un *address) {
  *address = (struct sockaddr_un){.sun_family = AF_UNIX};
  strcpy(address->sun_path, path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) die("socket");
  return fd;
}

static int connect_to(const char *path) {
  struct sockaddr_un address;
  int fd = open_socket(path, &address);
  if (connect(fd, (struct sockaddr *)&address, sizeof address)) die("connect");
  return fd;
}

/* The same bounded number of tries as the library has, before it blocks. */
static ssize_t receive(int fd, char *buffer) {
  for (int i = 0; i < spins; i++) {
    ssize_t count = recv(fd, buffer, SIZE, MSG_DONTWAIT);
    if (count >= 0 || errno != EAGAIN) return count;
  }
  return recv(fd, buffer, SIZE, 0);
}

static int move(int fd, char *buffer, int out) {
  for (ssize_t done = 0; done < SIZE;) {
    ssize_t count = out ? send(fd, buffer + done, SIZE - done, MSG_NOSIGNAL) : receive(fd, buffer + done);
    if (count <= 0) return 0;
    done += count;
  }
  return 1;
}

static void *echo(void *argument) {
  int fd = (int)(intptr_t)argument;
  char buffer[2 * SIZE];
  while (move(fd, buffer, 0) && move(fd, buffer, 1)) {
  }
  close(fd);
  return NULL;
}

static void serve(const char *path) {
  struct sockaddr_un address;
  int listener = open_socket(path, &address);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) die("listen");
  puts("ready");
  fflush(stdout);
  for (;;) {
    int fd = accept(listener, NULL, NULL);
    if (fd < 0) die("accept");
    pthread_t thread;
    if (pthread_create(&thread, NULL, echo, (void *)(intptr_t)fd)) die("pthread_create");
    pthread_detach(thread);
  }
}

static int compare(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

static void ping(const char *path, int trips) {
  int fd = connect_to(path);
  int64_t *times = calloc(trips, sizeof *times);
  char buffer[2 * SIZE] = {0};
  for (int i = -trips / 2; i < trips; i++) {
    int64_t begin = now();
    if (!move(fd, buffer, 1) || !move(fd, buffer, 0)) die("echo");
    if (i >= 0) times[i] = now() - begin;
  }
  int64_t sum = 0;
  for (int i = 0; i < trips; i++) sum += times[i];
  qsort(times, trips, sizeof *times, compare);
  printf("%ld %ld %ld\n", (long)times[trips / 2], (long)times[(int)(trips * 0.99)], (long)(sum / trips));
}

/* One thread, many connections, one message under way on each; prints the round trips of the second part. */
static void load(const char *path, int connections, int milliseconds) {
  int epoll = epoll_create1(0);
  char buffer[2 * SIZE] = {0};
  for (int i = 0; i < connections; i++) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = connect_to(path)};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, event.data.fd, &event)) die("epoll_ctl");
    if (!move(event.data.fd, buffer, 1)) die("send");
  }
  int64_t begin = now();
  long trips = 0, warm = -1;
  for (;;) {
    struct epoll_event events[512];
    int count = epoll_wait(epoll, events, 512, 5000);
    if (count <= 0) die("stall");
    for (int i = 0; i < count; i++) {
      if (!move(events[i].data.fd, buffer, 0) || !move(events[i].data.fd, buffer, 1)) die("load");
      trips++;
    }
    int64_t passed = (now() - begin) / 1000000;
    if (warm < 0 && passed >= milliseconds) {
      warm = trips;
      puts("warm");
      fflush(stdout);
    }
    if (passed >= 2 * milliseconds) break;
  }
  printf("%ld\n", trips - warm);
}

int main(int count, char **arguments) {
  if (count < 3) return 2;
  char *spinning = getenv("SPINS");
  spins = spinning ? atoi(spinning) : 0;
  const char *what = arguments[1];
  if (!strcmp(what, "serve")) serve(arguments[2]);
  if (!strcmp(what, "ping")) ping(arguments[2], atoi(arguments[3]));
  if (!strcmp(what, "load")) load(arguments[2], atoi(arguments[3]), atoi(arguments[4]));
  return 0;
}
