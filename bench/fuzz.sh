#!/usr/bin/env bash
# The long form of the fuzzers' test, ten minutes for each reader: bench/fuzz.sh
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/../tests/fuzz/run.sh" 600
