#!/usr/bin/env bash
# Runs whose scenarios are no years do not speak of years: the log, units and descriptions of the results. They are what
# docs/results.md says, and verify.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# check KIND SAYS RUN.toml: simulates, and holds what it says and writes against the kind
check() {
    local run=$work/$1
    hadome 0 2 run "$3" -o "$run" --scenarios 200 --progress none 2>/dev/null
    grep -q -- "$2" "$run/log" || fail "$1: the log does not say \"$2\""
    ! grep -qiE 'year|annual' "$run/log" || fail "$1: the log speaks of years"
    expect_exit 0 "^scenario_kind: $1\$" "$HADOME" info "$run"
    expect_exit 0 "no errors" "$HADOME" verify "$run"
    "$PYTHON" "$HADOME_SOURCE_DIR/tests/cli/schema.py" "$HADOME_SOURCE_DIR/docs/results.md" "$run/results.h5" ||
        fail "$run/results.h5 is not what docs/results.md says"
    "$PYTHON" - "$run/results.h5" <<'PYTHON' || fail "$1: the results speak of years"
import re
import sys
import h5py

wrong = []

def look(name, item):
    for attribute in ("units", "description"):
        if attribute in item.attrs and re.search(r"\byr\b|year|annual", item.attrs[attribute]):
            wrong.append(f"/{name}: {attribute} {item.attrs[attribute]}")

h5py.File(sys.argv[1]).visititems(look)
print("\n".join(wrong))
sys.exit(bool(wrong))
PYTHON
}

check given "average loss of a course of the given events [0-9]" "$HADOME_SOURCE_DIR/configs/stress/chuetsu.toml"

"$HADOME" validate --dump "$tutorial" >"$work/tutorial.toml"
sed 's/^horizon = .*/horizon = "90 d"/' "$work/tutorial.toml" >"$work/quarter.toml"
check period "average loss of a period of 2160 h avoided" "$work/quarter.toml"

cat >>"$work/tutorial.toml" <<'TOML'
[[event]]
id = "outage"
function = "power.control"
damage = "it"
restoration = "12 h"
TOML
check given_and_drawn "course of the given events and random threats avoided" "$work/tutorial.toml"
finish
