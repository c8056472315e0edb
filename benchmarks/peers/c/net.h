// What the C peers have in common: addresses, whole reads and writes, times.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
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

enum { ECHO = 1, SINK = 2 };

struct header {
    uint32_t mode;
    uint32_t size;
};

static inline void fail(const char *what) {
    perror(what);
    exit(1);
}

// Bytes to send. What was never written to is the kernel's one page of zeros, which is in the cache always.
static inline char *message(size_t size) {
    char *bytes = malloc(size);
    if (!bytes)
        fail("malloc");
    memset(bytes, 1, size);
    return bytes;
}

static inline uint64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static inline socklen_t parse(const char *text, struct sockaddr_storage *address) {
    memset(address, 0, sizeof *address);
    if (strncmp(text, "tcp:", 4) == 0) {
        struct sockaddr_in *in = (struct sockaddr_in *)address;
        in->sin_family = AF_INET;
        in->sin_port = htons((uint16_t)atoi(text + 4));
        in->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return sizeof *in;
    }
    struct sockaddr_un *un = (struct sockaddr_un *)address;
    un->sun_family = AF_UNIX;
    strncpy(un->sun_path, text, sizeof un->sun_path - 1);
    return sizeof *un;
}

static inline int set_up(int fd, const char *address) {
    int one = 1;
    if (strncmp(address, "tcp:", 4) == 0)
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return fd;
}

static inline int listen_at(const char *text, int flags) {
    struct sockaddr_storage address;
    socklen_t length = parse(text, &address);
    int one = 1;
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
    if (fd < 0)
        fail("socket");
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(fd, (struct sockaddr *)&address, length) != 0)
        fail("bind");
    if (listen(fd, 4096) != 0)
        fail("listen");
    return fd;
}

static inline int connect_to(const char *text) {
    struct sockaddr_storage address;
    socklen_t length = parse(text, &address);
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        fail("socket");
    if (connect(fd, (struct sockaddr *)&address, length) != 0)
        fail("connect");
    return set_up(fd, text);
}

static inline int read_all(int fd, char *buffer, size_t size) {
    for (size_t done = 0; done < size;) {
        ssize_t count = read(fd, buffer + done, size - done);
        if (count <= 0)
            return 0;
        done += (size_t)count;
    }
    return 1;
}

static inline int write_all(int fd, const char *buffer, size_t size) {
    for (size_t done = 0; done < size;) {
        ssize_t count = send(fd, buffer + done, size - done, MSG_NOSIGNAL);
        if (count < 0)
            return 0;
        done += (size_t)count;
    }
    return 1;
}

// The next number of milliseconds from the input, as a time; 0 at its end.
static inline uint64_t next_deadline(void) {
    int milliseconds;
    return scanf("%d", &milliseconds) == 1 ? now() + (uint64_t)milliseconds * 1000000u : 0;
}

struct times {
    uint32_t *nanos;
    size_t count;
    size_t room;
};

static inline void add(struct times *times, uint64_t nanos) {
    if (times->count == times->room) {
        times->room = times->room ? times->room * 2 : 1 << 16;
        times->nanos = realloc(times->nanos, times->room * sizeof *times->nanos);
        if (!times->nanos)
            fail("realloc");
    }
    times->nanos[times->count++] = nanos > UINT32_MAX ? UINT32_MAX : (uint32_t)nanos;
}

static inline int compare(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

// One of a thousand shares of them, in order.
static inline uint32_t quantile(const struct times *times, size_t thousandth) {
    return times->nanos[times->count * thousandth / 1000];
}

static inline void sort(struct times *times) {
    qsort(times->nanos, times->count, sizeof *times->nanos, compare);
}
