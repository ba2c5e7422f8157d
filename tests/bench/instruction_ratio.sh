#!/bin/sh
# Instructions per byte of our parsers against hand-written ones in the same binary, counted by cachegrind; they repeat
# to a fraction of a per mille on any machine. Fails where a ratio is above 1.5.
#   tests/bench/instruction_ratio.sh build/bench/tests/bench/muster_bench_grammars
set -eu
program=${1:?path of muster_bench_grammars}
command -v valgrind >/dev/null || { echo "valgrind is not installed" >&2; exit 2; }

# instructions WHAT: all instructions of one run
instructions() {
  valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null "$program" --count "$1" 2>&1 >/dev/null |
    sed -n 's/.*I *refs: *//p' | tr -d ','
}
bytes() { "$program" --count "$1" | cut -d' ' -f1; }

status=0
for what in tree entries; do
  none=$(instructions $what-none)
  ours=$(( $(instructions $what-ours) - none ))
  hand=$(( $(instructions $what-hand) - none ))
  size=$(bytes $what-none)
  awk -v what=$what -v ours=$ours -v hand=$hand -v size="$size" 'BEGIN {
    ratio = ours / hand
    printf "%-8s ours %.2f, by hand %.2f instructions per byte, ratio %.2f\n", what, ours / size, hand / size, ratio
    exit ratio > 1.5
  }' || status=1
done
exit $status
