#!/usr/bin/env python3
"""Kills runs at random moments, goes on with them on other ranks and threads, and compares the results bit for bit.

    python3 bench/kill_runs.py                         # 200 kills; the table of docs/reliability.md
    python3 bench/kill_runs.py --kills 10 --seed 7     # ten, always the same choices

What is chosen (ranks, threads, kind, phase aimed at, moment) follows from the seed; what is hit also hangs on the machine and
is told from the state of the run directory at the kill. HADOME and MPIEXEC may name the programs. Also imported by
tests/reliability/.
"""

import argparse
import collections
import contextlib
import hashlib
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TUTORIAL = ROOT / "configs/tutorial/run.toml"
HADOME = os.environ.get("HADOME", "hadome")
MPIEXEC = os.environ.get("MPIEXEC", "mpirun")

PHASES = ("start", "compute", "checkpoint", "publish")
KINDS = ("KILL all", "KILL rank", "TERM", "USR1", "USR1 twice", "STOP rank")
STOPPED = 75  # exit code of a run that was stopped with a checkpoint
IO_ERROR = 74
WATCHDOG = 3.0  # [s]
HANGS = 60.0  # [s] no run of this test takes so long
GONE_WITHIN = 15.0  # [s] after mpirun has ended
MEETING = 0.2  # [s]


def environment():
    """Open MPI as the tests start it: as root, with more ranks than cores."""
    wanted = {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1",
              "OMPI_MCA_btl_vader_single_copy_mechanism": "none", "OMPI_MCA_rmaps_base_oversubscribe": "1",
              "OMPI_MCA_hwloc_base_binding_policy": "none", "OMPI_MCA_mpi_yield_when_idle": "1"}
    return {**wanted, **os.environ}


def sha256(directory):
    return hashlib.sha256((directory / "results.h5").read_bytes()).hexdigest()


def scratch_parent():
    """Memory where there is some: checkpoints are then quick, and so come often."""
    memory = pathlib.Path("/dev/shm")
    return memory if os.access(memory, os.W_OK) else None


def pids_with(text):
    """Processes other than zombies and this one that have a text on their command lines."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            pid = int(entry.name)
            if pid != os.getpid() and text.encode() in (entry / "cmdline").read_bytes():
                found.append(pid)
    return found


def names_in(directory):
    with contextlib.suppress(OSError):
        return set(os.listdir(directory))
    return set()


def generations(directory):
    numbers = (re.fullmatch(r"generation\.(\d+)", name) for name in names_in(directory / "checkpoint"))
    return sorted(int(match.group(1)) for match in numbers if match)


def log_of(directory):
    with contextlib.suppress(OSError):
        return (directory / "log").read_text()
    return ""


def results_in(directory):
    """Which file they are: an extended run replaces them."""
    with contextlib.suppress(OSError):
        return os.stat(directory / "results.h5").st_ino
    return None


class Job:
    """One command under mpirun, in a session of its own."""

    def __init__(self, directory, ranks, threads, command, mca=(), env=None, before=()):
        """\\param before words before the name of the program, such as a shell that sets limits"""
        self.directory = directory
        self.rows_before = self._rows()
        self.log_before = len(log_of(directory))
        self.results_before = results_in(directory)
        self.output = tempfile.TemporaryFile()
        self.process = subprocess.Popen([MPIEXEC, *mca, "-n", str(ranks), *before, HADOME, *command, "--threads", str(threads),
                                         "--progress", "none"], stdout=self.output, stderr=subprocess.STDOUT,
                                        stdin=subprocess.DEVNULL, start_new_session=True, env={**environment(), **(env or {})})
        self.started = time.monotonic()

    def _rows(self):
        return {name for name in names_in(self.directory / "checkpoint") if name.startswith("rows.")}

    def _is_at_work(self):
        """Rows are there, and ranks have had the time to meet once more after making them."""
        rows = [self.directory / "checkpoint" / name for name in self._rows() - self.rows_before]
        with contextlib.suppress(OSError):
            return bool(rows) and (any(path.stat().st_size for path in rows) or
                                   time.time() - max(path.stat().st_mtime for path in rows) > MEETING)
        return False

    def ranks(self):
        """Their processes: children of mpirun."""
        found = []
        for pid in pids_with(str(self.directory)):
            with contextlib.suppress(OSError, IndexError):
                after_name = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                if int(after_name[1]) == self.process.pid and after_name[0] != "Z":
                    found.append(pid)
        return sorted(found)

    def phase(self):
        names = names_in(self.directory)
        if results_in(self.directory) != self.results_before:
            return "finished"
        if "results.h5.part" in names or "simulated in" in log_of(self.directory)[self.log_before:]:
            return "publish"
        if not self._is_at_work():
            return "start"
        newest = max(generations(self.directory), default=0)
        for name in names_in(self.directory / "checkpoint"):
            if match := re.match(r"(state|generation)\.(\d+)", name):
                if int(match.group(2)) > newest:
                    return "checkpoint"
        return "compute"

    def ended(self):
        return self.process.poll() is not None

    def wait(self, seconds=HANGS):
        """The exit code of mpirun; None when it is still there."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return self.process.wait(seconds)
        return None

    def said(self):
        self.output.seek(0)
        return self.output.read().decode(errors="replace")

    def end(self):
        """After a failure: leaves nothing of it."""
        for pid in [self.process.pid, *pids_with(str(self.directory))]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()


