// One load for every server: so many connections, each with a message on its way at any time, and
// one more, if asked, that has as many on their way as go in.
#include "net.h"

enum { MESSAGE = 64, SAMPLED = 16, FLOOD = 64 << 10 };

struct connection {
    int fd;
    uint64_t sent;
};

// Connected and served once, so that the server waits for more.
static int open_connection(const char *address) {
    struct header header = {ECHO, MESSAGE};
    char buffer[MESSAGE] = {0};
    int fd = connect_to(address);
    if (!write_all(fd, (char *)&header, sizeof header))
        fail("write");
    if (!write_all(fd, buffer, MESSAGE) || !read_all(fd, buffer, MESSAGE))
        fail("echo");
    return fd;
}

// As much as goes in and comes out at once.
static void flood(int fd) {
    static char buffer[FLOOD];
    if (send(fd, buffer, FLOOD, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 && errno != EAGAIN)
        fail("flood");
    if (recv(fd, buffer, FLOOD, MSG_DONTWAIT) < 0 && errno != EAGAIN)
        fail("flood");
}

int main(int argc, char **words) {
    if (argc != 4)
        return 2;
    int flooding = strcmp(words[3], "flood") == 0 ? open_connection(words[1]) : -1;
    int count = atoi(words[2]);
    struct connection *connections = calloc((size_t)count, sizeof *connections);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    char buffer[MESSAGE] = {0};
    for (int i = 0; i < count; i++) {
        struct connection *c = &connections[i];
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
        c->fd = open_connection(words[1]);
        epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &event);
    }
    puts("connected");
    fflush(stdout);
    struct times times = {0};
    for (uint64_t end = next_deadline(); end; end = next_deadline()) {
        uint64_t begin = now(), time = begin, trips = 0;
        int open = count;
        times.count = 0;
        for (int i = 0; i < count; i++) {
            connections[i].sent = now();
            if (!write_all(connections[i].fd, buffer, MESSAGE))
                fail("write");
        }
        while (open > 0) {
            struct epoll_event events[512];
            if (flooding >= 0)
                flood(flooding);
            int ready = epoll_wait(epoll, events, 512, -1);
            for (int i = 0; i < ready; i++) {
                struct connection *c = events[i].data.ptr;
                if (!read_all(c->fd, buffer, MESSAGE))
                    fail("read");
                time = now();
                if (trips++ % SAMPLED == 0)
                    add(&times, time - c->sent);
                if (time >= end) {
                    open--;
                } else {
                    c->sent = time;
                    if (!write_all(c->fd, buffer, MESSAGE))
                        fail("write");
                }
            }
        }
        sort(&times);
        printf("rate=%.1f p99=%u trips=%llu\n", (double)trips * 1e9 / (double)(time - begin),
               quantile(&times, 990), (unsigned long long)trips);
        fflush(stdout);
    }
}
