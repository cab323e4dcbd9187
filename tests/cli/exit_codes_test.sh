#!/usr/bin/env bash
# Exit codes: 0 done, 2 bad input, 74 input or output error.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

expect_exit 0 "Usage" "$HADOME" --help
expect_exit 0 "hadome [0-9]" "$HADOME" --version
expect_exit 0 "scenarios" "$HADOME" run --help
expect_exit 2 "command is required" "$HADOME"
expect_exit 2 "^hadome: .*nonsense; see hadome --help$" "$HADOME" nonsense
expect_exit 2 "^hadome run: .*output.*; see hadome run --help$" "$HADOME" run "$tutorial"
expect_exit 2 "scenarios" "$HADOME" run "$tutorial" -o "$work/x" --scenarios -1
expect_exit 2 "scenarios" "$HADOME" run "$tutorial" -o "$work/x" --scenarios many
expect_exit 2 "threads" "$HADOME" run "$tutorial" -o "$work/x" --threads 0
expect_exit 2 "progress" "$HADOME" run "$tutorial" -o "$work/x" --progress loud

expect_exit 2 "is no time.*write 90s" "$HADOME" run "$tutorial" -o "$work/x" --checkpoint-every "10 x"
expect_exit 2 "is too short.*write 1ms" "$HADOME" run "$tutorial" -o "$work/x" --max-wall 0
expect_exit 2 "is too short.*write 1s" "$HADOME" run "$tutorial" -o "$work/x" --watchdog "500 ms"
expect_exit 2 "is too short.*write 1s" "$HADOME" merge "$work/x" -o "$work/y" --watchdog "500 ms"
expect_exit 2 "whole number" "$HADOME" run "$tutorial" -o "$work/x" --seed 9223372036854775808
expect_exit 2 "whole number" "$HADOME" run "$tutorial" -o "$work/x" --threads 100000000
expect_exit 2 "no run directory" "$HADOME" run "$tutorial" -o "" --scenarios 1
expect_exit 2 "too long" "$HADOME" run "$tutorial" -o "$work/$(printf '%0150d/%0150d' 0 0)" --scenarios 1
[[ ! -e $work/x ]] || fail "a refused command left a directory behind"

# What could not be printed is not success.
expect_full() {
    local got=0
    "$@" >/dev/full 2>"$work/said" || got=$?
    ((got == 74)) || fail "exit code $got with a full device: $*"
}
expect_full "$HADOME" --version
expect_full "$HADOME" validate "$tutorial" --dump

expect_exit 0 "input_digest" "$HADOME" validate "$tutorial"
expect_exit 2 "missing.toml" "$HADOME" validate "$work/missing.toml"
expect_exit 2 "missing.toml" "$HADOME" run "$work/missing.toml" -o "$work/x"
expect_exit 2 "missing.toml" hadome 2 1 run "$work/missing.toml" -o "$work/x"
[[ ! -e $work/x ]] || fail "a refused run left a directory behind"

# The resolved input is itself valid input with the same digest.
"$HADOME" validate "$tutorial" --dump >"$work/resolved.toml"
[[ $("$HADOME" validate "$work/resolved.toml" | grep input_digest) == \
    $("$HADOME" validate "$tutorial" | grep input_digest) ]] || fail "the resolved input has another digest"

expect_exit 74 "results.h5" "$HADOME" info "$work"
touch "$work/file"
expect_exit 74 "$work/file" "$HADOME" run "$tutorial" -o "$work/file/x" --scenarios 1
expect_exit 74 "$work/file" hadome 2 1 run "$tutorial" -o "$work/file/x" --scenarios 1
finish
