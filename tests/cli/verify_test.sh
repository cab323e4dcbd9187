#!/usr/bin/env bash
# hadome verify and info: good results pass, and what was damaged or changed is found and named.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

hadome 2 1 run "$tutorial" -o "$work/run" --scenarios 500 --progress none 2>/dev/null
expect_exit 0 "no errors" "$HADOME" verify "$work/run"
expect_exit 0 "checked: digest" "$HADOME" verify "$work/run"

# copy NAME: the good run anew
copy() {
    rm -rf "${work:?}/$1"
    cp -r "$work/run" "$work/$1"
}

copy flipped
printf 'X' | dd of="$work/flipped/results.h5" bs=1 seek=20000 conv=notrunc status=none
expect_exit 74 "results.h5: its digest" "$HADOME" verify "$work/flipped"

copy short
truncate -s -1000 "$work/short/results.h5"
expect_exit 74 "results.h5: its digest" "$HADOME" verify "$work/short"

# hadome info tells no figure of a damaged file, only how far the run is.
for damaged in flipped short; do
    expect_exit 74 "results.h5: its digest" "$HADOME" info "$work/$damaged"
    grep -q "^status: not finished; 500 of 500 scenarios" "$work/said" || fail "info does not tell what stands"
    ! grep -qE "^(seed|title|scenarios|horizon_hours): " "$work/said" || fail "info tells figures of a damaged file"
done
rm -r "$work/short/checkpoint"
expect_exit 74 "results.h5: its digest" "$HADOME" info "$work/short"
expect_exit 0 "^seed: " "$HADOME" info "$work/run"

copy bare
rm "$work/bare/provenance.json"
expect_exit 74 "provenance.json: cannot be read" "$HADOME" verify "$work/bare"

# A file that was changed and given a digest of its own.
copy edited
"$PYTHON" - "$work/edited/results.h5" <<'PYTHON'
import sys
import h5py

with h5py.File(sys.argv[1], "r+") as file:
    file["scenarios/loss_by_sector"][7, 0] += 1
PYTHON
expect_exit 74 "results.h5: its digest" "$HADOME" verify "$work/edited"
digest=$(sed -n 's/.*its digest is \([0-9a-f]*\),.*/\1/p' "$work/said")
sed -i "s/\"results_digest\": \"[0-9a-f]*\"/\"results_digest\": \"$digest\"/" "$work/edited/provenance.json"
expect_exit 74 "/scenarios/loss_by_sector: does not add up to loss" "$HADOME" verify "$work/edited"

# The same of a table of tails: the worst row, made one that was given up, is missed.
with_table tail "$work/tail.toml"
hadome 2 1 run "$work/tail.toml" -o "$work/tail" --scenarios 500 --progress none 2>/dev/null
expect_exit 0 "scenario table (tail)" "$HADOME" verify "$work/tail"
"$PYTHON" - "$work/tail/results.h5" <<'PYTHON'
import sys
import h5py

with h5py.File(sys.argv[1], "r+") as file:
    rows = file["scenarios"]
    worst = rows["loss"][:].argmax()
    for name in ("loss", "loss_it", "loss_by_sector", "loss_by_threat", "max_event_loss", "compound_loss", "people_hours"):
        rows[name][worst] = 0
    rows["given_up"][worst] = 2
PYTHON
expect_exit 74 "results.h5: its digest" "$HADOME" verify "$work/tail"
digest=$(sed -n 's/.*its digest is \([0-9a-f]*\),.*/\1/p' "$work/said")
sed -i "s/\"results_digest\": \"[0-9a-f]*\"/\"results_digest\": \"$digest\"/" "$work/tail/provenance.json"
expect_exit 74 "/metrics/tail_scenarios: is" "$HADOME" verify "$work/tail"

expect_exit 74 "no results" "$HADOME" verify "$work"
expect_exit 2 "DIR" "$HADOME" verify
finish
