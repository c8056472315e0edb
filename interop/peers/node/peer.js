#!/usr/bin/env node
/*
 * Interoperability test peer in Node.js, on the module net.
 *
 *   node peer.js listen|connect path:PATH|namespaced:NAME|pipe:NAME BYTES
 *
 * The protocol is in ../README.md, with one deviation that is Node's own: Node 20 (libuv before
 * 1.48) always passes the whole sockaddr_un, so its abstract address is NUL + name padded with
 * NULs to the 108 bytes of sun_path, and meets only peers that pad likewise. Newer versions use
 * the exact length.
 */
'use strict';
const { createHash, randomBytes, randomInt } = require('node:crypto');
const { once } = require('node:events');
const net = require('node:net');

const LONGEST_NAME = 107; // sun_path less one NUL: before a name, after a path
const LARGEST_CHUNK = 131072;
const LARGEST_SMALL_CHUNK = 100;

function fail(error) {
  process.stderr.write(`peer.js: ${error.message}\n`);
  process.exit(1);
}

function parseName(name) {
  const [, kind, value] = /^(path|namespaced|pipe):(.+)$/s.exec(name) ?? [];
  if (kind === undefined) throw new Error('NAME must be path:PATH, namespaced:NAME or pipe:NAME');
  if (kind === 'pipe') return '\\\\.\\pipe\\' + value;
  // Node 20 cuts a longer path short instead of refusing it.
  if (Buffer.byteLength(value) > LONGEST_NAME) throw new Error('path or namespaced name too long');
  return kind === 'path' ? value : '\0' + value;
}

async function openStream(mode, path) {
  if (mode === 'connect') {
    const socket = net.connect({ path, allowHalfOpen: true });
    await once(socket, 'connect');
    return socket;
  }
  if (mode !== 'listen') throw new Error('the first argument must be listen or connect');
  const server = net.createServer({ allowHalfOpen: true });
  server.maxConnections = 1;
  server.listen({ path, backlog: 1 });
  await once(server, 'listening');
  console.log('listening');
  const [socket] = await once(server, 'connection');
  server.close();
  return socket;
}

async function sendAll(socket, count, halfCloses) {
  const hash = createHash('sha256');
  while (count > 0) {
    const largest = randomInt(4) === 0 ? LARGEST_SMALL_CHUNK : LARGEST_CHUNK;
    const chunk = randomBytes(Math.min(randomInt(1, largest + 1), count));
    hash.update(chunk);
    if (!socket.write(chunk)) await once(socket, 'drain');
    count -= chunk.length;
  }
  if (halfCloses) {
    socket.end();
    await once(socket, 'finish');
  }
  return hash.digest('hex');
}

// Not `for await`: leaving that loop destroys the socket, and with it the sending side.
async function receiveAll(socket, bytes, halfCloses) {
  const hash = createHash('sha256');
  let count = 0;
  await new Promise((resolve) => {
    socket.on('data', (chunk) => {
      hash.update(chunk);
      count += chunk.length;
      if (!halfCloses && count >= bytes) resolve();
    });
    socket.on('end', resolve);
  });
  return [count, hash.digest('hex')];
}

async function main([mode, name, bytes, ...rest]) {
  if (rest.length > 0 || !/^\d+$/.test(bytes ?? '')) {
    throw new Error('usage: peer.js listen|connect path:PATH|namespaced:NAME|pipe:NAME BYTES');
  }
  const sent = Number(bytes);
  const socket = await openStream(mode, parseName(name));
  socket.on('error', fail);
  const halfCloses = !name.startsWith('pipe:');
  const [sentHex, [received, receivedHex]] = await Promise.all([
    sendAll(socket, sent, halfCloses),
    receiveAll(socket, sent, halfCloses),
  ]);
  console.log(`sent ${sent} ${sentHex} received ${received} ${receivedHex}`);
  if (!halfCloses) socket.end();
}

main(process.argv.slice(2)).catch(fail);
