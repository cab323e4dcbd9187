#!/usr/bin/env bash
# Fuzzes one reader with the programs as they are: tests/fuzz/one.sh BUILD-DIR SECONDS input|checkpoint|results
#
# What was tried stays in BUILD-DIR/corpus and is begun from again; what fails is kept in BUILD-DIR/findings:
# BUILD-DIR/tests/fuzz/fuzz_NAME FILE tries it alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
build=$1 seconds=$2 target=$3
corpus=$build/corpus/$target seeds=$build/seeds/$target log=$build/$target.log
mkdir -p "$corpus" "$seeds" "$build/findings"

# Cases are files, and some are put on the disk for good: memory is faster.
if [[ -w /dev/shm ]]; then export TMPDIR=${TMPDIR:-/dev/shm}; fi

# Files of an input are parted as tests/fuzz/input.cpp reads them.
seed_input() {
    local file table
    for file in configs/minimal/run.toml configs/stress/*.toml tests/validation/cases/*.toml; do
        cp "$file" "$seeds/$(basename "$(dirname "$file")").$(basename "$file")"
    done
    {
        cat configs/tutorial/run.toml
        for table in model.toml dependencies.csv; do
            printf '\x1e%s\n' "$table"
            cat "configs/tutorial/$table"
        done
    } >"$seeds/tutorial"
    grep -ohE '[a-z][a-z_]{2,}|[0-9.]+ (h|d|min|a)\b' configs/*/*.toml tests/validation/cases/*.toml | sort | uniq -c |
        sort -k1,1rn -k2 | sed -nE '1,300s/^ *[0-9]+ (.*)$/"\1"/p' >"$build/words"
}

case $target in
    input)
        seed_input
        options=("-dict=$build/words" -max_len=8000)
        ;;
    checkpoint)
        "$build/tests/fuzz/fuzz_seeds" "$seeds"
        options=(-max_len=16000)
        ;;
    results) options=(-max_len=200) ;;
esac

# A case may take 10 s and 1 GiB in one piece; the sanitizer itself needs as much again.
status=0
ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=0 "$build/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 \
    -malloc_limit_mb=1024 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$build/findings/$target-" \
    "${options[@]}" "$corpus" "$seeds" >"$log" 2>&1 || status=1

executions=$(sed -nE 's/^stat::number_of_executed_units: *//p' "$log")
peak=$(sed -nE 's/^stat::peak_rss_mb: *//p' "$log")
findings="no finding"
if ((status != 0)); then
    findings="a finding: $(grep -m1 -E 'SUMMARY|ERROR' "$log" || tail -n 1 "$log")"
    tail -n 80 "$log"
fi
printf '%-10s %8s executions in %4s s, %5s MB: %s\n' "$target" "${executions:-?}" "$SECONDS" "${peak:-?}" "$findings"
exit "$status"
