# Sets JAVA_HOME to a JDK 25 or newer: JAVA_HOME itself, the usual places, or the java on the path.
# Sourced by ./ipc and ./verify.

is_jdk_25() {
  [[ -x $1/bin/javac && -r $1/release ]] || return 1
  local line
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=\"2[5-9]* | JAVA_VERSION=\"[3-9][0-9]*) return 0 ;;
    esac
  done <"$1/release"
  return 1
}

find_jdk_25() {
  local candidate java
  if [[ -n ${JAVA_HOME:-} ]] && is_jdk_25 "$JAVA_HOME"; then
    return
  fi
  for candidate in /usr/lib/jvm/*25* /usr/lib/jvm/* /opt/java/* /opt/jdk* /usr/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
    if is_jdk_25 "$candidate"; then
      export JAVA_HOME=$candidate
      return
    fi
  done
  if java=$(command -v java); then
    java=$(readlink -f -- "$java")
    candidate=${java%/bin/java}
    if is_jdk_25 "$candidate"; then
      export JAVA_HOME=$candidate
      return
    fi
  fi
  echo "A JDK 25 is missing: install one (apt-get install temurin-25-jdk or openjdk-25-jdk) or set JAVA_HOME." >&2
  exit 1
}

find_jdk_25
