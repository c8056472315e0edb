// What two threads of one process do with each other.
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

enum { FILE_SIZE = 8 << 20 };

struct side {
    const char *work;
    int fd;
    int file; // that is sent
    uint32_t size;
    uint64_t end;
    uint64_t total;
};

static int is(const char *work, const char *other) {
    return strcmp(work, other) == 0;
}

// One byte, and a descriptor along with it.
static void pass(int socket, int descriptor) {
    char byte = 0, control[CMSG_SPACE(sizeof(int))] = {0};
    struct iovec bytes = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    if (sendmsg(socket, &message, MSG_NOSIGNAL) != 1)
        fail("sendmsg");
}

static int take(int socket) {
    char byte, control[CMSG_SPACE(sizeof(int))];
    struct iovec bytes = {&byte, 1};
    struct msghdr message = {
        .msg_iov = &bytes, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) != 1)
        return 0;
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof descriptor);
    close(descriptor);
    return 1;
}

static void *give_all(void *argument) {
    struct side *side = argument;
    char *buffer = message(side->size);
    do {
        off_t at = 0;
        if (is(side->work, "descriptors"))
            pass(side->fd, 1);
        else if (is(side->work, "sendfile"))
            while (at < FILE_SIZE) {
                if (sendfile(side->fd, side->file, &at, side->size) < 0)
                    fail("sendfile");
            }
        else if (write(side->fd, buffer, side->size) < 0)
            fail("write");
    } while (now() < side->end);
    // Datagrams have no other end.
    if (is(side->work, "datagram") && send(side->fd, buffer, 0, 0) < 0)
        fail("send");
    close(side->fd);
    free(buffer);
    return NULL;
}

static void take_all(struct side *side) {
    char *buffer = malloc(side->size);
    int messages = is(side->work, "datagram") || is(side->work, "seqpacket");
    int passes = is(side->work, "descriptors");
    for (side->total = 0;;) {
        ssize_t count = passes ? take(side->fd) : read(side->fd, buffer, side->size);
        if (count <= 0)
            break;
        side->total += messages || passes ? 1 : (uint64_t)count;
    }
    close(side->fd);
    free(buffer);
}

static void open_both(const char *work, int ends[2]) {
    if (is(work, "pipe")) {
        if (pipe2(ends, O_CLOEXEC) != 0)
            fail("pipe2");
    } else if (is(work, "fifo")) {
        char path[] = "/tmp/fifo-XXXXXX";
        if (!mkdtemp(path) || rmdir(path) != 0 || mkfifo(path, 0600) != 0)
            fail("mkfifo");
        int both = open(path, O_RDWR | O_CLOEXEC); // so that neither open waits
        ends[0] = open(path, O_RDONLY | O_CLOEXEC);
        ends[1] = open(path, O_WRONLY | O_CLOEXEC);
        close(both);
        unlink(path);
    } else {
        int type = is(work, "datagram")    ? SOCK_DGRAM
                   : is(work, "seqpacket") ? SOCK_SEQPACKET
                                                    : SOCK_STREAM;
        if (socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends) != 0)
            fail("socketpair");
    }
}

// Between a socket that is written to and a pipe that is read from.
struct splicing {
    int from;
    int to;
    uint32_t size;
};

static void *splice_all(void *argument) {
    struct splicing *both = argument;
    while (splice(both->from, NULL, both->to, NULL, both->size, SPLICE_F_MOVE) > 0) {
    }
    close(both->from);
    close(both->to);
    return NULL;
}

// Written to, as a hole is one page of the kernel's, which is always in the cache.
static int filled_file(void) {
    int file = memfd_create("file", MFD_CLOEXEC);
    char *content = calloc(1, FILE_SIZE);
    if (file < 0 || write(file, content, FILE_SIZE) != FILE_SIZE)
        fail("memfd_create");
    free(content);
    return file;
}

static void run_local(const char *work, uint32_t size) {
    int file = filled_file();
    for (uint64_t end = next_deadline(); end; end = next_deadline()) {
        int ends[2], pipe[2];
        open_both(work, ends);
        struct side giving = {work, ends[1], file, size, end, 0};
        struct side taking = {work, ends[0], file, size, end, 0};
        struct splicing both = {ends[0], -1, size};
        pthread_t thread, between;
        uint64_t begin = now();
        if (is(work, "splice")) {
            if (pipe2(pipe, O_CLOEXEC) != 0)
                fail("pipe2");
            both.to = pipe[1];
            taking.fd = pipe[0];
            if (pthread_create(&between, NULL, splice_all, &both) != 0)
                fail("pthread_create");
        }
        if (pthread_create(&thread, NULL, give_all, &giving) != 0)
            fail("pthread_create");
        take_all(&taking);
        pthread_join(thread, NULL);
        if (is(work, "splice"))
            pthread_join(between, NULL);
        printf("rate=%.1f\n", (double)taking.total * 1e9 / (double)(now() - begin));
        fflush(stdout);
    }
}
