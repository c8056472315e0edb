// The peer of the benchmark in Node: see ../README.md.
'use strict';
const net = require('net');
const readline = require('readline');

const ECHO = 1;
const SINK = 2;
const HEADER = 8;
const SMALL = 64;

function header(mode, size) {
  const bytes = Buffer.alloc(HEADER);
  bytes.writeUInt32LE(mode, 0);
  bytes.writeUInt32LE(size, 4);
  return bytes;
}

function serve(address) {
  net
    .createServer({ allowHalfOpen: true }, (socket) => {
      let first = Buffer.alloc(0);
      let mode = 0;
      const take = (bytes) => mode === ECHO && bytes.length > 0 && socket.write(bytes);
      socket.on('error', () => {});
      socket.on('data', (bytes) => {
        if (mode !== 0) {
          take(bytes);
          return;
        }
        first = Buffer.concat([first, bytes]);
        if (first.length >= HEADER) {
          mode = first.readUInt32LE(0);
          take(first.subarray(HEADER));
        }
      });
      socket.on('end', () => (mode === SINK ? socket.end(Buffer.alloc(1)) : socket.end()));
    })
    .listen({ path: address, backlog: 4096 }, () => console.log('ready'));
}

function connect(address) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ path: address, allowHalfOpen: true }, () => resolve(socket));
    socket.on('error', reject);
  });
}

// Resolves when so many bytes have come since.
function receive(socket, size) {
  return new Promise((resolve) => {
    let missing = size;
    const take = (bytes) => {
      missing -= bytes.length;
      if (missing <= 0) {
        socket.off('data', take);
        resolve();
      }
    };
    socket.on('data', take);
  });
}

const now = () => process.hrtime.bigint();

function sayRate(count, begin) {
  console.log('rate=' + (count * 1e9) / Number(now() - begin));
}

function driveEcho(socket, size, end) {
  return new Promise((resolve) => {
    const message = Buffer.alloc(size, 1);
    const times = [];
    const begin = now();
    let last = begin;
    let missing = size;
    const take = (bytes) => {
      missing -= bytes.length;
      if (missing > 0) {
        return;
      }
      const time = now();
      times.push(Number(time - last));
      last = time;
      missing = size;
      if (time < end) {
        socket.write(message);
        return;
      }
      socket.off('data', take);
      times.sort((a, b) => a - b);
      const quantile = (share) => times[Math.floor(times.length * share)];
      const mean = Number(last - begin) / times.length;
      console.log(`median=${quantile(0.5)} p99=${quantile(0.99)} mean=${mean}`);
      resolve();
    };
    socket.on('data', take);
    socket.write(message);
  });
}

async function driveSink(address, size, end) {
  const socket = await connect(address);
  const message = Buffer.alloc(size, 1);
  const begin = now();
  let total = 0;
  socket.write(header(SINK, size));
  do {
    total += size;
    if (!socket.write(message)) {
      await new Promise((resolve) => socket.once('drain', resolve));
    }
  } while (now() < end);
  const answer = receive(socket, 1);
  socket.end();
  await answer;
  sayRate(total, begin);
}

async function connectOften(address, end) {
  const message = Buffer.concat([header(ECHO, SMALL), Buffer.alloc(SMALL)]);
  let count = 0;
  for (; count === 0 || now() < end; count++) {
    const socket = await connect(address);
    const answer = receive(socket, SMALL);
    socket.write(message);
    await answer;
    socket.destroy();
  }
  return count;
}

async function drive(address, work, size) {
  const echo = work === 'echo' ? await connect(address) : null;
  if (echo) {
    echo.write(header(ECHO, size));
  }
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const begin = now();
    const end = begin + BigInt(line.trim()) * 1000000n;
    if (work === 'echo') {
      await driveEcho(echo, size, end);
    } else if (work === 'sink') {
      await driveSink(address, size, end);
    } else {
      const counts = await Promise.all(
        Array.from({ length: size }, () => connectOften(address, end)),
      );
      sayRate(
        counts.reduce((a, b) => a + b),
        begin,
      );
    }
  }
  process.exit(0);
}

const [role, , address, work, size] = process.argv.slice(2);
if (role === 'serve') {
  serve(address);
} else {
  drive(address, work, Number(size));
}
