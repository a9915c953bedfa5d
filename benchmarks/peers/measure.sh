#!/bin/sh
# Measures other libraries and this project in turns, and prints how many times faster ours is: dev.kernelsmith.benchmarks.peers.PeersMain, whose
# options it takes. Builds what is needed first, the libraries as far as they can be had here; Maven downloads hundreds of MB for them.
# JAVA_HOME names the JDK, 25 or newer, if java on the PATH is another one.
set -eu

fail() {
  printf 'measure.sh: %s\n' "$1" >&2
  exit 1
}

cd "$(dirname "$0")/../.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -version 2>&1 | grep -Eq 'version "(2[5-9]|[3-9][0-9])' ||
  fail "$java is not that of a JDK 25 or newer: set JAVA_HOME to one (https://adoptium.net)."

log=benchmarks/peers/target/build.log
mkdir -p benchmarks/peers/target
printf 'building, with what Maven says in %s ...\n' "$log" >&2
# One library that cannot be had does not keep Maven from the others; PeersMain says what is missing and why.
mvn -B -ntp -Dstyle.color=never -Ppeers -fae package -Dmaven.test.skip=true -Derror-prone.options=-XepDisableAllChecks >"$log" 2>&1 || true
grep -q 'Kernelsmith benchmarks \.* SUCCESS' "$log" || fail "the benchmarks could not be built; see $log."
exec "$java" --add-modules jdk.incubator.vector -cp benchmarks/target/benchmarks.jar dev.kernelsmith.benchmarks.peers.PeersMain "$@"
