//! The crate `interprocess` on Tokio, one thread for everything.

use crate::{header, parse, rounds, say_rate, say_times, ECHO, HEADER, SINK, SMALL};
use interprocess::local_socket::{
    tokio::{prelude::*, Stream},
    GenericFilePath, ListenerOptions, ToFsName,
};
use std::io;
use std::net::Shutdown;
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::time::Instant;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

fn run<T>(work: impl std::future::Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("runtime")
        .block_on(tokio::task::LocalSet::new().run_until(work))
}

async fn connect(address: &str) -> io::Result<Stream> {
    <Stream as interprocess::local_socket::traits::tokio::Stream>::connect(
        address.to_fs_name::<GenericFilePath>()?,
    )
    .await
}

pub fn serve(address: &str) -> io::Result<()> {
    run(async {
        let name = address.to_fs_name::<GenericFilePath>()?;
        let listener = ListenerOptions::new().name(name).create_tokio()?;
        crate::say("ready".into());
        loop {
            tokio::task::spawn_local(serve_one(listener.accept().await?));
        }
    })
}

async fn serve_one(mut stream: Stream) -> io::Result<()> {
    let mut first = [0; HEADER];
    stream.read_exact(&mut first).await?;
    let (mode, size) = parse(&first);
    let mut buffer = vec![1; size];
    if mode == ECHO {
        while stream.read_exact(&mut buffer).await.is_ok() {
            stream.write_all(&buffer).await?;
        }
    } else {
        while stream.read(&mut buffer).await? > 0 {}
        stream.write_all(&buffer[..1]).await?;
    }
    Ok(())
}

pub fn drive(address: &str, work: &str, size: usize) -> io::Result<()> {
    run(async {
        match work {
            "echo" => drive_echo(address, size).await,
            "sink" => drive_sink(address, size).await,
            _ => drive_connect(address, size).await,
        }
    })
}

async fn drive_echo(address: &str, size: usize) -> io::Result<()> {
    let mut stream = connect(address).await?;
    stream.write_all(&header(ECHO, size)).await?;
    let mut buffer = vec![1; size];
    let mut times = Vec::new();
    for end in rounds() {
        times.clear();
        let begin = Instant::now();
        let mut last = begin;
        while times.is_empty() || last < end {
            stream.write_all(&buffer).await?;
            stream.read_exact(&mut buffer).await?;
            let now = Instant::now();
            times.push((now - last).as_nanos() as u32);
            last = now;
        }
        say_times(&mut times, last - begin);
    }
    Ok(())
}

async fn drive_sink(address: &str, size: usize) -> io::Result<()> {
    let mut buffer = vec![1; size];
    for end in rounds() {
        let mut stream = connect(address).await?;
        let begin = Instant::now();
        let mut total = 0;
        stream.write_all(&header(SINK, size)).await?;
        while total == 0 || Instant::now() < end {
            stream.write_all(&buffer).await?;
            total += size as u64;
        }
        // The crate has no half-close of its own.
        let Stream::UdSocket(inner) = &stream;
        UnixStream::from(inner.as_fd().try_clone_to_owned()?).shutdown(Shutdown::Write)?;
        stream.read_exact(&mut buffer[..1]).await?;
        say_rate(total, begin);
    }
    Ok(())
}

async fn drive_connect(address: &str, at_once: usize) -> io::Result<()> {
    for end in rounds() {
        let begin = Instant::now();
        let all: Vec<_> = (0..at_once)
            .map(|_| tokio::task::spawn_local(connect_often(address.to_owned(), end)))
            .collect();
        let mut total = 0;
        for each in all {
            total += each.await.unwrap()?;
        }
        say_rate(total, begin);
    }
    Ok(())
}

async fn connect_often(address: String, end: Instant) -> io::Result<u64> {
    let mut message = [0; HEADER + SMALL];
    message[..HEADER].copy_from_slice(&header(ECHO, SMALL));
    let mut count = 0;
    while count == 0 || Instant::now() < end {
        let mut stream = connect(&address).await?;
        stream.write_all(&message).await?;
        stream.read_exact(&mut message[HEADER..]).await?;
        count += 1;
    }
    Ok(count)
}
