#!/usr/bin/env bash
# A run that is extended is the run of as many scenarios, byte for byte.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

hadome 0 2 run "$tutorial" -o "$work/whole" --scenarios 1500 --progress none 2>/dev/null
same() { cmp "$work/whole/results.h5" "$1/results.h5" || fail "$1 is not the run of 1500 scenarios"; }

# Finished, then extended twice, on other ranks and threads; 403 does not end with a work item.
hadome 2 1 run "$tutorial" -o "$work/a" --scenarios 403 --progress none 2>/dev/null
cp "$work/a/results.h5" "$work/of_403"
expect_exit 0 "the run is finished" "$HADOME" resume "$work/a"
expect_exit 0 "extended from 403 to 404 scenarios" hadome 1 2 resume "$work/a" --scenarios 404 --progress none
expect_exit 0 "1096 scenarios are missing" hadome 3 1 resume "$work/a" --scenarios 1500 --progress none
same "$work/a"
expect_exit 0 "no errors" "$HADOME" verify "$work/a"
expect_exit 0 "status: finished" "$HADOME" info "$work/a"
before=$(stat -c %i "$work/a/results.h5")
expect_exit 0 "the run is finished" "$HADOME" resume "$work/a" --scenarios 1500
expect_exit 0 "the run is finished" "$HADOME" resume "$work/a"
[[ $(stat -c %i "$work/a/results.h5") == "$before" ]] || fail "a finished run was published again"

# From none, and one that was stopped before it was finished.
"$HADOME" run "$tutorial" -o "$work/none" --scenarios 0 --progress none 2>/dev/null
expect_exit 0 "1500 scenarios are missing" "$HADOME" resume "$work/none" --scenarios 1500 --progress none
same "$work/none"
expect_exit 75 "stopped with a checkpoint" "$HADOME" run "$tutorial" -o "$work/stopped" --scenarios 900 --max-wall 1s --progress none
expect_exit 0 "status: not finished; [0-9]* of 900 scenarios" "$HADOME" info "$work/stopped"
expect_exit 0 "extended from 900 to 1500" "$HADOME" resume "$work/stopped" --scenarios 1500 --progress none
same "$work/stopped"

# Stopped while it is extended: the old results stand, and it goes on without being told again.
hadome 2 1 run "$tutorial" -o "$work/b" --scenarios 403 --progress none 2>/dev/null
expect_exit 75 "stopped with a checkpoint" hadome 2 1 resume "$work/b" --scenarios 1500 --max-wall 1s --progress none
cmp "$work/of_403" "$work/b/results.h5" || fail "the results before are not there any more"
expect_exit 2 "is of 1500 scenarios" "$HADOME" resume "$work/b" --scenarios 403
expect_exit 0 "status: not finished; [0-9]* of 1500 scenarios in the last checkpoint" "$HADOME" info "$work/b"
grep -q "^scenarios: 403" "$work/said" || fail "info does not tell the results that stand"
expect_exit 0 "no errors" "$HADOME" verify "$work/b"
expect_exit 0 "scenarios are missing" "$HADOME" resume "$work/b" --progress none
same "$work/b"

# Without a table of scenarios.
sed 's/^\[output\]/&\nscenario_table = "none"/; /^\[output\]/!{$s/$/\n[output]\nscenario_table = "none"/}' "$tutorial" >"$work/run.toml"
cp "$(dirname "$tutorial")"/{model.toml,dependencies.csv} "$work"
"$HADOME" run "$work/run.toml" -o "$work/bare" --scenarios 1500 --progress none 2>/dev/null
"$HADOME" run "$work/run.toml" -o "$work/bare2" --scenarios 800 --progress none 2>/dev/null
expect_exit 0 "700 scenarios are missing" "$HADOME" resume "$work/bare2" --scenarios 1500 --progress none
cmp "$work/bare/results.h5" "$work/bare2/results.h5" || fail "without a table, an extended run is another"
ls "$work/bare/checkpoint" | grep -q '^rows' && fail "rows were kept that nobody wants"

# What cannot be extended says why, and nothing is changed.
before=$(cat "$work/a/results.h5" "$work/a"/checkpoint/generation.* | sha256sum)
expect_exit 2 "is of 1500 scenarios; --scenarios 200 would take some away" "$HADOME" resume "$work/a" --scenarios 200
[[ $(cat "$work/a/results.h5" "$work/a"/checkpoint/generation.* | sha256sum) == "$before" ]] || fail "a refused extension changed something"
"$HADOME" run "$tutorial" -o "$work/bare3" --scenarios 100 --discard-state --progress none 2>/dev/null
[[ -e "$work/bare3/checkpoint" ]] && fail "--discard-state left the state"
expect_exit 0 "the run is finished" "$HADOME" resume "$work/bare3"
expect_exit 2 "cannot be extended" "$HADOME" resume "$work/bare3" --scenarios 200
"$HADOME" run "$tutorial" -o "$work/shard" --scenarios 100 --shard 1/2 --progress none 2>/dev/null
expect_exit 0 "status: shard 1 of 2, finished; 48 scenarios" "$HADOME" info "$work/shard"
expect_exit 2 "is a shard" "$HADOME" resume "$work/shard" --scenarios 200
for words in 0 -5 many 1e3 99999999999999999999; do
    expect_exit 2 "" "$HADOME" resume "$work/a" --scenarios "$words"
done
finish
