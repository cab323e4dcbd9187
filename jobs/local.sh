#!/usr/bin/env bash
# One study on this machine, from nothing to the report: jobs/local.sh [RUN.toml]
#
# Installs what is missing (as root), builds, runs on all cores, writes out/STUDY/ with results.h5 and report.html. The
# study is named after the folder of the run file (default configs/japan/run.toml). A second call does only what is needed.
# HADOME_LANG=ja makes the report Japanese.
set -euo pipefail
usage="usage: [HADOME_LANG=en|ja] jobs/local.sh [RUN.toml]; default configs/japan/run.toml"
case ${1:-} in
    -h | --help) echo "$usage" && exit 0 ;;
    -*) echo "$1: no such option; $usage" >&2 && exit 2 ;;
esac
run_file=$(realpath -m -- "${1:-$(dirname "${BASH_SOURCE[0]}")/../configs/japan/run.toml}")
language=${HADOME_LANG:-en}
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source jobs/setup.sh

[[ -f $run_file ]] || die "$run_file: no such run file"
[[ $language == en || $language == ja ]] || die "HADOME_LANG=$language: not a language of the reports; use en or ja"
study=$(basename "$(dirname "$run_file")")
[[ $(basename "$run_file") == run.toml ]] || study=$study-$(basename "$run_file" .toml)
output=out/$study
report=$output/report.html
hadome=build/release/hadome

digest_in() { sed -n 's/^input_digest: //p'; }

check_input() {
    local said
    said=$("$hadome" validate "$run_file") || die "the run file or its model have errors; the results before, if any, are left as they were"
    digest=$(digest_in <<<"$said")
}

# Made by this program from this input: then the same bytes would come out again.
results_are_current() {
    [[ -f $output/results.h5 && $output/results.h5 -nt $hadome ]] &&
        [[ $("$hadome" info "$output" | digest_in) == "$digest" ]]
}

report_is_current() {
    [[ -f $report && $report -nt $output/results.h5 && -z $(find analysis/hadome -type f -name '*.[pthc]*' -newer "$report" ! -name '*.pyc') ]] && grep -q -m 1 "<html[^>]* lang=\"$language\"" "$report"
}

install_missing "${build_packages[@]}" "${report_packages[@]}"
prepare_mpi
build release hadome -DBUILD_TESTING=OFF

check_input
if results_are_current; then
    say "$output/results.h5 is up to date"
else
    if [[ -e $output/results.h5 ]]; then
        older=$output.$(date -r "$output/results.h5" +%Y%m%d-%H%M%S)
        say "input or program have changed: the results before are kept in $older"
        mv "$output" "$older"
    fi
    # A rank a core: scenarios are independent, and a rank keeps its memory to itself.
    mpirun -n "$(nproc)" --oversubscribe "$hadome" run "$run_file" -o "$output" --threads 1
fi

if report_is_current; then
    say "$report is up to date"
else
    PYTHONPATH=analysis "$(python_of_system)" -m hadome report "$output" -o "$report" --lang "$language"
fi

say ""
say "results     $output/results.h5"
say "provenance  $output/provenance.json"
say "report      $report"
