# shellcheck shell=bash
# Sourced by every test of the command line: HADOME, HADOME_SOURCE_DIR, MPIEXEC and PYTHON come from ctest.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tutorial=$HADOME_SOURCE_DIR/configs/tutorial/run.toml
failures=0

# with_table KIND FILE: the tutorial's run with a scenario table of that kind
with_table() {
    "$HADOME" validate --dump "$tutorial" | sed "s/^scenario_table = .*/scenario_table = \"$1\"/" >"$2"
}

fail() {
    printf 'FAILED: %s\n' "$*"
    failures=$((failures + 1))
}

# hadome RANKS THREADS ARGUMENT...: the program under mpirun, or alone with 0 ranks
hadome() {
    local ranks=$1 threads=$2
    shift 2
    if ((ranks == 0)); then
        OMP_NUM_THREADS=$threads "$HADOME" "$@"
    else
        OMP_NUM_THREADS=$threads "$MPIEXEC" -n "$ranks" "$HADOME" "$@"
    fi
}

# expect_exit CODE PATTERN COMMAND...: the exit code, and a line of what was said
expect_exit() {
    local code=$1 pattern=$2 got=0
    shift 2
    "$@" >"$work/said" 2>&1 || got=$?
    if ((got != code)); then
        fail "exit code $got instead of $code: $*"
        cat "$work/said"
    elif ! grep -q -- "$pattern" "$work/said"; then
        fail "nothing said about \"$pattern\": $*"
        cat "$work/said"
    fi
}

# stop_when_begun DIR COMMAND...: USR1 when some scenarios are on the disk; some are then missing, not all
stop_when_begun() {
    local directory=$1 got=0 victim before
    before=$(find "$directory/checkpoint" -name 'losses.*' 2>/dev/null || true)
    shift
    "$@" >"$work/said" 2>&1 &
    victim=$!
    until find "$directory/checkpoint" -name 'losses.*' -size +0 2>/dev/null | grep -qvxF "${before:-none}"; do
        kill -0 "$victim" 2>/dev/null || break
        sleep 0.02
    done
    kill -USR1 "$victim" 2>/dev/null || true
    wait "$victim" || got=$?
    ((got == 75)) || fail "exit code $got instead of 75: $*"
}

finish() {
    ((failures == 0)) || exit 1
}
