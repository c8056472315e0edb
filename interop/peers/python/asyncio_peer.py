#!/usr/bin/env python3
"""Interoperability test peer in Python, on asyncio streams.

    asyncio_peer.py listen|connect path:PATH|namespaced:NAME BYTES

The protocol is in ../README.md. Note that asyncio removes a socket file it finds at a path
before it binds there.
"""
import asyncio
import hashlib
import os
import random
import sys

LARGEST_CHUNK = 131072
LARGEST_SMALL_CHUNK = 100


def parse_name(name):
    kind, _, value = name.partition(":")
    if not value or kind not in ("path", "namespaced"):
        raise ValueError("NAME must be path:PATH or namespaced:NAME")
    return os.fsencode(value) if kind == "path" else b"\0" + os.fsencode(value)


async def open_stream(mode, address):
    """Returns the StreamReader and the StreamWriter of the one connection."""
    if mode == "connect":
        return await asyncio.open_unix_connection(address)
    if mode != "listen":
        raise ValueError("the first argument must be listen or connect")
    first = asyncio.get_running_loop().create_future()

    def on_client(reader, writer):
        if first.done():
            writer.close()  # slipped in before the server was closed
        else:
            first.set_result((reader, writer))

    server = await asyncio.start_unix_server(on_client, address, backlog=1)
    print("listening", flush=True)
    streams = await first
    server.close()
    return streams


async def send_all(writer, count):
    digest = hashlib.sha256()
    while count > 0:
        largest = LARGEST_SMALL_CHUNK if random.randrange(4) == 0 else LARGEST_CHUNK
        chunk = os.urandom(min(random.randint(1, largest), count))
        digest.update(chunk)
        writer.write(chunk)
        await writer.drain()
        count -= len(chunk)
    writer.write_eof()
    return digest.hexdigest()


async def receive_all(reader):
    digest, count = hashlib.sha256(), 0
    while chunk := await reader.read(LARGEST_CHUNK):
        digest.update(chunk)
        count += len(chunk)
    return count, digest.hexdigest()


async def main(arguments):
    if len(arguments) != 3 or not (arguments[2].isascii() and arguments[2].isdigit()):
        raise ValueError("usage: asyncio_peer.py listen|connect path:PATH|namespaced:NAME BYTES")
    sent = int(arguments[2])
    reader, writer = await open_stream(arguments[0], parse_name(arguments[1]))
    sent_hex, (received, received_hex) = await asyncio.gather(send_all(writer, sent), receive_all(reader))
    writer.close()
    await writer.wait_closed()
    print(f"sent {sent} {sent_hex} received {received} {received_hex}", flush=True)


if __name__ == "__main__":
    try:
        asyncio.run(main(sys.argv[1:]))
    except Exception as error:
        print(f"asyncio_peer.py: {error}", file=sys.stderr)
        sys.exit(1)
