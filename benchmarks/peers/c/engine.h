// How a C peer waits: in the call itself, in epoll_wait, or not at all.

struct channel {
    int fd;
    int epoll; // -1 if it has none
    int spins;
    uint32_t events; // that epoll reports
};

// Output only once it was needed: each read of the other end would be an event otherwise.
static void report(int epoll, int operation, int fd, uint32_t events, void *data) {
    struct epoll_event event = {.events = events | EPOLLET, .data.ptr = data};
    if (epoll_ctl(epoll, operation, fd, &event) != 0)
        fail("epoll_ctl");
}

static struct channel open_channel(const char *kind, int fd) {
    struct channel channel = {fd, -1, strcmp(kind, "spin") == 0, EPOLLIN};
    if (strcmp(kind, "block") != 0)
        fcntl(fd, F_SETFL, O_NONBLOCK);
    if (strcmp(kind, "epoll") == 0) {
        channel.epoll = epoll_create1(EPOLL_CLOEXEC);
        report(channel.epoll, EPOLL_CTL_ADD, fd, EPOLLIN, NULL);
    }
    return channel;
}

static void close_channel(struct channel *channel) {
    close(channel->fd);
    if (channel->epoll >= 0)
        close(channel->epoll);
}

// After EAGAIN: until it may be worth another try.
static void await(struct channel *channel, uint32_t events) {
    if (!channel->spins) {
        struct epoll_event event;
        if (events & ~channel->events) {
            channel->events |= events;
            report(channel->epoll, EPOLL_CTL_MOD, channel->fd, channel->events, NULL);
        }
        epoll_wait(channel->epoll, &event, 1, -1);
    }
}

static void put(struct channel *channel, const char *buffer, size_t size) {
    for (size_t done = 0; done < size;) {
        ssize_t sent = send(channel->fd, buffer + done, size - done, MSG_NOSIGNAL);
        if (sent >= 0)
            done += (size_t)sent;
        else if (errno == EAGAIN)
            await(channel, EPOLLOUT);
        else
            return; // the next read tells
    }
}

static int get(struct channel *channel, char *buffer, size_t size) {
    for (size_t done = 0; done < size;) {
        ssize_t received = read(channel->fd, buffer + done, size - done);
        if (received > 0)
            done += (size_t)received;
        else if (received < 0 && errno == EAGAIN)
            await(channel, EPOLLIN);
        else
            return 0;
    }
    return 1;
}

// A thread for each connection.

static const char *serving;

static void *serve_one(void *argument) {
    struct channel channel = open_channel(serving, (int)(intptr_t)argument);
    struct header header;
    if (get(&channel, (char *)&header, sizeof header)) {
        char *buffer = malloc(header.size);
        if (header.mode == ECHO) {
            while (get(&channel, buffer, header.size))
                put(&channel, buffer, header.size);
        } else {
            ssize_t count;
            while ((count = read(channel.fd, buffer, header.size)) != 0)
                if (count < 0 && errno == EAGAIN)
                    await(&channel, EPOLLIN);
            put(&channel, buffer, 1);
        }
        free(buffer);
    }
    close_channel(&channel);
    return NULL;
}

static void serve_by_threads(const char *address) {
    int listener = listen_at(address, 0);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 64 << 10);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    puts("ready");
    fflush(stdout);
    for (;;) {
        int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        pthread_t thread;
        if (fd < 0)
            fail("accept");
        set_up(fd, address);
        if (pthread_create(&thread, &attributes, serve_one, (void *)(intptr_t)fd) != 0)
            fail("pthread_create");
    }
}

// All of them in one thread.

struct connection {
    int fd;
    size_t filled; // of the header, and of the buffer then
    size_t written;
    int has_header;
    int has_output; // epoll reports it
    struct header header;
    char *buffer;
};

// Goes on until it would block; 0 when the connection has ended.
static int progress(int epoll, struct connection *c) {
    for (;;) {
        ssize_t count;
        if (!c->has_header) {
            count = read(c->fd, (char *)&c->header + c->filled, sizeof c->header - c->filled);
            if (count > 0 && (c->filled += (size_t)count) == sizeof c->header) {
                c->has_header = 1;
                c->filled = 0;
                c->buffer = malloc(c->header.size);
            }
        } else if (c->header.mode == SINK) {
            count = read(c->fd, c->buffer, c->header.size);
            if (count == 0)
                send(c->fd, c->buffer, 1, MSG_NOSIGNAL);
        } else if (c->filled < c->header.size) {
            count = read(c->fd, c->buffer + c->filled, c->header.size - c->filled);
            if (count > 0)
                c->filled += (size_t)count;
        } else {
            count = send(c->fd, c->buffer + c->written, c->header.size - c->written, MSG_NOSIGNAL);
            if (count >= 0 && (c->written += (size_t)count) == c->header.size)
                c->filled = c->written = 0;
        }
        if (count < 0 && errno == EAGAIN) {
            int writes = c->has_header && c->header.mode == ECHO && c->filled == c->header.size;
            if (writes && !c->has_output) {
                c->has_output = 1;
                report(epoll, EPOLL_CTL_MOD, c->fd, EPOLLIN | EPOLLOUT, c);
            }
            return 1;
        }
        if (count < 0 || (count == 0 && c->filled < c->header.size))
            return 0;
    }
}

static void serve_by_epoll(const char *address) {
    int listener = listen_at(address, SOCK_NONBLOCK);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = {.events = EPOLLIN}, events[512];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    puts("ready");
    fflush(stdout);
    for (;;) {
        int count = epoll_wait(epoll, events, 512, -1);
        for (int i = 0; i < count; i++) {
            struct connection *c = events[i].data.ptr;
            if (!c) {
                int fd;
                while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0) {
                    c = calloc(1, sizeof *c);
                    c->fd = set_up(fd, address);
                    report(epoll, EPOLL_CTL_ADD, fd, EPOLLIN, c);
                }
            } else if (!progress(epoll, c)) {
                close(c->fd);
                free(c->buffer);
                free(c);
            }
        }
    }
}

static void serve(const char *kind, const char *address) {
    serving = kind;
    if (strcmp(kind, "epoll") == 0)
        serve_by_epoll(address);
    else
        serve_by_threads(address);
}
