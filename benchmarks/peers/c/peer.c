// Blocking, epoll and spinning peers: see ../README.md.
#include "net.h"
#include "engine.h"
#include "local.h"
#include "signals.h"
#include "spawn.h"

static void drive_echo(const char *kind, const char *address, uint32_t size) {
    struct channel channel = open_channel(kind, connect_to(address));
    struct header header = {ECHO, size};
    char *buffer = message(size);
    struct times times = {0};
    put(&channel, (char *)&header, sizeof header);
    for (uint64_t end = next_deadline(); end; end = next_deadline()) {
        uint64_t begin = now(), last = begin;
        times.count = 0;
        do {
            put(&channel, buffer, size);
            if (!get(&channel, buffer, size))
                fail("echo");
            uint64_t time = now();
            add(&times, time - last);
            last = time;
        } while (last < end);
        sort(&times);
        printf("median=%u p99=%u mean=%.1f\n", quantile(&times, 500), quantile(&times, 990),
               (double)(last - begin) / (double)times.count);
        fflush(stdout);
    }
}

static void drive_sink(const char *kind, const char *address, uint32_t size) {
    char *buffer = message(size);
    for (uint64_t end = next_deadline(); end; end = next_deadline()) {
        struct channel channel = open_channel(kind, connect_to(address));
        struct header header = {SINK, size};
        uint64_t begin = now(), total = 0;
        put(&channel, (char *)&header, sizeof header);
        do {
            put(&channel, buffer, size);
            total += size;
        } while (now() < end);
        shutdown(channel.fd, SHUT_WR);
        if (!get(&channel, buffer, 1))
            fail("sink");
        printf("rate=%.0f\n", (double)total * 1e9 / (double)(now() - begin));
        fflush(stdout);
        close_channel(&channel);
    }
}

struct connecting {
    pthread_t thread;
    const char *kind;
    const char *address;
    uint64_t end;
    uint64_t count;
};

static void *connect_often(void *argument) {
    struct connecting *mine = argument;
    char buffer[sizeof(struct header) + 64] = {0};
    ((struct header *)buffer)->mode = ECHO;
    ((struct header *)buffer)->size = 64;
    mine->count = 0;
    do {
        struct channel channel = open_channel(mine->kind, connect_to(mine->address));
        put(&channel, buffer, sizeof buffer);
        if (!get(&channel, buffer + sizeof(struct header), 64))
            fail("connect");
        close_channel(&channel);
        mine->count++;
    } while (now() < mine->end);
    return NULL;
}

static void drive_connect(const char *kind, const char *address, uint32_t at_once) {
    struct connecting *all = calloc(at_once, sizeof *all);
    for (uint64_t end = next_deadline(); end; end = next_deadline()) {
        uint64_t begin = now(), total = 0;
        for (uint32_t i = 0; i < at_once; i++) {
            all[i].kind = kind;
            all[i].address = address;
            all[i].end = end;
            if (pthread_create(&all[i].thread, NULL, connect_often, &all[i]) != 0)
                fail("pthread_create");
        }
        for (uint32_t i = 0; i < at_once; i++) {
            pthread_join(all[i].thread, NULL);
            total += all[i].count;
        }
        printf("rate=%.1f\n", (double)total * 1e9 / (double)(now() - begin));
        fflush(stdout);
    }
}

int main(int count, char **words) {
    if (count == 4 && strcmp(words[1], "serve") == 0) {
        serve(words[2], words[3]);
    } else if (count == 6 && strcmp(words[1], "drive") == 0) {
        uint32_t size = (uint32_t)atoi(words[5]);
        if (strcmp(words[4], "echo") == 0)
            drive_echo(words[2], words[3], size);
        else if (strcmp(words[4], "sink") == 0)
            drive_sink(words[2], words[3], size);
        else
            drive_connect(words[2], words[3], size);
    } else if (count == 5 && strcmp(words[1], "local") == 0) {
        if (is(words[3], "spawn"))
            run_spawn();
        else
            run_local(words[3], (uint32_t)atoi(words[4]));
    } else if (count == 5 && strcmp(words[1], "receive") == 0) {
        receive_signals(words[2], words[3], atoi(words[4]));
    } else {
        fprintf(stderr, "usage: see README.md\n");
        return 2;
    }
}
