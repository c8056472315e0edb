#!/usr/bin/env bash
# Builds the compiled peers into OUTDIR as c-peer, go-peer and rust-peer: build.sh OUTDIR [PEER...]
# PEER is c, go or rust; without any, all three. Peers newer than their sources are left alone.
# c is two programs, c-ancillary too. Silent on success. A missing tool is told in a line "missing: TOOL" and is no error.
set -u

[[ $# -ge 1 ]] || { echo 'usage: build.sh OUTDIR [c|go|rust ...]' >&2; exit 2; }
sources=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd) || exit
mkdir -p "$1" && out=$(cd "$1" && pwd) || exit
shift
[[ $# -gt 0 ]] || set -- c go rust

# up_to_date PEER: its program is there, and neither its sources nor this script are newer
up_to_date() {
    [[ -x $out/$1-peer && -z $(find "$sources/$1" "$sources/build.sh" -type f -newer "$out/$1-peer") ]]
}

build_c() {
    cc -std=c11 -O2 -Wall -Wextra -Werror -o "$1.ancillary" "$sources/c/ancillary.c" &&
        mv "$1.ancillary" "$out/c-ancillary" &&
        cc -std=c11 -O2 -Wall -Wextra -Werror -pthread -o "$1" "$sources/c/peer.c"
}

build_go() {
    (cd "$sources/go" && GOFLAGS=-mod=mod CGO_ENABLED=0 go build -buildvcs=false -o "$1" .)
}

build_rust() {
    (cd "$sources/rust" && CARGO_TARGET_DIR=$out/cargo cargo build --quiet --release --locked) &&
        cp "$out/cargo/release/rust-peer" "$1"
}

status=0
for peer; do
    case $peer in
        c) tool=cc ;;
        go) tool=go ;;
        rust) tool=cargo ;;
        *) echo "build.sh: no compiled peer: $peer" >&2; exit 2 ;;
    esac
    if up_to_date "$peer"; then
        continue
    elif ! command -v "$tool" >/dev/null; then
        echo "missing: $tool"
        continue
    fi
    # Built beside its final name and moved there, so that a program in use can be replaced.
    new=$out/.$peer-peer.$$
    if "build_$peer" "$new" && mv "$new" "$out/$peer-peer"; then
        continue
    fi
    rm -f "$new"
    echo "build.sh: building the $peer peer failed" >&2
    status=1
done
exit "$status"
