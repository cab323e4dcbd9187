#!/usr/bin/env bash
# format.sh CLANG-FORMAT SOURCE-DIR: fails where a file is not as .clang-format would have it.
set -euo pipefail
find "$2/src" "$2/tests" '(' -name '*.hpp' -o -name '*.cpp' ')' -print0 | xargs -0 "$1" --dry-run -Werror
