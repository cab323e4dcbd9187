#!/usr/bin/env bash
# Fuzzes the readers for some seconds each: tests/fuzz/run.sh SECONDS [input|checkpoint|results]...
#
# Builds the preset `fuzz` (clang). What was tried stays in build/fuzz/corpus and is begun from again; what fails is kept
# in build/fuzz/findings: build/fuzz/tests/fuzz/fuzz_NAME FILE tries it alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source jobs/setup.sh
seconds=${1:?tests/fuzz/run.sh SECONDS [input|checkpoint|results]...}
shift
if (($# > 0)); then targets=("$@"); else targets=(input checkpoint results); fi

# Cases are files, and some are put on the disk for good: memory is faster.
if [[ -w /dev/shm ]]; then export TMPDIR=${TMPDIR:-/dev/shm}; fi
build fuzz fuzzers -DPython3_EXECUTABLE="$(python_of_system)"
programs=build/fuzz/tests/fuzz

# Files of an input are parted as tests/fuzz/input.cpp reads them.
seed_input() {
    local into=$1 file table
    for file in configs/minimal/run.toml configs/stress/*.toml tests/validation/cases/*.toml; do
        cp "$file" "$into/$(basename "$(dirname "$file")").$(basename "$file")"
    done
    {
        cat configs/tutorial/run.toml
        for table in model.toml dependencies.csv; do
            printf '\x1e%s\n' "$table"
            cat "configs/tutorial/$table"
        done
    } >"$into/tutorial"
    grep -ohE '[a-z][a-z_]{2,}|[0-9.]+ (h|d|min|a)\b' configs/*/*.toml tests/validation/cases/*.toml | sort | uniq -c | sort -rn |
        head -300 | sed -E 's/^ *[0-9]+ (.*)$/"\1"/' >build/fuzz/words
}

status=0
for target in "${targets[@]}"; do
    corpus=build/fuzz/corpus/$target
    mkdir -p "$corpus" "build/fuzz/seeds/$target" build/fuzz/findings
    options=()
    case $target in
        input)
            seed_input build/fuzz/seeds/input
            options=(-dict=build/fuzz/words -max_len=8000)
            ;;
        checkpoint)
            "$programs/fuzz_seeds" build/fuzz/seeds/checkpoint
            options=(-max_len=16000)
            ;;
        results) options=(-max_len=200) ;;
    esac
    say "fuzzing the reader of $target for $seconds s"
    # A case may take 10 s and 1 GiB in one piece; the sanitizer itself needs as much again.
    ASAN_OPTIONS=detect_leaks=0:allocator_may_return_null=0 "$programs/fuzz_$target" -max_total_time="$seconds" -timeout=10 \
        -malloc_limit_mb=1024 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="build/fuzz/findings/$target-" \
        "${options[@]}" "$corpus" "build/fuzz/seeds/$target" >"build/fuzz/$target.log" 2>&1 || {
        status=1
        say "a finding: see build/fuzz/$target.log"
    }
    grep -E 'stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)' "build/fuzz/$target.log" >&2 || true
done
exit "$status"
