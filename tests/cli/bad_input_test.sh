#!/usr/bin/env bash
# Bad input: each mistake has its own message with its place, exit code 2, and nothing is written.
# Under ctest the program is $HADOME; by hand: bad_input_test.sh PATH_TO_HADOME.
HADOME=${1:-${HADOME:?}}
HADOME_SOURCE_DIR=${HADOME_SOURCE_DIR:-$(dirname "${BASH_SOURCE[0]}")/../..}
PYTHON=${PYTHON:-python3}
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

good=$(
    cat <<'TOML'
run = { scenarios = 10, seed = 1 }
sector = [{ id = "s" }]
region = [{ id = "A" }, { id = "B" }]
function = [{ id = "f", sector = "s" }, { id = "g", sector = "s" }]
TOML
)
unintended=$'[[unintended]]\nid = "u"\nfunction = "f"\ncause = "equipment"\n'
input=$work/input
mkdir "$input"

# refused PATTERN: validate and run say it, with file and line, exit with 2 and leave nothing behind
refused() {
    local pattern=$1
    expect_exit 2 "$pattern" "$HADOME" validate "$input/run.toml"
    expect_exit 2 "$pattern" "$HADOME" run "$input/run.toml" -o "$work/out"
    grep -q "^[^ ]*input/[a-z]*\.[a-z]*:[0-9]*:[0-9]*: .*; .*; " "$work/said" || {
        fail "no line 'file:line:column: problem; reason; remedy': $pattern"
        cat "$work/said"
    }
    [[ ! -e $work/out ]] || fail "a refused run left a directory behind: $pattern"
    rm -rf "$work/out"
}

# bad PATTERN TEXT: the good input with TEXT after it
bad() {
    printf '%s\n%b' "$good" "$2" >"$input/run.toml"
    refused "$1"
}

# bad_csv PATTERN TEXT: a table of platforms
bad_csv() {
    printf '%s\n[tables]\nplatform = "platforms.csv"\n' "$good" >"$input/run.toml"
    printf '%b' "$2" >"$input/platforms.csv"
    refused "$1"
}

# bad_run PATTERN OPTIONS: another [run]
bad_run() {
    printf 'run = { %s }\n%s\n' "$2" "$(sed 1d <<<"$good")" >"$input/run.toml"
    refused "$1"
}

bad "end-of-file" 'worm = [ {'
bad "cannot redefine existing integer" '[model]\nquantum_bits = 20\nquantum_bits = 21\n'
bad "Shift-JIS" '# \0223\0372\0226{\n'
bad "not UTF-8" '# \0346\0227 x\n'
bad "NUL" '# \0000\n'
bad "nan is not a finite number" '[ground_motion]\nbetween_event_share = nan\n'
bad "inf is not a finite number" '[ground_motion]\ncutoff_distance = inf\n'
bad "1e400" '[ground_motion]\ncutoff_distance = 1e400\n'
bad "64 bits" '[model]\nquantum_bits = 99999999999999999999\n'
bad "negative figure -1 /a" "$unintended"'restoration = 1\nrate = "-1 /a"\n'
bad "did you mean 'rate'" "$unintended"'restoration = 1\nrate = 1\nrte = 2\n'
bad "there is no function 'h'" '[[dependency]]\nconsumer = "f"\nsupplier = "h"\n'
bad "sum to 0.5" '[[dependency]]\nconsumer = "f"\nsupplier = "g"\nshare = 0.5\n'
bad "'kg' is not a unit" "$unintended"'rate = 1\nrestoration = "3 kg"\n'
bad "an array where text belongs" '[model]\ntitle = ["x"]\n'
bad "in \[0, 1\]" '[[dependency]]\nconsumer = "f"\nsupplier = "g"\nstrength = 1.5\n'
printf '%s\n' "${good/'id = "g",'/'id = "g", value = "1000 TJPY/h",'}" >"$input/run.toml"
refused "too large to be added up"
bad "more than 100 parts" "$(printf 'a.%.0s' {1..20000})a = 1\n"
bad "id: the text holds a control character" 'platform = [{ id = "x\\u0000y" }]\n'
bad "shape" "$unintended"'rate = 1\nrestoration = "weibull(scale=1 h, shape=0.001)"\n'
bad "could never restart" '[[dependency]]\nconsumer = "f"\nsupplier = "f"\n'
bad "table 'platform' is empty" 'platform = []\n'
bad "platforms.csv'; No such file" '[tables]\nplatform = "platforms.csv"\n'
bad_run "negative figure -5" 'scenarios = -5, seed = 1'
bad_run "out of range" 'scenarios = 9000000000000, seed = 1'
bad_run "missing key 'seed'" 'scenarios = 5'
bad_run "below 1" 'scenarios = 5, seed = 1, tail_levels = [1.0]'
bad_run "No such file" 'scenarios = 5, seed = 1, model = "none.toml"'
bad_run "directory" 'scenarios = 5, seed = 1, model = "."'
bad_csv "missing column 'id'" 'en\nx\n'
bad_csv "line break inside quotes" 'id,en\nx,"a\nb"\n'
bad_csv "never closed" 'id,en\nx,"a\n'
bad_csv "no rows" 'id,en\n'
bad_csv "the file is empty" ''
bad_csv "duplicate id 'x'" 'id\nx\nx\n'
bad_csv "2 cells, the header 1" 'id\nx,y\n'
: >"$input/run.toml"
refused "the file is empty"

