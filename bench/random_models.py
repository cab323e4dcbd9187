#!/usr/bin/env python3
"""Both simulators on many random models: the table of docs/validation.md.

    python3 bench/random_models.py --build build/audit [--models 20000]

Exit 1 when one model differs or breaks a property.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SUITES = {
    "test_cascade": "ReferenceAgreement.*:All/Property.*",
    "test_loss": "LossAccount.of_random_models*",
}
USUAL_KEYS = {"name", "file", "line", "status", "result", "timestamp", "time", "classname", "value_param", "failures"}


def run(binary, tests, models):
    """Runs the tests. Returns [(name, passed, recorded properties)] in order."""
    with tempfile.TemporaryDirectory() as scratch:
        report = pathlib.Path(scratch) / "report.json"
        done = subprocess.run(
            [binary, f"--gtest_filter={tests}", f"--gtest_output=json:{report}"],
            env={**os.environ, "HADOME_RANDOM_MODELS": str(models)},
            stdout=subprocess.PIPE,
            text=True,
        )
        if not report.exists():
            sys.exit(f"{binary} did not end (exit {done.returncode}):\n{done.stdout[-2000:]}")
        suites = json.loads(report.read_text())["testsuites"]
    tests_run = [test for suite in suites for test in suite["testsuite"] if test["status"] == "RUN"]
    if not tests_run:
        sys.exit(f"{binary} has no test named {tests}")
    for test in tests_run:
        for failure in test.get("failures", []):
            print(failure["failure"], file=sys.stderr)
    return [
        (
            f"{test['classname'].split('/')[-1]}.{test['name']}".replace("_", " "),
            "failures" not in test,
            {key: value for key, value in test.items() if key not in USUAL_KEYS},
        )
        for test in tests_run
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", required=True, type=pathlib.Path, help="build tree with the tests")
    parser.add_argument("--models", type=int, default=20000)
    arguments = parser.parse_args()

    results = [
        result
        for binary, tests in SUITES.items()
        for result in run(arguments.build / "tests" / binary, tests, arguments.models)
    ]
    print(f"| of {arguments.models} random models | |\n|---|---|")
    for name, passed, _ in results:
        print(f"| {name} | {'all' if passed else 'FAILED'} |")
    for name, _, properties in results:
        if properties:
            print(f"\n{name}:\n")
            print("; ".join(f"{key} {value}" for key, value in properties.items()))
    sys.exit(0 if all(passed for _, passed, _ in results) else 1)


if __name__ == "__main__":
    main()
