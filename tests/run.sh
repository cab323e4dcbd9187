#!/usr/bin/env bash
# Installs what is missing (as root), builds and runs every test: tests/run.sh [PRESET]
#
# The default preset is `audit`: optimised, with the checks that are too dear for production. With clang also the fuzzers, a
# minute each, under AddressSanitizer and UBSan: docs/sanitizers.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source jobs/setup.sh
preset=${1:-audit}

packages=("${build_packages[@]}" "${report_packages[@]}" "${test_packages[@]}")
if ((EUID == 0)); then packages+=("${sanitizer_packages[@]}"); fi
install_missing "${packages[@]}"
prepare_mpi
build "$preset" all -DPython3_EXECUTABLE="$(python_of_system)"
presets=("$preset")
if has_sanitizers; then
    build fuzz "" -DPython3_EXECUTABLE="$(python_of_system)"
    presets+=(fuzz)
else
    say "without fuzzers and sanitizers: they need clang (Debian: ${sanitizer_packages[*]})"
fi

status=0
results=()
for preset in "${presets[@]}"; do
    # Three fuzzers side by side, and what is ready meanwhile.
    jobs=$(nproc)
    if [[ $preset == fuzz ]] && ((jobs < 4)); then jobs=4; fi
    ctest --preset "$preset" -j "$jobs" --output-junit results.xml --progress || status=$?
    results+=("build/$preset/results.xml")
done

# ctest's last words say how many failed, not how many passed.
"$(python_of_system)" - "${results[@]}" <<'PYTHON'
import sys
import xml.etree.ElementTree as xml

suites = [xml.parse(path).getroot() for path in sys.argv[1:]]
total, failed, skipped, disabled = (sum(int(suite.get(name, 0)) for suite in suites)
                                    for name in ("tests", "failures", "skipped", "disabled"))
not_run = skipped + disabled
print(f"{total - failed - not_run} passed, {failed} failed" + (f", {not_run} not run" if not_run else ""))
sys.exit(0 if all(int(suite.get("tests")) > 0 for suite in suites) else 1)
PYTHON
exit "$status"
