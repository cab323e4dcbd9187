#!/usr/bin/env bash
# Installs what is missing (as root), builds and runs every test: tests/run.sh [PRESET]
#
# The default preset is `audit`: optimised, with the checks that are too dear for production.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source jobs/setup.sh
preset=${1:-audit}

install_missing "${build_packages[@]}" "${report_packages[@]}" "${test_packages[@]}"
prepare_mpi
build "$preset" all -DPython3_EXECUTABLE="$(python_of_system)"

status=0
ctest --preset "$preset" -j "$(nproc)" --output-junit results.xml --progress || status=$?

# ctest's last words say how many failed, not how many passed.
"$(python_of_system)" - "build/$preset/results.xml" <<'PYTHON'
import sys
import xml.etree.ElementTree as xml

suite = xml.parse(sys.argv[1]).getroot()
total, failed = int(suite.get("tests")), int(suite.get("failures"))
skipped = int(suite.get("skipped", 0)) + int(suite.get("disabled", 0))
print(f"{total - failed - skipped} passed, {failed} failed" + (f", {skipped} not run" if skipped else ""))
sys.exit(0 if total > 0 else 1)
PYTHON
exit "$status"
