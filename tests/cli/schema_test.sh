#!/usr/bin/env bash
# A results file is what docs/results.md says, with and without its optional parts.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# check RUN.toml DIR: simulates and compares with the documentation
check() {
    hadome 0 2 run "$1" -o "$2" --scenarios 200 --progress none 2>/dev/null
    "$PYTHON" "$HADOME_SOURCE_DIR/tests/cli/schema.py" "$HADOME_SOURCE_DIR/docs/results.md" "$2/results.h5" ||
        fail "$2/results.h5 is not what docs/results.md says"
}

check "$tutorial" "$work/whole"
with_table tail "$work/tail.toml"
check "$work/tail.toml" "$work/tail"
# A row is chosen by the number of its scenario, and is that of the table of all.
"$PYTHON" - "$work/whole/results.h5" "$work/tail/results.h5" <<'EOF' || fail "rows of the tail are not those of the whole"
import sys, xarray
whole, tail = (xarray.open_dataset(name, engine="h5netcdf", group="scenarios").load() for name in sys.argv[1:])
assert 0 < tail.sizes["scenario"] < 200 and not (tail.loss <= tail.attrs["loss_beyond"]).all()
assert whole.sel(scenario=tail.scenario).equals(tail)
EOF
# A stress test, with states at observed times.
check "$HADOME_SOURCE_DIR/configs/stress/bank_core.toml" "$work/stress"
"$PYTHON" -c 'import sys, h5py; file = h5py.File(sys.argv[1]); assert file["observe/sector_quantile"].shape[0] == file["axes/time"].size == 8' \
    "$work/stress/results.h5" || fail "states at the observed times are missing"

"$HADOME" validate --dump "$tutorial" | sed -e 's/^threats = "none"/threats = "shapley"/' >"$work/sets.toml"
check "$work/sets.toml" "$work/sets"
"$PYTHON" -c 'import sys, h5py; file = h5py.File(sys.argv[1]); assert file["attribution/loss"].shape == (8,) and file["attribution/simulated"][()] > 0' \
    "$work/sets/results.h5" || fail "sets of threats are missing"

"$HADOME" validate --dump "$tutorial" |
    sed -e 's/^candidates = .*/candidates = "none"/' -e 's/^scenario_table = .*/scenario_table = "none"/' \
        -e 's/^embed_input = .*/embed_input = false/' >"$work/lean.toml"
check "$work/lean.toml" "$work/lean"
"$PYTHON" - "$work/lean/results.h5" <<'EOF' || fail "a lean run still holds what was not asked for"
import sys, h5py
file = h5py.File(sys.argv[1])
assert "ranking" not in file and "candidate" not in file["axes"]
assert file.attrs["scenario_table"] == "none" and "scenarios" not in file and "scenario" not in file["axes"]
assert "embed_input = false" in file["input"].asstr()[()]
EOF
finish
