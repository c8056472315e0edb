//! Interoperability test peer in Rust, on the local sockets of the crate `interprocess`.
//!
//!     rust-peer listen|connect path:PATH|namespaced:NAME|pipe:NAME BYTES
//!
//! The protocol is in ../README.md. One thread sends while the main thread receives.
//! The crate's local sockets have no half-close of their own, and dropping one half of a split
//! stream shuts nothing down; so the standard library's `UnixStream` inside is shut down instead.
//! When it is dropped after listening, the crate's listener removes its socket file.

use interprocess::local_socket::{
    prelude::*, GenericFilePath, GenericNamespaced, ListenerOptions, Name, Stream,
};
use sha2::{Digest, Sha256};
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Read, Write};
use std::{env, process, thread};

const LARGEST_CHUNK: usize = 131072;
const LARGEST_SMALL_CHUNK: usize = 100;

/// splitmix64, seeded by the random keys that the standard library gives its hash maps.
struct Random(u64);

impl Random {
    fn new() -> Self {
        Random(RandomState::new().build_hasher().finish())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e3779b97f4a7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58476d1ce4e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d049bb133111eb);
        z ^ (z >> 31)
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        for word in bytes.chunks_mut(8) {
            word.copy_from_slice(&self.next().to_ne_bytes()[..word.len()]);
        }
    }

    fn chunk_size(&mut self) -> usize {
        let largest = match self.next() % 4 {
            0 => LARGEST_SMALL_CHUNK,
            _ => LARGEST_CHUNK,
        };
        1 + (self.next() % largest as u64) as usize
    }
}

fn invalid(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message)
}

fn parse_name(name: &str) -> io::Result<Name<'_>> {
    match name.split_once(':') {
        Some(("path", value)) if !value.is_empty() => value.to_fs_name::<GenericFilePath>(),
        // On Windows a namespaced name is that of a pipe.
        Some(("namespaced" | "pipe", value)) if !value.is_empty() => value.to_ns_name::<GenericNamespaced>(),
        _ => Err(invalid("NAME must be path:PATH or namespaced:NAME")),
    }
}

fn open_stream(mode: &str, name: Name<'_>) -> io::Result<Stream> {
    match mode {
        "connect" => Stream::connect(name),
        "listen" => {
            let listener = ListenerOptions::new().name(name).create_sync()?;
            println!("listening");
            listener.accept()
        }
        _ => Err(invalid("the first argument must be listen or connect")),
    }
}

#[cfg(unix)]
fn half_close(stream: &Stream) -> io::Result<()> {
    let Stream::UdSocket(socket) = stream;
    socket.inner().shutdown(std::net::Shutdown::Write)
}

/// Its pipes have none.
#[cfg(windows)]
fn half_close(_: &Stream) -> io::Result<()> {
    Ok(())
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn send_all(mut stream: &Stream, bytes: u64) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut random = Random::new();
    let mut buffer = vec![0; LARGEST_CHUNK];
    let mut remaining = bytes;
    while remaining > 0 {
        let size = remaining.min(random.chunk_size() as u64);
        let chunk = &mut buffer[..size as usize];
        random.fill(chunk);
        hash.update(&*chunk);
        stream.write_all(chunk)?;
        remaining -= size;
    }
    half_close(stream)?;
    Ok(hex(hash))
}

/// Up to the end, or where that can't be told alone up to so many bytes.
fn receive_all(mut stream: &Stream, bytes: u64) -> io::Result<(u64, String)> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; LARGEST_CHUNK];
    let mut count = 0;
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Ok((count, hex(hash))),
            Ok(n) => {
                hash.update(&buffer[..n]);
                count += n as u64;
                if cfg!(windows) && count >= bytes {
                    return Ok((count, hex(hash)));
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Ends the whole process, so that an error of one thread does not leave the other one blocked.
fn fail(error: io::Error) -> ! {
    eprintln!("rust-peer: {error}");
    process::exit(1)
}

fn run() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [mode, name, bytes] = arguments.as_slice() else {
        return Err(invalid("usage: rust-peer listen|connect path:PATH|namespaced:NAME|pipe:NAME BYTES"));
    };
    let bytes: u64 = bytes.parse().map_err(|_| invalid("BYTES must be a decimal number"))?;
    let stream = open_stream(mode, parse_name(name)?)?;
    let (sent, (count, received)) = thread::scope(|scope| {
        let sender = scope.spawn(|| send_all(&stream, bytes).unwrap_or_else(|error| fail(error)));
        let received = receive_all(&stream, bytes).unwrap_or_else(|error| fail(error));
        (sender.join().expect("the sender panicked"), received)
    });
    println!("sent {bytes} {sent} received {count} {received}");
    Ok(())
}

fn main() {
    run().unwrap_or_else(|error| fail(error));
}
