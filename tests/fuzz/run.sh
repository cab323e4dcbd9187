#!/usr/bin/env bash
# Builds the preset `fuzz` (clang) and fuzzes the readers for some seconds each, as many side by side as there are cores:
# tests/fuzz/run.sh SECONDS [input|checkpoint|results]...
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source jobs/setup.sh
seconds=${1:?tests/fuzz/run.sh SECONDS [input|checkpoint|results]...}
shift
if (($# > 0)); then targets=("$@"); else targets=(input checkpoint results); fi

build fuzz fuzzers -DPython3_EXECUTABLE="$(python_of_system)"
printf '%s\n' "${targets[@]}" | xargs -P "$(nproc)" -n 1 tests/fuzz/one.sh build/fuzz "$seconds"
