// The times of a signal's sending and of its receipt, in memory that two processes map.
#include <signal.h>
#include <sys/mman.h>
#include <sys/signalfd.h>

struct signal_times {
    volatile uint64_t sent;
    volatile uint64_t received;
};

static inline struct signal_times *map_times(const char *path) {
    int fd = open(path, O_RDWR | O_CLOEXEC);
    void *times = mmap(NULL, sizeof(struct signal_times), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd < 0 || times == MAP_FAILED)
        fail(path);
    close(fd);
    return times;
}

static inline void receive_signals(const char *kind, const char *path, int signal) {
    struct signal_times *times = map_times(path);
    struct signalfd_siginfo record;
    struct epoll_event event = {.events = EPOLLIN};
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, signal);
    sigprocmask(SIG_BLOCK, &set, NULL);
    int waits = strcmp(kind, "epoll") == 0;
    int fd = signalfd(-1, &set, SFD_CLOEXEC);
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    if (fd < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) != 0)
        fail("signalfd");
    puts("ready");
    fflush(stdout);
    for (;;) {
        if (waits && epoll_wait(epoll, &event, 1, -1) != 1)
            fail("epoll_wait");
        if (read(fd, &record, sizeof record) != sizeof record)
            fail("read");
        times->received = now();
    }
}
