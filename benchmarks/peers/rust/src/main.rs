//! Peers of the benchmark in Rust: see ../README.md.

mod asynchronous;
mod blocking;

use std::io::{self, BufRead, Write};
use std::time::{Duration, Instant};

const ECHO: u32 = 1;
const SINK: u32 = 2;
const HEADER: usize = 8;
const SMALL: usize = 64;

fn header(mode: u32, size: usize) -> [u8; HEADER] {
    let mut bytes = [0; HEADER];
    bytes[..4].copy_from_slice(&mode.to_le_bytes());
    bytes[4..].copy_from_slice(&(size as u32).to_le_bytes());
    bytes
}

fn parse(header: &[u8; HEADER]) -> (u32, usize) {
    let word = |at: usize| u32::from_le_bytes(header[at..at + 4].try_into().unwrap());
    (word(0), word(4) as usize)
}

/// The rounds that the input asks for, by their ends.
fn rounds() -> impl Iterator<Item = Instant> {
    io::stdin().lock().lines().map(|line| {
        let milliseconds = line.unwrap().trim().parse().expect("milliseconds");
        Instant::now() + Duration::from_millis(milliseconds)
    })
}

fn say(line: String) {
    println!("{line}");
    io::stdout().flush().unwrap();
}

fn say_rate(count: u64, begin: Instant) {
    say(format!(
        "rate={:.1}",
        count as f64 / begin.elapsed().as_secs_f64()
    ));
}

fn say_times(nanos: &mut [u32], total: Duration) {
    nanos.sort_unstable();
    let quantile = |thousandth: usize| nanos[nanos.len() * thousandth / 1000];
    let mean = total.as_nanos() as f64 / nanos.len() as f64;
    say(format!(
        "median={} p99={} mean={mean:.1}",
        quantile(500),
        quantile(990)
    ));
}

fn main() -> io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["serve", "std", address] => blocking::serve::<std::os::unix::net::UnixStream>(address),
        ["serve", "interprocess", address] => {
            blocking::serve::<interprocess::local_socket::Stream>(address)
        }
        ["serve", "tokio", address] => asynchronous::serve(address),
        ["drive", "std", address, work, size] => {
            blocking::drive::<std::os::unix::net::UnixStream>(address, work, size.parse().unwrap())
        }
        ["drive", "interprocess", address, work, size] => blocking::drive::<
            interprocess::local_socket::Stream,
        >(
            address, work, size.parse().unwrap()
        ),
        ["drive", "tokio", address, work, size] => {
            asynchronous::drive(address, work, size.parse().unwrap())
        }
        _ => Err(io::Error::other("usage: see README.md")),
    }
}
