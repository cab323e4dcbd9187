"""What a run needs of memory does not grow with the number of scenarios, and is what it says; so is the disk."""

import pathlib
import re
import subprocess
import sys
import tempfile

import kill_runs

MINIMAL = kill_runs.ROOT / "configs/minimal/run.toml"
UNITS = {"k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}
# A process of its own, for the peak is that of all children that have ended.
MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
"""


def peak(directory, scenarios):
    """Largest resident memory [B] of a run on two threads."""
    command = [kill_runs.HADOME, "run", str(MINIMAL), "-o", str(directory), "--scenarios", str(scenarios), "--threads", "2",
               "--progress", "none"]
    done = subprocess.run([sys.executable, "-c", MEASURE, *command], check=True, capture_output=True, text=True, env=kill_runs.environment())
    return int(done.stdout)


def said(text, words):
    """The size [B] that stands after or before some words."""
    number, unit = re.search(words.replace("SIZE", r"([\d.]+) ([kMGT])B"), text).groups()
    return float(number) * UNITS[unit]


def bytes_in(path):
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) if path.is_dir() else path.stat().st_size


def test_memory_does_not_grow_and_is_what_was_said():
    with tempfile.TemporaryDirectory(dir=kill_runs.scratch_parent(), prefix="hadome-memory-") as parent:
        few, many = pathlib.Path(parent) / "few", pathlib.Path(parent) / "many"
        # All buffers are full with the first number already: 10^7 take no more (docs/clusters.md).
        peak_of_few, peak_of_many = peak(few, 1_000_000), peak(many, 3_000_000)
        print(f"1 000 000 scenarios: {peak_of_few / 1e6:.0f} MB, 3 000 000: {peak_of_many / 1e6:.0f} MB")
        assert peak_of_many < 1.1 * peak_of_few
        announced = said(kill_runs.log_of(many), "memory: up to about SIZE a rank")
        assert 0.5 * announced < peak_of_many < 1.2 * announced, announced

        estimate = subprocess.run([kill_runs.HADOME, "validate", str(MINIMAL), "--estimate", "--scenarios", "1000000", "--threads", "2"],
                                  check=True, capture_output=True, text=True, env=kill_runs.environment()).stdout
        print(estimate)
        for words, path in (("disk: SIZE in DIR/checkpoint", few / "checkpoint"), ("SIZE in DIR/results.h5", few / "results.h5")):
            assert 0.85 < said(estimate, words) / bytes_in(path) < 1.18, (words, bytes_in(path))
        assert said(estimate, "memory: up to about SIZE a rank") < 1.3 * announced
        assert re.search(r"time: .*95 % interval.* with a core for every thread", estimate)
