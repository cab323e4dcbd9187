#!/usr/bin/env bash
# What a run leaves behind, and that nothing overwrites it.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

expect_exit 0 "annual average loss" hadome 2 1 run "$tutorial" -o "$work/run" --scenarios 200
[[ $(ls "$work/run") == $'checkpoint\nlog\nprovenance.json\nresults.h5' ]] || fail "unexpected files: $(ls "$work/run")"
grep -q '200 scenarios' "$work/run/log" || fail "the log does not tell the number of scenarios"
"$PYTHON" -m json.tool "$work/run/provenance.json" >/dev/null || fail "provenance.json is not JSON"
expect_exit 0 "scenarios: 200" "$HADOME" info "$work/run"
[[ $("$HADOME" info "$work/run" | grep input_digest) == \
    $("$HADOME" validate "$tutorial" --dump | sed 's/^scenarios = .*/scenarios = 200/' >"$work/as_run.toml" &&
        "$HADOME" validate "$work/as_run.toml" | grep input_digest) ]] || fail "the digest is not that of the input"

before=$(sha256sum "$work/run/results.h5")
expect_exit 2 "never overwritten" hadome 2 1 run "$tutorial" -o "$work/run" --scenarios 300
[[ $(sha256sum "$work/run/results.h5") == "$before" ]] || fail "a refused run changed the results"

# A run that dies leaves no results; a new one does not take its place, which can be gone on with.
"$HADOME" run "$tutorial" -o "$work/killed" --scenarios 1000000000 --progress none 2>/dev/null &
victim=$!
until [[ -e $work/killed/checkpoint/generation.0 ]]; do sleep 0.05; done
expect_exit 2 "another run is at work" "$HADOME" run "$tutorial" -o "$work/killed" --scenarios 10
kill -KILL "$victim"
wait "$victim" 2>/dev/null || true
[[ ! -e $work/killed/results.h5 ]] || fail "a killed run left results"
expect_exit 2 "hadome resume" "$HADOME" run "$tutorial" -o "$work/killed" --scenarios 10
finish
