#!/usr/bin/env bash
# A run that is extended is the run of as many scenarios, byte for byte.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

hadome 0 2 run "$tutorial" -o "$work/whole" --scenarios 1500 --progress none 2>/dev/null
same() { cmp "$work/whole/results.h5" "$1/results.h5" || fail "$1 is not the run of 1500 scenarios"; }

# Finished, then extended twice, on other ranks and threads; 403 does not end with a work item.
hadome 2 1 run "$tutorial" -o "$work/a" --scenarios 403 --progress none 2>/dev/null
cp "$work/a/results.h5" "$work/of_403"
expect_exit 0 "the run is finished" "$HADOME" resume "$work/a"
expect_exit 0 "from now on of 404 scenarios" hadome 1 2 resume "$work/a" --scenarios 404 --progress none
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
stop_when_begun "$work/stopped" "$HADOME" run "$tutorial" -o "$work/stopped" --scenarios 100000 --progress none
expect_exit 0 "status: not finished; [1-9][0-9]* of 100000 scenarios" "$HADOME" info "$work/stopped"
expect_exit 0 "from now on of 100100" "$HADOME" resume "$work/stopped" --scenarios 100100 --progress none
"$HADOME" run "$tutorial" -o "$work/long" --scenarios 100100 --progress none 2>/dev/null
cmp "$work/long/results.h5" "$work/stopped/results.h5" || fail "stopped and extended, it is not the run of 100100 scenarios"

# Stopped while it is extended: the old results stand, and it goes on without being told again.
hadome 2 1 run "$tutorial" -o "$work/b" --scenarios 403 --progress none 2>/dev/null
stop_when_begun "$work/b" "$HADOME" resume "$work/b" --scenarios 100100 --progress none
cmp "$work/of_403" "$work/b/results.h5" || fail "the results before are not there any more"
expect_exit 2 "would take some away" "$HADOME" resume "$work/b" --scenarios 404
expect_exit 0 "status: not finished; [1-9][0-9]* of 100100 scenarios in the last checkpoint" "$HADOME" info "$work/b"
grep -q "^scenarios: 403" "$work/said" || fail "info does not tell the results that stand"
expect_exit 0 "no errors" "$HADOME" verify "$work/b"
cp -r "$work/b" "$work/c"
expect_exit 0 "scenarios are missing" "$HADOME" resume "$work/b" --progress none
cmp "$work/long/results.h5" "$work/b/results.h5" || fail "stopped while it was extended, it is not the run of 100100 scenarios"
# Without the note, or with a damaged one, the checkpoint knows.
rm "$work/c/checkpoint/extended_to"
cp -r "$work/c" "$work/d"
expect_exit 0 "of 100100 scenarios" "$HADOME" info "$work/c"
printf '403 0\n' >"$work/d/checkpoint/extended_to"
expect_exit 0 "WARNING: .*extended_to: damaged" "$HADOME" resume "$work/d" --progress none
cmp "$work/long/results.h5" "$work/d/results.h5" || fail "with a damaged note, it is not the run of 100100 scenarios"

# Finished results are never replaced by fewer; a mistyped number is taken back.
for damage in 'rm extended_to' 'printf "403\n" >extended_to' ': >extended_to'; do
    rm -rf "$work/d"
    cp -r "$work/a" "$work/d"
    (cd "$work/d/checkpoint" && eval "$damage")
    expect_exit 0 "the run is finished" "$HADOME" resume "$work/d"
    expect_exit 2 "is of 1500 scenarios" "$HADOME" resume "$work/d" --scenarios 700
    same "$work/d"
done
expect_exit 75 "stopped with a checkpoint" "$HADOME" resume "$work/d" --scenarios 1000000000000 --max-wall 1s --progress none
expect_exit 0 "from now on of 1500 scenarios" "$HADOME" resume "$work/d" --scenarios 1500 --progress none
same "$work/d"
# Results that are damaged or gone are published again from the state, and so is their provenance.
for damage in 'rm results.h5' ': >results.h5' 'rm provenance.json' 'printf x >>results.h5'; do
    (cd "$work/d" && eval "$damage")
    expect_exit 0 "results in" "$HADOME" resume "$work/d" --progress none
    same "$work/d"
    expect_exit 0 "no errors" "$HADOME" verify "$work/d"
done
# An extension that cannot be begun leaves nothing of itself.
rm "$work/d"/checkpoint/losses.1.0
expect_exit 74 "the results stand as they are" "$HADOME" resume "$work/d" --scenarios 2000 --progress none
expect_exit 0 "the run is finished" "$HADOME" resume "$work/d"
: >"$work/d/checkpoint/generation.1"
rm -f "$work/d"/checkpoint/generation.[02-9]*
expect_exit 74 "generation.1: damaged" "$HADOME" resume "$work/d" --scenarios 2000 --progress none

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
expect_exit 2 "a shard is its state" "$HADOME" run "$tutorial" -o "$work/shard2" --shard 1/2 --discard-state
expect_exit 2 "is a shard" "$HADOME" resume "$work/shard" --scenarios 200
for words in 0 -5 many 1e3 99999999999999999999; do
    expect_exit 2 "" "$HADOME" resume "$work/a" --scenarios "$words"
done
finish
