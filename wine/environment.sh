# What every program under Wine gets; sourced by java, wrun and setup.sh, which have set `dir`.
export WINEPREFIX=$dir/prefix WINEARCH=win64 WINESERVER=$dir/root/usr/lib/wine/wineserver
export WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES='mscoree=;mshtml=;winemenubuilder.exe='
unset DISPLAY WAYLAND_DISPLAY
WINE=$dir/root/usr/lib/wine/wine64

# Wine's server and services would be children of the first program: whoever reads that one's output to its end
# would wait for them, and they would hold the lock of who started it. So they are started apart.
start_services() {
  "$WINESERVER" -k0 2>/dev/null && return
  (
    exec </dev/null >/dev/null 2>&1
    for descriptor in /proc/"$BASHPID"/fd/*; do
      number=${descriptor##*/}
      ((number <= 2 || number == 255)) || eval "exec $number>&-"
    done
    setsid "$WINESERVER" -p60 # and one minute more after the last program
    timeout 60 setsid "$WINE" wineboot
  ) || true
}
