#!/bin/sh
# Measures a recurrent network and a transformer, here and in DJL with PyTorch, in turns: dev.kernelsmith.benchmarks.peers.SequencesMain, whose options it takes.
# Builds what is needed first; Maven downloads some 120 MB for it.
# JAVA_HOME names the JDK, 25 or newer, if java on the PATH is another one.
set -eu

fail() {
  printf 'sequences.sh: %s\n' "$1" >&2
  exit 1
}

cd "$(dirname "$0")/../.."
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -version 2>&1 | grep -Eq 'version "(2[5-9]|[3-9][0-9])' ||
  fail "$java is not that of a JDK 25 or newer: set JAVA_HOME to one (https://adoptium.net)."

log=benchmarks/peers/target/build.log
mkdir -p benchmarks/peers/target
printf 'building, with what Maven says in %s ...\n' "$log" >&2
# Where the library cannot be had, SequencesMain says why.
mvn -B -ntp -Dstyle.color=never -Ppeers -fae package -pl benchmarks/peers/djl -am \
  -Dmaven.test.skip=true -Derror-prone.options=-XepDisableAllChecks >"$log" 2>&1 || true
grep -q 'Kernelsmith benchmarks \.* SUCCESS' "$log" || fail "the benchmarks could not be built; see $log."
exec "$java" --add-modules jdk.incubator.vector -cp benchmarks/target/benchmarks.jar dev.kernelsmith.benchmarks.peers.SequencesMain "$@"
