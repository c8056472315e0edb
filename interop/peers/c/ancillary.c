/*
 * Ancillary data by the CMSG macros of C: encodes what it is told, and tells what it decodes.
 *
 *   c-ancillary NAME
 *
 * Connects a seqpacket socket to the abstract NAME, prints "connected", and obeys lines on its
 * standard input, each answered by one line:
 *
 *   send ITEM...    sends a message of one byte with these items, each apart, in that order: rightsN
 *                   (N new descriptors of memory, whose content is a number that counts up) or
 *                   credentials (its own); prints "sent", or the name of the error
 *   receive ROOM    receives a message with a control buffer of ROOM bytes; prints "received", then
 *                   "truncated" if something is missing, "rights A,B,C" with the contents of the
 *                   descriptors, "credentials PID UID GID", "other LEVEL TYPE"
 *   credentials 0|1 sets SO_PASSCRED
 *   descriptors     prints how many descriptors are open
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define LARGEST_CONTROL 65536
#define MOST_RIGHTS 1024

static _Noreturn void fail(const char *call) {
    fprintf(stderr, "c-ancillary: %s: %s\n", call, strerror(errno));
    exit(1);
}

static int connect_to(const char *name) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t length = strlen(name);
    if (length > sizeof address.sun_path - 1) {
        errno = ENAMETOOLONG;
        fail("connect");
    }
    memcpy(address.sun_path + 1, name, length);
    int fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    socklen_t size = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + length);
    if (fd < 0 || connect(fd, (struct sockaddr *)&address, size) < 0) {
        fail("connect");
    }
    return fd;
}

/* A descriptor of memory that holds the next number. */
static int numbered(void) {
    static int next = 0;
    char text[16];
    int length = snprintf(text, sizeof text, "%d", next++);
    int fd = memfd_create("numbered", MFD_CLOEXEC);
    if (fd < 0 || pwrite(fd, text, (size_t)length, 0) != length) {
        fail("memfd_create");
    }
    return fd;
}

static void send_items(int fd, char *items) {
    static _Alignas(struct cmsghdr) char control[LARGEST_CONTROL];
    int opened[MOST_RIGHTS];
    int count = 0;
    memset(control, 0, sizeof control);
    char byte = 'x';
    struct iovec vector = {.iov_base = &byte, .iov_len = 1};
    struct msghdr message = {
        .msg_iov = &vector, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    size_t used = 0;
    for (char *item = strtok(items, " \n"); item != NULL; item = strtok(NULL, " \n")) {
        header->cmsg_level = SOL_SOCKET;
        if (strncmp(item, "rights", 6) == 0) {
            int rights = atoi(item + 6);
            header->cmsg_type = SCM_RIGHTS;
            header->cmsg_len = CMSG_LEN(sizeof(int) * (size_t)rights);
            for (int i = 0; i < rights && count < MOST_RIGHTS; i++) {
                opened[count] = numbered();
                memcpy(CMSG_DATA(header) + sizeof(int) * (size_t)i, &opened[count++], sizeof(int));
            }
            used += CMSG_SPACE(sizeof(int) * (size_t)rights);
        } else {
            struct ucred own = {.pid = getpid(), .uid = getuid(), .gid = getgid()};
            header->cmsg_type = SCM_CREDENTIALS;
            header->cmsg_len = CMSG_LEN(sizeof own);
            memcpy(CMSG_DATA(header), &own, sizeof own);
            used += CMSG_SPACE(sizeof own);
        }
        header = CMSG_NXTHDR(&message, header);
    }
    message.msg_controllen = used;
    if (used == 0) {
        message.msg_control = NULL;
    }
    puts(sendmsg(fd, &message, MSG_NOSIGNAL) == 1 ? "sent" : strerrorname_np(errno));
    for (int i = 0; i < count; i++) {
        close(opened[i]);
    }
}

static void print_rights(const struct cmsghdr *header) {
    size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    printf(" rights ");
    for (size_t i = 0; i < count; i++) {
        int fd;
        memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof fd);
        char text[16];
        ssize_t length = pread(fd, text, sizeof text, 0);
        printf("%s%.*s", i == 0 ? "" : ",", length < 0 ? 1 : (int)length, length < 0 ? "?" : text);
        close(fd);
    }
}

static void receive(int fd, size_t room) {
    static _Alignas(struct cmsghdr) char control[LARGEST_CONTROL];
    char bytes[16];
    struct iovec vector = {.iov_base = bytes, .iov_len = sizeof bytes};
    struct msghdr message = {
        .msg_iov = &vector,
        .msg_iovlen = 1,
        .msg_control = room == 0 ? NULL : control,
        .msg_controllen = room < sizeof control ? room : sizeof control};
    if (recvmsg(fd, &message, MSG_CMSG_CLOEXEC) < 0) {
        puts(strerrorname_np(errno));
        return;
    }
    printf("received%s", message.msg_flags & MSG_CTRUNC ? " truncated" : "");
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header != NULL;
         header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS) {
            print_rights(header);
        } else if (header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_CREDENTIALS &&
                   header->cmsg_len >= CMSG_LEN(sizeof(struct ucred))) {
            struct ucred sender;
            memcpy(&sender, CMSG_DATA(header), sizeof sender);
            printf(" credentials %d %u %u", sender.pid, sender.uid, sender.gid);
        } else {
            printf(" other %d %d", header->cmsg_level, header->cmsg_type);
        }
    }
    puts("");
}

static void print_descriptors(void) {
    DIR *folder = opendir("/proc/self/fd");
    if (folder == NULL) {
        fail("opendir");
    }
    int count = 0;
    while (readdir(folder) != NULL) {
        count++;
    }
    closedir(folder);
    printf("%d\n", count);
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fprintf(stderr, "usage: c-ancillary NAME\n");
        return 1;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    int fd = connect_to(argv[1]);
    puts("connected");
    char line[4096];
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (strncmp(line, "send", 4) == 0) {
            send_items(fd, line + 4);
        } else if (strncmp(line, "receive ", 8) == 0) {
            receive(fd, (size_t)atol(line + 8));
        } else if (strncmp(line, "credentials ", 12) == 0) {
            int on = atoi(line + 12);
            if (setsockopt(fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) < 0) {
                fail("SO_PASSCRED");
            }
            puts("set");
        } else if (strncmp(line, "descriptors", 11) == 0) {
            print_descriptors();
        } else {
            fprintf(stderr, "c-ancillary: not known: %s", line);
            return 1;
        }
    }
    return 0;
}
