#!/usr/bin/env bash
# Interoperability test peer on the programs socat and sha256sum.
#
#   peer.sh listen|connect path:PATH|namespaced:NAME BYTES
#
# The protocol is in ../README.md. The random bytes come from a file and what is received goes into
# another, both in a temporary folder that is removed at the end (on SIGTERM too, not on SIGKILL).
# Hashes are taken of the files. socat itself chooses the chunks: 8192 bytes each.
set -u -o pipefail

fail() {
    echo "peer.sh: $*" >&2
    exit 1
}

# Puts a backslash before each character that is special in a socat address.
escape() {
    sed 's/[][\\",:!(){}'\'']/\\&/g' <<<"$1"
}

[[ $# -eq 3 && $3 =~ ^[0-9]+$ ]] || fail 'usage: peer.sh listen|connect path:PATH|namespaced:NAME BYTES'
[[ $1 == listen || $1 == connect ]] || fail 'the first argument must be listen or connect'
case $2 in
    path:?*) address=UNIX-${1^^}:$(escape "${2#path:}") ;;
    namespaced:?*) address=ABSTRACT-${1^^}:$(escape "${2#namespaced:}") ;;
    *) fail 'NAME must be path:PATH or namespaced:NAME' ;;
esac
command -v socat >/dev/null || fail 'socat is not installed'

folder=$(mktemp -d) || exit 1
socat_pid=
trap '[[ -z $socat_pid ]] || kill "$socat_pid" 2>/dev/null; rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM

sent=$folder/sent received=$folder/received
head -c "$3" /dev/urandom >"$sent" && : >"$received" || fail "cannot write to $folder"

# One file is read and the other one written at the same time; at the end of the first, socat
# shuts down the sending side of its socket (-t: then it bears 60 s without any byte received).
files=OPEN:$(escape "$sent"),rdonly\!\!OPEN:$(escape "$received"),wronly
exec 3< <(exec socat -d -d -t 60 "$address" "$files" 2>&1)
socat_pid=$!

# socat's messages: the severity follows the process id (N notice, W warning, E error, F fatal).
failed=
while read -r -u 3 date time program severity text; do
    case "$severity $text" in
        'N listening on '*) echo listening ;;
        [WEF]' '* | *'timed out'*) echo "peer.sh: socat: $text" >&2; failed=yes ;;
    esac
done
wait "$socat_pid" || failed=yes
socat_pid=
[[ -z $failed ]] || exit 1

describe() {
    local hash
    hash=$(sha256sum <"$1") && echo "$(stat -c %s "$1") ${hash%% *}"
}
line="sent $(describe "$sent")" && line+=" received $(describe "$received")" || fail 'cannot read the files back'
echo "$line"
