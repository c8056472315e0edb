// Sends signals to a process that tells in a file when it has received them: see ../README.md.
#include "net.h"
#include "signals.h"

enum { APART = 500 }; // microseconds

int main(int argc, char **words) {
    if (argc != 4)
        return 2;
    pid_t pid = atoi(words[1]);
    int signal = atoi(words[3]);
    struct signal_times *shared = map_times(words[2]);
    struct times times = {0};
    for (uint64_t end = next_deadline(); end; end = next_deadline()) {
        times.count = 0;
        do {
            union sigval value = {0};
            uint64_t sent = now();
            shared->sent = sent;
            if (sigqueue(pid, signal, value) != 0)
                fail("sigqueue");
            do
                usleep(APART);
            while (shared->received < sent);
            add(&times, shared->received - sent);
        } while (now() < end);
        sort(&times);
        printf("median=%u p99=%u\n", quantile(&times, 500), quantile(&times, 990));
        fflush(stdout);
    }
}