def gone(directory):
    """Waits until no process is left that has the directory on its command line. \\return seconds it took, or None"""
    began = time.monotonic()
    while pids_with(str(directory)):
        if time.monotonic() - began > GONE_WITHIN:
            return None
        time.sleep(0.02)
    return time.monotonic() - began


def run_command(directory, scenarios, *more):
    return ["run", str(TUTORIAL), "-o", str(directory), "--scenarios", str(scenarios), "--checkpoint-every", "1s", *more]


def resume_command(directory, *more):
    return ["resume", str(directory), "--checkpoint-every", "1s", *more]


class Undisturbed:
    """What the results have to be, also of half the scenarios, and how long the phases last with one thread and with more."""

    def __init__(self, parent, scenarios):
        self.scenarios = scenarios
        self.lasts = {}
        self.pace = 1.0
        for ranks, threads in ((1, 1), (2, 1), (3, 2)):
            directory = parent / f"undisturbed_{ranks}_{threads}"
            job = Job(directory, ranks, threads, run_command(directory, scenarios))
            begun = {}
            while not job.ended():
                begun.setdefault(job.phase(), time.monotonic() - job.started)
                time.sleep(0.002)
            assert job.wait() == 0, job.said()
            end = time.monotonic() - job.started
            self.lasts[ranks * threads] = (begun["compute"], begun.get("publish", end), end)
            digest = sha256(directory)
            assert getattr(self, "digest", digest) == digest, "undisturbed runs differ"
            self.digest = digest
            shutil.rmtree(directory)
        half = parent / "undisturbed_half"
        assert Job(half, 2, 1, run_command(half, scenarios // 2)).wait() == 0
        self.digest_of_half = sha256(half)
        shutil.rmtree(half)

    def moments(self, workers):
        """When compute begins, when publishing does, and the end [s]."""
        return [self.pace * moment for moment in self.lasts[max(known for known in self.lasts if known <= workers)]]

    def learn(self, aimed, hit):
        """The machine may have become faster than it was: kills that come too late come sooner next time."""
        if aimed in ("start", "compute"):
            self.pace = max(0.2, 0.8 * self.pace) if PHASES.index(aimed) < (*PHASES, "finished").index(hit) else min(1.0, 1.05 * self.pace)


class Failure(Exception):
    """What must not happen has."""


class Kill:
    """What is done to a job, and what is then to be seen."""

    def __init__(self, rng, phase=None, kind=None):
        self.ranks, self.threads = rng.randint(1, 3), rng.randint(1, 2)
        self.aimed = phase or rng.choice(PHASES)
        self.kind = kind or rng.choice(KINDS)
        if self.kind == "STOP rank":
            self.ranks = max(self.ranks, 2)  # somebody has to notice
        self.share, self.victim, self.pause = rng.random(), rng.random(), rng.random()

    def options(self):
        return ["--watchdog", f"{WATCHDOG:.0f}s"] if self.kind == "STOP rank" else []

    def wait_for_moment(self, job, undisturbed, rest):
        """\\param rest of the scenarios that the job has to simulate, as far as is known"""
        compute, publish, end = undisturbed.moments(self.ranks * self.threads)
        if self.aimed == "start":
            until = job.started + self.share * compute
        elif self.aimed == "compute":
            until = job.started + compute + self.share * rest * (publish - compute)
        else:
            while not job.ended() and job.phase() not in (self.aimed, "finished"):
                time.sleep(0.0005)
            until = time.monotonic() + (0.5 * self.share * (end - publish) if self.aimed == "publish" else 0.0)
        while not job.ended() and time.monotonic() < until:
            time.sleep(0.0005)

    def do(self, job):
        """\\return the phase it came in"""
        if self.kind in ("KILL rank", "STOP rank"):
            while not (ranks := job.ranks()) and not job.ended():
                time.sleep(0.001)
            if not ranks:
                return "finished"
            phase = job.phase()
            number = signal.SIGKILL if self.kind == "KILL rank" else signal.SIGSTOP
            with contextlib.suppress(ProcessLookupError):
                os.kill(ranks[int(self.victim * len(ranks))], number)
            return phase
        phase = job.phase()
        with contextlib.suppress(ProcessLookupError):
            if self.kind == "KILL all":
                os.killpg(job.process.pid, signal.SIGKILL)
            elif self.kind == "TERM":
                os.kill(job.process.pid, signal.SIGTERM)
            else:
                os.kill(job.process.pid, signal.SIGUSR1)
                if self.kind == "USR1 twice":
                    time.sleep(0.1 * self.pause)
                    os.kill(job.process.pid, signal.SIGUSR1)
        return phase

    def end_of(self, job, phase):
        """Waits for it. \\return exit code, how it ended"""
        if self.kind == "STOP rank":
            code = job.wait(4.0 * WATCHDOG)
            if code is not None:
                return code, f"exit code {code}"
            if phase in ("compute", "checkpoint") and job.phase() in ("compute", "checkpoint"):
                raise Failure("a rank was stopped while all were at work and the watchdog did not end the run")
            for pid in job.ranks():
                os.kill(pid, signal.SIGCONT)
        code = job.wait()
        if code is None:
            raise Failure(f"hangs after {self.kind} in {phase}")
        if self.kind == "STOP rank":
            return code, f"not noticed in {phase}; after CONT exit code {code}"
        return code, f"exit code {code}" if code >= 0 else f"mpirun killed by {signal.Signals(-code).name}"

    def check(self, job, code, phase):
        said = job.said() + log_of(job.directory)[job.log_before:]
        stopped = "stopped with a checkpoint" in said
        allowed = {"KILL all": {-signal.SIGKILL, 0}, "KILL rank": {128 + signal.SIGKILL, 0},
                   # mpirun ends with 1 or 143 of its own when it is asked to.
                   "TERM": {0, 1, 128 + signal.SIGTERM, -signal.SIGTERM, STOPPED}, "USR1": {STOPPED, 0}, "USR1 twice": {STOPPED, 0},
                   "STOP rank": {IO_ERROR, 0}}[self.kind]
        if self.kind.startswith("USR1") and phase in ("start", "finished"):
            # While mpirun or the program does not listen yet, or no more, the signal does what it does to any process.
            allowed = allowed | {-signal.SIGUSR1, 128 + signal.SIGUSR1}
        if code not in allowed:
            raise Failure(f"exit code {code} after {self.kind} in {phase}\n{said}")
        if (code == STOPPED) != stopped and self.kind.startswith("USR1"):
            raise Failure(f"exit code {code}, and the words are others\n{said}")
        if code == 0 and not (job.directory / "results.h5").exists():
            raise Failure(f"exit code 0 without results\n{said}")
        if stopped and max(generations(job.directory), default=0) == 0:
            raise Failure(f"announced a checkpoint that is not there\n{said}")


Record = collections.namedtuple("Record", "aimed hit kind ending resumed")


def is_begun(directory):
    """Whether `resume` is the way on; else nothing was begun that could be gone on with."""
    return bool(generations(directory)) or (directory / "results.h5").exists()


def how_resumed(said, scenarios):
    if "the run is finished" in said:
        return "finished"
    if match := re.search(r"(\d+)(?: scenarios)? are missing", said):
        return "checkpoint" if int(match.group(1)) < scenarios else "beginning"
    return None


def kill_until_done(directory, rng, undisturbed, aims):
    """One run that is killed once or more often, and gone on with until it is done. \\param aims (phase, kind) of kills

    Every second one begins with half of the scenarios and is extended by those that go on with it."""
    extended = rng.random() < 0.5
    first = undisturbed.scenarios // 2 if extended else undisturbed.scenarios
    more = ["--scenarios", str(undisturbed.scenarios)] if extended else []
    records = []
    resumed_at = None  # the record that waits to be told how the run went on
    rest = 1.0

    def note(said, begun):
        nonlocal resumed_at
        if resumed_at is not None:
            how = how_resumed(said, undisturbed.scenarios) if begun else "run again"
            if how is not None:
                records[resumed_at] = records[resumed_at]._replace(resumed=how)
                resumed_at = None

    def is_done():
        """\\raises Failure when there are results that are neither of all scenarios nor of those it began with"""
        if results_in(directory) is None:
            return False
        found = sha256(directory)
        if found != undisturbed.digest and not (extended and found == undisturbed.digest_of_half):
            raise Failure("wrong results")
        return found == undisturbed.digest

    for aimed, kind in aims:
        if is_done():
            break  # there is nothing left to kill
        kill = Kill(rng, aimed, kind)
        begun = is_begun(directory)
        command = (resume_command(directory, *more) if begun else run_command(directory, first)) + kill.options()
        job = Job(directory, kill.ranks, kill.threads, command)
        try:
            kill.wait_for_moment(job, undisturbed, rest)
            phase = kill.do(job)
            code, ending = kill.end_of(job, phase)
            kill.check(job, code, phase)
            if gone(directory) is None:
                raise Failure(f"processes are left after {kill.kind} in {phase}")
        except BaseException:
            job.end()
            raise
        note(job.said(), begun)
        if resumed_at is not None:  # killed before it could say: as the next one goes on, so did this
            records[resumed_at] = records[resumed_at]._replace(resumed="killed again")
        records.append(Record(kill.aimed, phase, kill.kind, ending, None))
        undisturbed.learn(kill.aimed, phase)
        resumed_at = len(records) - 1
        if match := re.search(r"(\d+)(?: scenarios)? are missing", job.said()):
            rest = int(match.group(1)) / undisturbed.scenarios
        is_done()
    for _ in range(2):  # a run that is only begun now is extended by a second session
        begun = is_begun(directory)
        job = Job(directory, rng.randint(1, 3), rng.randint(1, 2),
                  resume_command(directory, *more) if begun else run_command(directory, first))
        try:
            code = job.wait()
            if code != 0:
                raise Failure(f"exit code {code} of the last session\n{job.said()}")
            if gone(directory) is None:
                raise Failure("processes are left")
        except BaseException:
            job.end()
            raise
        note(job.said(), begun)
        if is_done():
            break
    else:
        raise Failure("the run is not done after its last session")
    left = names_in(directory) - {"results.h5", "provenance.json", "log", "checkpoint"}
    if left:
        raise Failure(f"left in the directory: {sorted(left)}")
    shutil.rmtree(directory)
    return records


def plan(kills, rng):
    """Runs with one to three kills each, such that phases and kinds come equally often."""
    pairs = [(phase, kind) for phase in PHASES for kind in KINDS]
    aims = []
    while len(aims) < kills:
        rng.shuffle(pairs)
        aims += pairs
    aims = aims[:kills]
    runs = []
    while aims:
        number = rng.choice((1, 1, 2, 3))
        runs.append(aims[:number])
        aims = aims[number:]
    return runs


def campaign(parent, kills, seed, scenarios, tell=lambda line: None):
    """\\return records, failures"""
    rng = random.Random(seed)
    undisturbed = Undisturbed(parent, scenarios)
    for workers, lasts in undisturbed.lasts.items():
        tell("undisturbed, {} workers: compute from {:.2f} s, publish from {:.2f} s, end {:.2f} s".format(workers, *lasts))
    records, failures = [], []
    runs = plan(kills, rng)
    for number, aims in enumerate(runs):  # grows when a run is done before all that was meant for it
        directory = parent / f"killed_{number}_"
        of_run = random.Random(rng.random())
        try:
            of_this = kill_until_done(directory, of_run, undisturbed, aims)
            records += of_this
            if len(of_this) < len(aims):
                runs.append(aims[len(of_this):])
        except KeyboardInterrupt:
            tell("interrupted: what follows is of the kills so far")
            break
        except Failure as failure:
            failures.append(f"run {number}, {aims}: {failure}")
            tell("FAILED " + failures[-1])
        tell(f"{len(records)} kills, {len(failures)} failures")
    return records, failures


def table(records):
    """Rows: kind; columns: phase hit; then how it ended and how it was gone on with."""
    hit = (*PHASES, "finished")
    ways = ("checkpoint", "beginning", "run again", "finished", "killed again")
    lines = ["| kind | " + " | ".join(hit) + " | all | " + " | ".join(f"→ {way}" for way in ways) + " |",
             "|---|" + "---:|" * (len(hit) + 1 + len(ways))]
    for kind in (*KINDS, "all"):
        mine = [record for record in records if kind in ("all", record.kind)]
        counts = [sum(record.hit == phase for record in mine) for phase in hit] + [len(mine)]
        counts += [sum(record.resumed == way for record in mine) for way in ways]
        lines.append(f"| {kind} | " + " | ".join(map(str, counts)) + " |")
    lines += ["", "| aimed at | " + " | ".join(f"hit {phase}" for phase in hit) + " |", "|---|" + "---:|" * len(hit)]
    for aimed in PHASES:
        counts = [sum(record.aimed == aimed and record.hit == phase for record in records) for phase in hit]
        lines.append(f"| {aimed} | " + " | ".join(map(str, counts)) + " |")
    endings = collections.Counter((record.kind, record.ending) for record in records)
    lines += ["", "| kind | how it ended | kills |", "|---|---|---:|"]
    lines += [f"| {kind} | {ending} | {count} |" for (kind, ending), count in sorted(endings.items())]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scenarios", type=int, default=60000)
    parser.add_argument("--work", type=pathlib.Path, default=scratch_parent(), help="where run directories go")
    arguments = parser.parse_args()
    began = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(dir=arguments.work, prefix="hadome-kills-") as parent:
        records, failures = campaign(pathlib.Path(parent), arguments.kills, arguments.seed, arguments.scenarios,
                                     lambda line: print(line, file=sys.stderr, flush=True))
    print(table(records))
    print(f"\n{len(records)} kills in {time.monotonic() - began:.0f} s, {len(failures)} failures")
    for failure in failures:
        print("FAILED", failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