# An event set in HDF5 that was cut short, or damaged, or is something else.
printf '%s\nevent_set = [{ id = "set", file = "set.h5" }]\n' "$good" >"$input/run.toml"
"$PYTHON" - "$input/set.h5" <<'PYTHON'
import sys
import h5py

with h5py.File(sys.argv[1], "w") as file:
    for name, values in {"event": [7], "rate": [0.01], "region": ["A"], "measure": ["pga"], "intensity": [0.3]}.items():
        file[name] = values
PYTHON
expect_exit 0 "no errors" "$HADOME" validate "$input/run.toml"
cp "$input/set.h5" "$work/good.h5"
for size in 3000 100 7 0; do
    head -c "$size" "$work/good.h5" >"$input/set.h5"
    expect_exit 2 "^[^ ]*input/set.h5: the footprints cannot be read; .*; make or copy the file anew" "$HADOME" validate "$input/run.toml"
    expect_exit 2 "^[^ ]*input/set.h5: the footprints cannot be read; " "$HADOME" run "$input/run.toml" -o "$work/out"
    [[ $(wc -l <"$work/said") -eq 1 ]] || fail "more than a line was said of a damaged event set"
done
for seed in {1..40}; do
    "$PYTHON" - "$work/good.h5" "$input/set.h5" "$seed" <<'PYTHON'
import random
import sys

random.seed(sys.argv[3])
damaged = bytearray(open(sys.argv[1], "rb").read())
for _ in range(20):
    damaged[random.randrange(len(damaged))] = random.randrange(256)
open(sys.argv[2], "wb").write(damaged)
PYTHON
    code=0
    "$HADOME" validate "$input/run.toml" >"$work/said" 2>&1 || code=$?
    ((code == 0 || code == 2)) || fail "exit code $code for the damaged event set $seed"
done

# Every error is told at once.
printf '%s\n[model]\nquantum_bits = 0\ntitel = "x"\n[output]\nembed_input = 3\n' "$good" >"$input/run.toml"
refused "quantum_bits"
[[ $(grep -c "input/run.toml:" "$work/said") -eq 3 ]] || fail "not all errors were told"

# A folder, and a file that is not there, as the run file.
expect_exit 2 "directory" "$HADOME" run "$input" -o "$work/out"
mkfifo "$work/pipe.toml"
expect_exit 2 "a pipe or a device" "$HADOME" validate "$work/pipe.toml"
expect_exit 2 "No such file" "$HADOME" run "$work/none.toml" -o "$work/out"
[[ ! -e $work/out ]] || fail "a refused run left a directory behind"

# Windows line ends and byte order marks are no mistakes.
{
    printf '\xEF\xBB\xBF'
    printf '%s\n[tables]\nplatform = "platforms.csv"\n' "$good" | sed 's/$/\r/'
} >"$input/run.toml"
printf '\xEF\xBB\xBFid,en\r\nx,"a, b"\r\n' >"$input/platforms.csv"
expect_exit 0 "no errors" "$HADOME" validate "$input/run.toml"
finish
