#!/usr/bin/env bash
# Shards in any order are the single run, byte for byte; what does not fit together is named.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

shard() { # I N DIR [ARGUMENT...]
    hadome 2 1 run "$tutorial" --shard "$1/$2" -o "$3" --scenarios 500 --progress none "${@:4}" 2>"$work/said"
}

hadome 0 2 run "$tutorial" -o "$work/whole" --scenarios 500 --progress none 2>/dev/null
for i in 4 1 5 3 2; do
    shard "$i" 5 "$work/s$i" || fail "shard $i did not end well"
    grep -q "shard $i of 5 is finished" "$work/said" || fail "shard $i does not say that it is finished"
done
[[ -e "$work/s1/results.h5" ]] && fail "a shard wrote results of a whole run"
hadome 3 1 merge "$work"/s3 "$work"/s1 "$work"/s5 "$work"/s2 "$work"/s4 -o "$work/joined" 2>/dev/null
cmp "$work/whole/results.h5" "$work/joined/results.h5" || fail "shards joined are not the single run"
expect_exit 0 "no errors" "$HADOME" verify "$work/joined"
# The shards are still there, and join again, with signs of life on the way.
expect_exit 0 "\[########################\] 5 of 5 shards read, 500 scenarios" "$HADOME" merge "$work"/s{1,2,3,4,5} -o "$work/shown" --progress bar
for words in "reading 5 shards" "finding quantiles and tails of 500 scenarios" "writing $work/shown/results.h5"; do
    grep -q "$words" "$work/said" || fail "merge does not say \"$words\""
done
expect_exit 0 "joining 5 shards" "$HADOME" merge "$work"/s{1,2,3,4,5} -o "$work/again"
# The rows of the tail are found once all shards are together.
with_table tail "$work/tail.toml"
"$HADOME" run "$work/tail.toml" -o "$work/tail" --scenarios 500 --progress none 2>/dev/null
for i in 2 1 3; do
    "$HADOME" run "$work/tail.toml" --shard "$i/3" -o "$work/tail$i" --scenarios 500 --progress none 2>/dev/null
done
hadome 2 1 merge "$work"/tail{2,3,1} -o "$work/tails_joined" 2>/dev/null
cmp "$work/tail/results.h5" "$work/tails_joined/results.h5" || fail "shards joined have other tails than the single run"
# More shards than items: some have nothing to do.
for i in $(seq 1 40); do
    "$HADOME" run "$tutorial" --shard "$i/40" -o "$work/many$i" --scenarios 500 --progress none 2>/dev/null
done
expect_exit 0 "joining 40 shards" "$HADOME" merge "$work"/many* -o "$work/of_many"
cmp "$work/whole/results.h5" "$work/of_many/results.h5" || fail "many shards joined are not the single run"

# A rank that waits for one whom the file system keeps waiting does not do so for ever.
cp -r "$work/s2" "$work/hangs"
rm "$work/hangs/checkpoint/input.toml"
mkfifo "$work/hangs/checkpoint/input.toml"
expect_exit 74 "rank 1 has waited for other ranks for 1 s.*--watchdog" timeout 60 "$MPIEXEC" -n 2 "$HADOME" merge "$work"/s{1,3,4,5} \
    "$work/hangs" -o "$work/never" --watchdog 1s
[[ -e "$work/never" ]] && fail "a merge that did not begin left something"

# All that is wrong, at once, and nothing written.
cp -r "$work/s2" "$work/copy"
"$HADOME" run "$tutorial" --shard 3/5 -o "$work/foreign" --scenarios 500 --seed 99 --progress none 2>/dev/null
expect_exit 2 "shard 2 of 5 is there twice" "$HADOME" merge "$work"/{s1,s2,copy,foreign} -o "$work/bad"
for words in "shard 3 of 5 is of another run" "shard 3 of 5 is missing" "shard 4 of 5 is missing" "shard 5 of 5 is missing"; do
    grep -q "$words" "$work/said" || fail "nothing said about \"$words\""
done
expect_exit 2 "is named twice" "$HADOME" merge "$work"/s1 "$work"/./s1 -o "$work/bad"
expect_exit 2 "is one of the shards" "$HADOME" merge "$work"/s{1,2,3,4,5} -o "$work/s2/."
expect_exit 2 "results of a whole run" "$HADOME" merge "$work"/s1 "$work/whole" -o "$work/bad"
expect_exit 2 "no run to go on with" "$HADOME" merge "$work"/s1 "$work/nowhere" -o "$work/bad"
[[ -e "$work/bad" ]] && fail "a refused merge left something"
expect_exit 2 "finished run" "$HADOME" merge "$work"/s{1,2,3,4,5} -o "$work/whole"

# Shards of two versions are not joined, whichever comes first.
cp -r "$work/s2" "$work/other"
"$PYTHON" - "$work/other/checkpoint" <<'PYTHON'
import json, pathlib, sys, xxhash
for path in pathlib.Path(sys.argv[1]).glob("generation.*"):
    manifest = json.loads(path.read_text())
    manifest.pop("digest")
    manifest["git_sha"] = "0" * 40
    manifest["digest"] = xxhash.xxh3_128_hexdigest(json.dumps(manifest, separators=(",", ":")))
    path.write_text(json.dumps(manifest))
PYTHON
expect_exit 2 "shard 2 of 5 was made by another version" "$HADOME" merge "$work"/{s1,other,s3,s4,s5} -o "$work/bad"
expect_exit 2 "was made by another version" "$HADOME" merge "$work"/{other,s1,s3,s4,s5} -o "$work/bad"

# A shard that was stopped is named, goes on, and joins.
stop_when_begun "$work/h1" "$HADOME" run "$tutorial" --shard 1/2 -o "$work/h1" --scenarios 100000 --progress none
"$HADOME" run "$tutorial" --shard 2/2 -o "$work/h2" --scenarios 100000 --progress none 2>/dev/null
"$HADOME" run "$tutorial" -o "$work/whole2" --scenarios 100000 --progress none 2>/dev/null
expect_exit 2 "shard 1 of 2 is not finished" "$HADOME" merge "$work/h2" "$work/h1" -o "$work/bad"
expect_exit 0 "shard 1 of 2 is finished" "$HADOME" resume "$work/h1" --progress none
expect_exit 0 "joining 2 shards" "$HADOME" merge "$work/h2" "$work/h1" -o "$work/halves"
cmp "$work/whole2/results.h5" "$work/halves/results.h5" || fail "halves joined are not the single run"
expect_exit 0 "shard 1 of 2 is finished" "$HADOME" resume "$work/h1" --progress none
for words in 0/5 6/5 1/0 a/b 1 1/5/2 -1/5; do
    expect_exit 2 "is no shard" "$HADOME" run "$tutorial" --shard "$words" -o "$work/bad"
done
finish
