#!/usr/bin/env bash
# results.h5 is the same byte for byte whatever the number of ranks and threads, and follows seed and scenario number.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

digest() { sha256sum "$1/results.h5" | cut -d' ' -f1; }

# compare SCENARIOS RANKSxTHREADS...: all against the program alone on one thread
compare() {
    local scenarios=$1 shape ranks threads expected
    shift
    rm -rf "${work:?}/$scenarios"
    hadome 0 1 run "$run_file" -o "$work/$scenarios" --scenarios "$scenarios" --progress none 2>/dev/null
    expected=$(digest "$work/$scenarios")
    for shape in "$@"; do
        ranks=${shape%x*} threads=${shape#*x}
        hadome "$ranks" "$threads" run "$run_file" -o "$work/$scenarios-$shape" --scenarios "$scenarios" \
            --progress none 2>/dev/null
        [[ $(digest "$work/$scenarios-$shape") == "$expected" ]] ||
            fail "$scenarios scenarios: $ranks ranks x $threads threads differ from one alone"
        rm -r "$work/$scenarios-$shape"
    done
}

with_table tail "$work/tail.toml"
run_file=$work/tail.toml
compare 1003 1x2 2x1 3x1 4x2
expect_exit 0 "no errors" "$HADOME" verify "$work/1003"
compare 1 4x1
compare 0 4x1
expect_exit 0 "no errors" "$HADOME" verify "$work/0"

run_file=$tutorial
compare 1003 1x1 1x2 2x1 2x2 4x1 4x2 # not a multiple of the size of a work item
compare 100 3x2 4x1                  # more ranks than work items
compare 1 1x2 4x1
compare 0 1x2 4x1

hadome 0 1 run "$tutorial" -o "$work/seed" --scenarios 1003 --seed 987654321 --progress none 2>/dev/null
[[ $(digest "$work/seed") != $(digest "$work/1003") ]] || fail "another seed gives the same results"
[[ $(digest "$work/100") != $(digest "$work/1003") ]] || fail "another number of scenarios gives the same results"
finish
