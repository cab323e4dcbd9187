#!/usr/bin/env bash
# A scenario of a finished run is simulated again from what the results keep, loses what it lost then, and is told.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

hadome 0 2 run "$tutorial" -o "$work/run" --scenarios 3000 --seed 77 --progress none 2>/dev/null

# Several scenarios, the worst among them: the loss of the results, and parts that sum to it.
"$PYTHON" - "$HADOME" "$work/run" <<'PYTHON' || fail "a replay and the results disagree"
import json
import subprocess
import sys

import h5py

hadome, run = sys.argv[1:]


def replay(*arguments: str) -> dict:
    return json.loads(subprocess.run([hadome, "replay", run, "--json", *arguments], check=True, capture_output=True).stdout)


with h5py.File(f"{run}/results.h5") as file:
    loss = [int(value) for value in file["scenarios/loss"][:]]
by_loss = sorted(range(len(loss)), key=lambda number: (-loss[number], number))
for place in (1, 2, 10):
    assert replay("--worst", str(place))["scenario"] == by_loss[place - 1], place
for number in (0, 1, 1234, 2999, *by_loss[:5]):
    story = replay("--scenario", str(number))
    assert story["scenario"] == number and story["seed"] == 77
    assert story["loss"]["total"] == loss[number], number
    assert sum(part["loss"] for part in story["loss"]["parts"]) == loss[number], number
    assert sum(sector["loss"] for sector in story["loss"]["by_sector"]) == loss[number], number
    assert sum(event["loss"] for event in story["events"]) == loss[number], number
    assert sum(node["loss"] for node in story["nodes"]) == loss[number], number
    times = [entry["time"] for entry in story["entries"]]
    assert times and times == sorted(times) and times[-1] <= story["end"]
PYTHON

# A table of tails tells of the same scenarios by place, and of others by number.
with_table tail "$work/tail.toml"
hadome 0 2 run "$work/tail.toml" -o "$work/tail" --scenarios 3000 --seed 77 --progress none 2>/dev/null
for place in 1 2 150; do
    cmp <("$HADOME" replay "$work/run" --worst "$place") <("$HADOME" replay "$work/tail" --worst "$place") ||
        fail "place $place is another scenario in a table of tails"
done
cmp <("$HADOME" replay "$work/run" --scenario 5) <("$HADOME" replay "$work/tail" --scenario 5) ||
    fail "a scenario is told otherwise without its row"

# Every key and every kind of entry is documented.
"$PYTHON" - "$HADOME" "$work/run" "$HADOME_SOURCE_DIR/docs/replay.md" <<'PYTHON' || fail "docs/replay.md and the JSON disagree"
import json
import re
import subprocess
import sys

hadome, run, page = sys.argv[1:]
named = set(re.findall(r"`(\w+)`", open(page, encoding="utf-8").read()))
story = json.loads(subprocess.run([hadome, "replay", run, "--worst", "1", "--json"], check=True, capture_output=True).stdout)


def keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | set().union(*(keys(one) for one in value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


used = keys({key: value for key, value in story.items() if key != "units"}) | {"units"}
used |= {entry["kind"] for entry in story["entries"]}
assert len(used) > 40, used
assert used - {"en", "ja"} <= named, used - named
PYTHON

# A year of very many events is told in a time that grows with them, not with their square.
cat >"$work/many.toml" <<'TOML'
run = { scenarios = 1, seed = 1 }
ranking = { candidates = "none" }
unintended = [{ id = "u", function = "a", cause = "equipment", rate = "200000 /a", damage = "physical", restoration = "1 min" }]
sector = [{ id = "s" }]
region = [{ id = "R" }]
function = [{ id = "a", sector = "s", value = 100 }, { id = "b", sector = "s", value = 100 }]
dependency = [{ consumer = "b", supplier = "a", buffer = "1 h", buffer_kind = "per_site" }]
TOML
hadome 0 1 run "$work/many.toml" -o "$work/many" --progress none 2>/dev/null
expect_exit 0 "lesser events" timeout 60 "$HADOME" replay "$work/many" --worst 1 --html "$work/many.html"
(($(stat -c %s "$work/many.html") < 1000000)) || fail "the page of many events is long"

# Who is not back at the end is named, in the text and in the JSON.
cat >"$work/never.toml" <<'TOML'
run = { scenarios = 1, seed = 1, threats = [], horizon = "10 d", run_off = "10 d" }
ranking = { candidates = "none" }
event = [{ id = "e", function = "a", damage = "physical", restoration = "never" }]
sector = [{ id = "s" }]
region = [{ id = "R" }]
function = [{ id = "a", sector = "s", value = 100 }, { id = "b", sector = "s", value = 100 }]
dependency = [{ consumer = "b", supplier = "a", strength = 0.5 }]
TOML
hadome 0 1 run "$work/never.toml" -o "$work/never" --progress none 2>/dev/null
expect_exit 0 "a in R still down at the end .*own damage, never mended" "$HADOME" replay "$work/never" --worst 1
expect_exit 0 "Rのbが終了時も 50 % のまま" "$HADOME" replay "$work/never" --worst 1 --lang ja
expect_exit 0 '"kind":"unfinished","node":"b@R"' "$HADOME" replay "$work/never" --worst 1 --json

# In words, in both languages, and as a page.
expect_exit 0 "hit" "$HADOME" replay "$work/run" --worst 1
expect_exit 0 "back to nominal" "$HADOME" replay "$work/run" --worst 1 --all
expect_exit 0 "平常に復帰" "$HADOME" replay "$work/run" --worst 1 --lang ja --html "$work/story.html"
"$PYTHON" - "$work/story.html" <<'PYTHON' || fail "the page is not well-formed"
import re
import sys
import xml.etree.ElementTree

html = open(sys.argv[1], encoding="utf-8").read()
picture = xml.etree.ElementTree.fromstring(re.search(r"<svg.*</svg>", html, re.DOTALL).group())
svg = "{http://www.w3.org/2000/svg}"
assert picture.find(svg + "title").text and picture.find(svg + "desc").text
assert len(picture.findall(f".//{svg}g[@class='lane']")) >= 2, "lanes"
assert 'lang="ja"' in html and "http" not in html.replace("http://www.w3.org/2000/svg", ""), "needs the network"
PYTHON

# A run that keeps neither input nor rows.
cp -r "$(dirname "$tutorial")" "$work/private"
printf '[output]\nembed_input = false\nscenario_table = "none"\n' >>"$work/private/run.toml"
hadome 0 1 run "$work/private/run.toml" -o "$work/bare" --scenarios 300 --progress none 2>/dev/null
expect_exit 2 "input RUN.toml" "$HADOME" replay "$work/bare" --scenario 5
expect_exit 0 "Scenario 5 " "$HADOME" replay "$work/bare" --scenario 5 --input "$work/private/run.toml"
expect_exit 0 "^Scenario" "$HADOME" replay "$work/bare" --worst 1 --input "$work/private/run.toml"
expect_exit 2 "not the input of this run" "$HADOME" replay "$work/bare" --scenario 5 --input "$tutorial"
expect_exit 2 "missing.toml" "$HADOME" replay "$work/bare" --scenario 5 --input "$work/missing.toml"

# Results that do not fit: another engine warns, another loss is an error.
cp -r "$work/run" "$work/older"
rm "$work/older/provenance.json"
"$PYTHON" -c 'import h5py, sys; h5py.File(sys.argv[1], "r+").attrs["git_sha"] = "older"' "$work/older/results.h5"
expect_exit 0 "warning: the run was made by" "$HADOME" replay "$work/older" --scenario 3
"$PYTHON" -c 'import h5py, sys; h5py.File(sys.argv[1], "r+")["scenarios/loss"][3] = 12' "$work/older/results.h5"
expect_exit 2 "in the run 12 JPY" "$HADOME" replay "$work/older" --scenario 3
cp -r "$work/run" "$work/damaged"
"$PYTHON" -c 'import h5py, sys; h5py.File(sys.argv[1], "r+")["scenarios/loss"][3] = 12' "$work/damaged/results.h5"
expect_exit 74 "results.h5: its digest is" "$HADOME" replay "$work/damaged" --scenario 3
rm "$work/damaged/provenance.json"
expect_exit 70 "by the same engine" "$HADOME" replay "$work/damaged" --scenario 3
"$PYTHON" -c 'import h5py, sys; h5py.File(sys.argv[1], "r+")["input"][()] = "run = {}"' "$work/damaged/results.h5"
expect_exit 74 "digest" "$HADOME" replay "$work/damaged" --scenario 4

# Bad arguments.
expect_exit 2 "out of range" "$HADOME" replay "$work/run" --scenario 3000
expect_exit 2 "1 to 3000" "$HADOME" replay "$work/run" --worst 3001
expect_exit 2 "whole number" "$HADOME" replay "$work/run" --worst 0
expect_exit 2 "whole number" "$HADOME" replay "$work/run" --scenario -1
expect_exit 2 "scenario" "$HADOME" replay "$work/run"
expect_exit 2 "excludes" "$HADOME" replay "$work/run" --scenario 1 --worst 1
expect_exit 2 "lang" "$HADOME" replay "$work/run" --worst 1 --lang fr
expect_exit 74 "no results" "$HADOME" replay "$work" --worst 1

# A page replaces a page and nothing else.
expect_exit 0 "Scenario" "$HADOME" replay "$work/run" --worst 1 --html "$work/story.html"
cp "$tutorial" "$work/copy.toml"
ln -s "$work/story.html" "$work/link.html"
for target in "$work/run/results.h5" "$work/copy.toml" "$work/link.html" "$work" /dev/null; do
  expect_exit 2 "would be lost" "$HADOME" replay "$work/run" --worst 1 --html "$target"
done
cmp "$tutorial" "$work/copy.toml" && [[ -L "$work/link.html" && -c /dev/null ]] || fail "something was lost"
expect_exit 0 "no errors" "$HADOME" verify "$work/run"
expect_exit 74 "nowhere" "$HADOME" replay "$work/run" --worst 1 --html "$work/nowhere/story.html"
finish
