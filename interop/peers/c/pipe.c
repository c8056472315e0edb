/*
 * Interoperability test peer in C, on the named pipes of Windows.
 *
 *   c-pipe listen|connect pipe:NAME BYTES
 *
 * The protocol is in ../README.md. One thread sends while the main thread receives. The pipe is of
 * message type and read as bytes, so that a write of nothing ends the other side's input.
 */
#include <windows.h>

#include <stdlib.h>

#include "digest.h"

static void fail(const char *call) {
    fprintf(stderr, "c-pipe: %s: error %lu\n", call, GetLastError());
    exit(1);
}

struct direction {
    HANDLE pipe;
    HANDLE event;
    uint64_t bytes;
    char hex[65];
};

/* The pipe is overlapped: of a synchronous handle a write would wait for the other thread's read. */
static BOOL done(struct direction *direction, OVERLAPPED *overlapped, BOOL at_once, DWORD *count) {
    if (!at_once && GetLastError() != ERROR_IO_PENDING)
        return FALSE;
    return GetOverlappedResult(direction->pipe, overlapped, count, TRUE);
}

static void write_one(struct direction *sent, const void *bytes, DWORD size) {
    OVERLAPPED overlapped = {.hEvent = sent->event};
    DWORD count;
    if (!done(sent, &overlapped, WriteFile(sent->pipe, bytes, size, NULL, &overlapped), &count) || count != size)
        fail("WriteFile");
}

static DWORD WINAPI send_all(void *argument) {
    struct direction *sent = argument;
    static uint8_t chunk[LARGEST_CHUNK + sizeof(uint64_t)];
    struct sha256 hash;
    sha256_init(&hash);
    uint64_t random = GetTickCount64() ^ (uint64_t)GetCurrentProcessId() << 40;
    for (uint64_t remaining = sent->bytes; remaining > 0;) {
        size_t size = next_chunk_size(&random, remaining);
        fill_random(&random, chunk, size);
        sha256_update(&hash, chunk, size);
        write_one(sent, chunk, (DWORD)size);
        remaining -= size;
    }
    write_one(sent, chunk, 0);
    sha256_hex(&hash, sent->hex);
    return 0;
}

static void receive_all(struct direction *received) {
    static uint8_t buffer[LARGEST_CHUNK];
    struct sha256 hash;
    sha256_init(&hash);
    for (;;) {
        OVERLAPPED overlapped = {.hEvent = received->event};
        DWORD count;
        BOOL at_once = ReadFile(received->pipe, buffer, sizeof buffer, NULL, &overlapped);
        if (!done(received, &overlapped, at_once, &count))
            fail("ReadFile");
        if (count == 0)
            break;
        sha256_update(&hash, buffer, count);
    }
    received->bytes = hash.length;
    sha256_hex(&hash, received->hex);
}

static HANDLE open_pipe(const char *mode, const char *name) {
    char path[300];
    if (strncmp(name, "pipe:", 5) != 0 || snprintf(path, sizeof path, "\\\\.\\pipe\\%s", name + 5) >= (int)sizeof path)
        fail("NAME must be pipe:NAME");
    if (strcmp(mode, "connect") == 0) {
        HANDLE pipe = CreateFileA(path, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
        if (pipe == INVALID_HANDLE_VALUE)
            fail("CreateFile");
        return pipe;
    }
    HANDLE pipe = CreateNamedPipeA(path, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
                                   PIPE_TYPE_MESSAGE | PIPE_READMODE_BYTE | PIPE_REJECT_REMOTE_CLIENTS, 1, 65536, 65536, 0, NULL);
    if (pipe == INVALID_HANDLE_VALUE)
        fail("CreateNamedPipe");
    puts("listening");
    fflush(stdout);
    struct direction listening = {.pipe = pipe, .event = CreateEventA(NULL, TRUE, FALSE, NULL)};
    OVERLAPPED overlapped = {.hEvent = listening.event};
    DWORD count;
    if (!done(&listening, &overlapped, ConnectNamedPipe(pipe, &overlapped), &count) && GetLastError() != ERROR_PIPE_CONNECTED)
        fail("ConnectNamedPipe");
    return pipe;
}

int main(int argc, char **argv) {
    if (argc != 4) {
        fputs("usage: c-pipe listen|connect pipe:NAME BYTES\n", stderr);
        return 1;
    }
    struct direction sent = {.bytes = strtoull(argv[3], NULL, 10)};
    sent.pipe = open_pipe(argv[1], argv[2]);
    struct direction received = {.pipe = sent.pipe};
    sent.event = CreateEventA(NULL, TRUE, FALSE, NULL);
    received.event = CreateEventA(NULL, TRUE, FALSE, NULL);
    HANDLE sender = CreateThread(NULL, 0, send_all, &sent, 0, NULL);
    if (!sender)
        fail("CreateThread");
    receive_all(&received);
    WaitForSingleObject(sender, INFINITE);
    CloseHandle(sent.pipe);
    printf("sent %" PRIu64 " %s received %" PRIu64 " %s\n", sent.bytes, sent.hex, received.bytes, received.hex);
    return 0;
}
