#include <spawn.h>
#include <sys/wait.h>

// The times of the starts of children, with pipes for their three streams.
static void run_spawn(void) {
    char *arguments[] = {"/bin/true", NULL}, *environment[] = {NULL};
    struct times times = {0};
    for (uint64_t end = next_deadline(); end; end = next_deadline()) {
        uint64_t whole = 0;
        times.count = 0;
        do {
            uint64_t begin = now();
            int pipes[3][2];
            pid_t pid;
            posix_spawn_file_actions_t actions;
            posix_spawn_file_actions_init(&actions);
            for (int i = 0; i < 3; i++) {
                if (pipe2(pipes[i], O_CLOEXEC) != 0)
                    fail("pipe2");
                posix_spawn_file_actions_adddup2(&actions, pipes[i][i == 0 ? 0 : 1], i);
            }
            if (posix_spawn(&pid, arguments[0], &actions, NULL, arguments, environment) != 0)
                fail("posix_spawn");
            posix_spawn_file_actions_destroy(&actions);
            for (int i = 0; i < 3; i++)
                close(pipes[i][i == 0 ? 0 : 1]);
            add(&times, now() - begin);
            if (waitpid(pid, NULL, 0) != pid)
                fail("waitpid");
            whole += now() - begin;
            for (int i = 0; i < 3; i++)
                close(pipes[i][i == 0 ? 1 : 0]);
        } while (now() < end);
        sort(&times);
        printf("median=%u whole=%llu\n", quantile(&times, 500),
               (unsigned long long)(whole / times.count));
        fflush(stdout);
    }
}
