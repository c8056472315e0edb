/*
 * Interoperability test peer in C11, on the socket calls alone.
 *
 *   c-peer listen|connect path:PATH|namespaced:NAME BYTES
 *
 * The protocol is in ../README.md. One thread sends while the main thread receives.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "digest.h"

static _Noreturn void fail(const char *message) {
    fprintf(stderr, "c-peer: %s\n", message);
    exit(1);
}

static _Noreturn void fail_errno(const char *call) {
    fprintf(stderr, "c-peer: %s: %s\n", call, strerror(errno));
    exit(1);
}

/* ---- the exchange ---- */

struct direction {
    int fd;
    uint64_t bytes;
    char hex[65];
};

static void *send_all(void *argument) {
    struct direction *sent = argument;
    static uint8_t chunk[LARGEST_CHUNK + sizeof(uint64_t)];
    struct sha256 hash;
    sha256_init(&hash);
    uint64_t random;
    if (getrandom(&random, sizeof random, 0) != sizeof random)
        fail_errno("getrandom");

    for (uint64_t remaining = sent->bytes; remaining > 0;) {
        size_t size = next_chunk_size(&random, remaining);
        fill_random(&random, chunk, size);
        sha256_update(&hash, chunk, size);
        for (size_t done = 0; done < size;) {
            ssize_t n = send(sent->fd, chunk + done, size - done, MSG_NOSIGNAL);
            if (n >= 0)
                done += (size_t)n;
            else if (errno != EINTR)
                fail_errno("send");
        }
        remaining -= size;
    }
    if (shutdown(sent->fd, SHUT_WR) < 0)
        fail_errno("shutdown");
    sha256_hex(&hash, sent->hex);
    return NULL;
}

static void receive_all(struct direction *received) {
    static uint8_t buffer[LARGEST_CHUNK];
    struct sha256 hash;
    sha256_init(&hash);
    for (;;) {
        ssize_t n = recv(received->fd, buffer, sizeof buffer, 0);
        if (n == 0)
            break;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            fail_errno("recv");
        sha256_update(&hash, buffer, (size_t)n);
    }
    received->bytes = hash.length;
    sha256_hex(&hash, received->hex);
}

/* ---- addresses and sockets ---- */

static socklen_t parse_name(const char *name, struct sockaddr_un *address) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    const char *value = strchr(name, ':');
    if (value == NULL)
        fail("NAME must be path:PATH or namespaced:NAME");
    size_t length = strlen(++value);
    if (strncmp(name, "path:", 5) == 0) {
        if (length == 0 || length >= sizeof address->sun_path)
            fail("path empty or too long");
        memcpy(address->sun_path, value, length);
        return sizeof *address;
    }
    if (strncmp(name, "namespaced:", 11) == 0) {
        if (length == 0 || 1 + length > sizeof address->sun_path)
            fail("namespaced name empty or too long");
        memcpy(address->sun_path + 1, value, length);
        return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length);
    }
    fail("NAME must be path:PATH or namespaced:NAME");
}

static int open_stream(const char *mode, const char *name) {
    struct sockaddr_un address;
    socklen_t length = parse_name(name, &address);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        fail_errno("socket");
    if (strcmp(mode, "connect") == 0) {
        if (connect(fd, (struct sockaddr *)&address, length) < 0)
            fail_errno("connect");
        return fd;
    }
    if (strcmp(mode, "listen") != 0)
        fail("the first argument must be listen or connect");
    if (bind(fd, (struct sockaddr *)&address, length) < 0)
        fail_errno("bind");
    if (listen(fd, 1) < 0)
        fail_errno("listen");
    puts("listening");
    fflush(stdout);
    int accepted = accept4(fd, NULL, NULL, SOCK_CLOEXEC);
    if (accepted < 0)
        fail_errno("accept");
    close(fd);
    return accepted;
}

static uint64_t parse_bytes(const char *text) {
    char *end;
    errno = 0;
    unsigned long long bytes = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0)
        fail("BYTES must be a decimal number");
    return bytes;
}

int main(int argc, char **argv) {
    if (argc != 4)
        fail("usage: c-peer listen|connect path:PATH|namespaced:NAME BYTES");
    struct direction sent = {.bytes = parse_bytes(argv[3])};
    sent.fd = open_stream(argv[1], argv[2]);
    struct direction received = {.fd = sent.fd};

    pthread_t sender;
    errno = pthread_create(&sender, NULL, send_all, &sent);
    if (errno != 0)
        fail_errno("pthread_create");
    receive_all(&received);
    errno = pthread_join(sender, NULL);
    if (errno != 0)
        fail_errno("pthread_join");
    close(sent.fd);

    printf("sent %" PRIu64 " %s received %" PRIu64 " %s\n", sent.bytes, sent.hex, received.bytes, received.hex);
    if (fflush(stdout) != 0)
        fail_errno("stdout");
    return 0;
}
