#!/usr/bin/env bash
# Builds the compiled peers into OUTDIR as c-peer, c-load, c-signal and rust-peer: build.sh OUTDIR [c|rust ...]
# Silent on success. A missing tool is told in a line "missing: TOOL" and is no error.
set -eu

sources=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
[[ $# -gt 0 ]] || set -- c rust

build_c() {
    local program
    for program in peer load signal; do
        cc -std=gnu11 -O2 -Wall -Wextra -Werror -pthread -o "$out/c-$program" "$sources/c/$program.c"
    done
}

build_rust() {
    (cd "$sources/rust" && CARGO_TARGET_DIR=$out/cargo cargo build --quiet --release --locked)
    cp "$out/cargo/release/rust-peer" "$out/rust-peer"
}

declare -A tools=([c]=cc [rust]=cargo)
for language; do
    if command -v "${tools[$language]}" >/dev/null; then
        "build_$language"
    else
        echo "missing: ${tools[$language]}"
    fi
done
