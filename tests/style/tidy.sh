#!/usr/bin/env bash
# tidy.sh CLANG-TIDY SOURCE-DIR BUILD-DIR ROOM...: clang-tidy over rooms of src/, only what changed since it last passed.
#
# A pass is remembered in BUILD-DIR/tidy/ by the digest of all that went into it: the file, the headers of the project, the
# checks and the compile command.
set -euo pipefail
export tidy=$1 source=$2 build=$3 passed=$3/tidy
shift 3
mkdir -p "$passed"

check() {
    local file=$1 digest
    digest=$({
        cat "$source/.clang-tidy" "$file"
        grep -F -B1 "\"file\": \"$file\"" "$build/compile_commands.json"
        find "$source/src" -name '*.hpp' -print0 | sort -z | xargs -0 cat
    } | sha256sum | cut -d' ' -f1)
    if [[ ! -e $passed/$digest ]]; then
        "$tidy" --quiet --warnings-as-errors='*' -p "$build" "$file" 2> >(grep -v 'warnings\? generated' >&2) &&
            touch "$passed/$digest"
    fi
}
export -f check
# shellcheck disable=SC2016 # the inner shell expands
find "${@/#/$source/src/}" -name '*.cpp' -print0 | sort -z | xargs -0 -P "$(nproc)" -I{} bash -c 'check "$1"' _ {}
