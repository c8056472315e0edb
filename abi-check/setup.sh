#!/bin/sh
# Installs the C compiler that the tests of this module use into the folder DIR: setup.sh DIR
set -eu

version=0.17.1
dir=${1:?usage: setup.sh DIR}

installed() {
  [ "$(PYTHONPATH="$dir" python3 -m ziglang version 2>&1)" = "$version" ]
}

installed || python3 -m pip install --quiet --root-user-action=ignore --disable-pip-version-check \
  --upgrade --target "$dir" "ziglang==$version"
installed || { echo "setup.sh: $dir has no zig $version that runs" >&2; exit 1; }
