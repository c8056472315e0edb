//! The standard library's streams and those of the crate `interprocess`, a thread for each.

use crate::{header, parse, rounds, say_rate, say_times, ECHO, HEADER, SINK, SMALL};
use interprocess::local_socket::{prelude::*, GenericFilePath, ListenerOptions, Stream};
use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::fd::AsFd;
use std::os::unix::net::{UnixListener, UnixStream};
use std::thread;
use std::time::Instant;

pub trait Kind: Read + Write + Send + Sized + 'static {
    fn connect(address: &str) -> io::Result<Self>;
    fn accept_all(address: &str, each: fn(Self) -> io::Result<()>) -> io::Result<()>;
    fn end_output(&self) -> io::Result<()>;
}

impl Kind for UnixStream {
    fn connect(address: &str) -> io::Result<Self> {
        UnixStream::connect(address)
    }

    fn accept_all(address: &str, each: fn(Self) -> io::Result<()>) -> io::Result<()> {
        let listener = UnixListener::bind(address)?;
        crate::say("ready".into());
        for stream in listener.incoming() {
            start(stream?, each);
        }
        Ok(())
    }

    fn end_output(&self) -> io::Result<()> {
        self.shutdown(Shutdown::Write)
    }
}

impl Kind for Stream {
    fn connect(address: &str) -> io::Result<Self> {
        <Stream as interprocess::local_socket::traits::Stream>::connect(
            address.to_fs_name::<GenericFilePath>()?,
        )
    }

    fn accept_all(address: &str, each: fn(Self) -> io::Result<()>) -> io::Result<()> {
        let name = address.to_fs_name::<GenericFilePath>()?;
        let listener = ListenerOptions::new().name(name).create_sync()?;
        crate::say("ready".into());
        for stream in listener.incoming() {
            start(stream?, each);
        }
        Ok(())
    }

    /// The crate has no half-close of its own.
    fn end_output(&self) -> io::Result<()> {
        let Stream::UdSocket(inner) = self;
        UnixStream::from(inner.as_fd().try_clone_to_owned()?).shutdown(Shutdown::Write)
    }
}

fn start<K: Kind>(stream: K, each: fn(K) -> io::Result<()>) {
    thread::Builder::new()
        .stack_size(64 << 10)
        .spawn(move || each(stream))
        .expect("thread");
}

pub fn serve<K: Kind>(address: &str) -> io::Result<()> {
    K::accept_all(address, |mut stream: K| {
        let mut first = [0; HEADER];
        stream.read_exact(&mut first)?;
        let (mode, size) = parse(&first);
        let mut buffer = vec![1; size];
        if mode == ECHO {
            while stream.read_exact(&mut buffer).is_ok() {
                stream.write_all(&buffer)?;
            }
        } else {
            while stream.read(&mut buffer)? > 0 {}
            stream.write_all(&buffer[..1])?;
        }
        Ok(())
    })
}

pub fn drive<K: Kind>(address: &str, work: &str, size: usize) -> io::Result<()> {
    match work {
        "echo" => drive_echo::<K>(address, size),
        "sink" => drive_sink::<K>(address, size),
        _ => drive_connect::<K>(address, size),
    }
}

fn drive_echo<K: Kind>(address: &str, size: usize) -> io::Result<()> {
    let mut stream = K::connect(address)?;
    stream.write_all(&header(ECHO, size))?;
    let mut buffer = vec![1; size];
    let mut times = Vec::new();
    for end in rounds() {
        times.clear();
        let begin = Instant::now();
        let mut last = begin;
        while times.is_empty() || last < end {
            stream.write_all(&buffer)?;
            stream.read_exact(&mut buffer)?;
            let now = Instant::now();
            times.push((now - last).as_nanos() as u32);
            last = now;
        }
        say_times(&mut times, last - begin);
    }
    Ok(())
}

fn drive_sink<K: Kind>(address: &str, size: usize) -> io::Result<()> {
    let mut buffer = vec![1; size];
    for end in rounds() {
        let mut stream = K::connect(address)?;
        let begin = Instant::now();
        let mut total = 0;
        stream.write_all(&header(SINK, size))?;
        while total == 0 || Instant::now() < end {
            stream.write_all(&buffer)?;
            total += size as u64;
        }
        stream.end_output()?;
        stream.read_exact(&mut buffer[..1])?;
        say_rate(total, begin);
    }
    Ok(())
}

fn drive_connect<K: Kind>(address: &str, at_once: usize) -> io::Result<()> {
    for end in rounds() {
        let begin = Instant::now();
        let total = thread::scope(|scope| {
            let all: Vec<_> = (0..at_once)
                .map(|_| scope.spawn(|| connect_often::<K>(address, end).expect("connect")))
                .collect();
            all.into_iter().map(|each| each.join().unwrap()).sum()
        });
        say_rate(total, begin);
    }
    Ok(())
}

fn connect_often<K: Kind>(address: &str, end: Instant) -> io::Result<u64> {
    let mut message = [0; HEADER + SMALL];
    message[..HEADER].copy_from_slice(&header(ECHO, SMALL));
    let mut count = 0;
    while count == 0 || Instant::now() < end {
        let mut stream = K::connect(address)?;
        stream.write_all(&message)?;
        stream.read_exact(&mut message[HEADER..])?;
        count += 1;
    }
    Ok(count)
}
