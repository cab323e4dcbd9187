#!/usr/bin/env bash
# The long form of the sanitizers' test, an hour on two cores: bench/sanitizers.sh [asan|tsan|runs]...
#
# asan: the whole suite under AddressSanitizer and UBSan. tsan: the tests that have threads or ranks, under ThreadSanitizer. runs: real
# runs on two ranks of two threads, under ThreadSanitizer. Prints a table; exits with 1 on a finding or a failed test.
# shellcheck disable=SC2317 # parts are called by their names
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source jobs/setup.sh
prepare_mpi
has_sanitizers || die "needs clang (Debian: ${sanitizer_packages[*]})"
if (($# > 0)); then parts=("$@"); else parts=(asan tsan runs); fi
for part in "${parts[@]}"; do
    [[ $part =~ ^(asan|tsan|runs)$ ]] || die "$part: no such part; usage: bench/sanitizers.sh [asan|tsan|runs]..."
done
out=$PWD/out/sanitizers
rm -rf "$out"
mkdir -p "$out"
table=()
status=0

# contained REPORT: whether it is the HDF5 library's own, on a damaged file, in the child process that reads it for this very reason
# (src/hdf5/in_child.hpp); the test holds that the parent refuses the file then
contained() { grep -q 'hadome::hdf5::in_child' "$1" && sed -n '/ERROR: /,/ #1 /p' "$1" | grep -q ' #1 .*libhdf5'; }

# row SUITE TESTS FAILED: findings are counted where the sanitizers wrote them, also those of programs that were meant to fail
row() {
    local findings=0 in_child=0 report
    for report in "$out/$1".report.*; do
        if [[ ! -e $report ]]; then continue; fi
        if contained "$report"; then
            in_child=$((in_child + 1))
        else
            findings=$((findings + $(grep -cE '(ERROR|WARNING): [A-Za-z]+Sanitizer|: runtime error: ' "$report" || true)))
        fi
    done
    table+=("| $1 | $2 | $3 | $findings | $in_child | $(((SECONDS - began + 30) / 60)) |")
    if (($3 > 0 || findings > 0)); then status=1; fi
}

# sanitizer_options NAME: what the presets say, and reports into files
sanitizer_options() {
    export ASAN_OPTIONS=detect_leaks=0:log_path=$out/$1.report UBSAN_OPTIONS=print_stacktrace=1:log_path=$out/$1.report
    export TSAN_OPTIONS="suppressions=$PWD/tests/sanitizers/tsan.supp:ignore_noninstrumented_modules=1:log_path=$out/$1.report"
    OMP_TOOL_LIBRARIES=$(clang++ -print-resource-dir)/../../libarcher.so
    export OMP_TOOL_LIBRARIES
}

# suite NAME PRESET CTEST-OPTION...
suite() {
    local name=$1 counts
    sanitizer_options "$name"
    ctest --test-dir "build/$2" -j "$(nproc)" --output-junit results.xml --output-on-failure "${@:3}" >"$out/$name.log" 2>&1 || true
    counts=$("$(python_of_system)" - "build/$2/results.xml" <<<'import sys, xml.etree.ElementTree as xml
suite = xml.parse(sys.argv[1]).getroot()
print(suite.get("tests"), suite.get("failures"))')
    # shellcheck disable=SC2086 # two numbers
    row "$name" ${counts:-0 1}
}

asan() {
    began=$SECONDS
    build fuzz all -DPython3_EXECUTABLE="$(python_of_system)"
    suite asan fuzz -LE 'fuzz|style'
}

tsan() {
    began=$SECONDS
    build tsan "" -DPython3_EXECUTABLE="$(python_of_system)"
    suite tsan tsan -R '^(batch|parallel|cli|reliability)[.]|^(mpi|stress)'
}

# expect CODE NAME COMMAND...
expect() {
    local code=0
    "${@:3}" >"$out/runs.$2.log" 2>&1 || code=$?
    tests=$((tests + 1))
    if ((code != $1)); then
        failed=$((failed + 1))
        say "runs.$2 ended with $code instead of $1: see $out/runs.$2.log"
    fi
}

# Sends USR1 to mpirun once rows are there.
stopped() {
    local pid directory=$1
    shift
    "$@" &
    pid=$!
    while kill -0 "$pid" 2>/dev/null && ! compgen -G "$directory/checkpoint/rows.*" >/dev/null; do sleep 0.1; done
    sleep 2
    kill -USR1 "$pid" 2>/dev/null || true
    wait "$pid"
}

runs() {
    local hadome=$PWD/build/tsan/hadome input=configs/tutorial/run.toml dir i
    local ranks=(mpirun -n 2 --oversubscribe) threads=(--threads 2 --progress none) tests=0 failed=0
    began=$SECONDS
    build tsan "" -DPython3_EXECUTABLE="$(python_of_system)"
    sanitizer_options runs
    dir=$(mktemp -d)
    local run=("${ranks[@]}" "$hadome" run "$input" "${threads[@]}" --scenarios 20000 --checkpoint-every 1s)
    expect 0 whole "${run[@]}" -o "$dir/whole"
    expect 75 usr1 stopped "$dir/stopped" "${run[@]}" -o "$dir/stopped"
    expect 0 resume "${ranks[@]}" "$hadome" resume "$dir/stopped" "${threads[@]}" --checkpoint-every 1s
    expect 0 resumed_is_whole cmp "$dir/whole/results.h5" "$dir/stopped/results.h5"
    expect 75 max_wall "${run[@]}" --max-wall 4s -o "$dir/short"
    expect 0 resume_alone "$hadome" resume "$dir/short" "${threads[@]}" --checkpoint-every 1s
    expect 0 short_is_whole cmp "$dir/whole/results.h5" "$dir/short/results.h5"
    for i in 1 2 3; do
        expect 0 "shard_$i" "${run[@]}" --shard "$i/3" -o "$dir/shard$i"
    done
    expect 0 merge "${ranks[@]}" "$hadome" merge "$dir"/shard{1,2,3} -o "$dir/merged"
    expect 0 merged_is_whole cmp "$dir/whole/results.h5" "$dir/merged/results.h5"
    expect 0 lines "${ranks[@]}" "$hadome" run "$input" --threads 2 --progress lines --watchdog 20s --scenarios 5000 -o "$dir/lines"
    expect 0 verify "$hadome" verify "$dir/whole"
    expect 0 replay "$hadome" replay "$dir/whole" --worst 3
    rm -rf "$dir"
    row runs "$tests" "$failed"
}

for part in "${parts[@]}"; do "$part"; done
printf '\n| suite | tests | failed | findings | of HDF5, contained | minutes |\n|---|---:|---:|---:|---:|---:|\n'
printf '%s\n' "${table[@]}"
exit "$status"
