#!/usr/bin/env python3
"""Interoperability test peer in Python, on the module socket.

    socket_peer.py listen|connect path:PATH|namespaced:NAME BYTES

The protocol is in ../README.md. One thread sends while the main thread receives.
"""
import hashlib
import os
import random
import socket
import sys
import threading

LARGEST_CHUNK = 131072
LARGEST_SMALL_CHUNK = 100


def fail(error):
    print(f"socket_peer.py: {error}", file=sys.stderr, flush=True)
    os._exit(1)  # at once, whatever the other thread is blocked in


def parse_name(name):
    kind, _, value = name.partition(":")
    if not value or kind not in ("path", "namespaced"):
        raise ValueError("NAME must be path:PATH or namespaced:NAME")
    return os.fsencode(value) if kind == "path" else b"\0" + os.fsencode(value)


def open_stream(mode, address):
    stream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    if mode == "connect":
        stream.connect(address)
        return stream
    if mode != "listen":
        raise ValueError("the first argument must be listen or connect")
    with stream as listener:
        listener.bind(address)
        listener.listen(1)
        print("listening", flush=True)
        return listener.accept()[0]


def send_all(stream, count, digest):
    try:
        while count > 0:
            largest = LARGEST_SMALL_CHUNK if random.randrange(4) == 0 else LARGEST_CHUNK
            chunk = os.urandom(min(random.randint(1, largest), count))
            digest.update(chunk)
            stream.sendall(chunk)
            count -= len(chunk)
        stream.shutdown(socket.SHUT_WR)
    except Exception as error:
        fail(error)


def receive_all(stream, digest):
    count = 0
    while chunk := stream.recv(LARGEST_CHUNK):
        digest.update(chunk)
        count += len(chunk)
    return count


def main(arguments):
    if len(arguments) != 3 or not (arguments[2].isascii() and arguments[2].isdigit()):
        raise ValueError("usage: socket_peer.py listen|connect path:PATH|namespaced:NAME BYTES")
    sent = int(arguments[2])
    sent_digest, received_digest = hashlib.sha256(), hashlib.sha256()
    with open_stream(arguments[0], parse_name(arguments[1])) as stream:
        sender = threading.Thread(target=send_all, args=(stream, sent, sent_digest))
        sender.start()
        received = receive_all(stream, received_digest)
        sender.join()
    print(f"sent {sent} {sent_digest.hexdigest()} received {received} {received_digest.hexdigest()}", flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Exception as error:
        fail(error)
