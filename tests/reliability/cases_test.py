"""What may happen to a run directory, one thing at a time: the results are those of the undisturbed run, or a reason is
given. The kill of a run at random moments is in kills_test.py.

Called by ctest with HADOME and MPIEXEC in the environment and bench/ on the path. `stopped` is a run of two sessions, each
stopped with a checkpoint: generation 1 holds rows.1.0, generation 2 also rows.2.0. Each test has a copy of its own.
"""

import collections
import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

import kill_runs
import pytest
import xxhash

SCENARIOS = 25000
Ended = collections.namedtuple("Ended", "code said seconds")


def finish(job, seconds=kill_runs.HANGS):
    try:
        code = job.wait(seconds)
        assert code is not None, "hangs: " + job.said()
        took = time.monotonic() - job.started
        assert kill_runs.gone(job.directory) is not None, "processes are left"
    except BaseException:
        job.end()
        raise
    return Ended(code, job.said(), took)


def hadome(directory, command, ranks=2, threads=1, **how):
    return finish(kill_runs.Job(directory, ranks, threads, command, **how))


def resume(directory, *options, **how):
    return hadome(directory, kill_runs.resume_command(directory, *options), **how)


def run(directory, *options, scenarios=SCENARIOS, **how):
    return hadome(directory, kill_runs.run_command(directory, scenarios, *options), **how)


def interrupt(directory, command, number, ranks=1, threads=1, after=0.1):
    """A signal soon after computing has begun: to mpirun; SIGKILL to it and all ranks."""
    job = kill_runs.Job(directory, ranks, threads, command)
    while not job.ended() and job.phase() == "start":
        time.sleep(0.001)
    time.sleep(after)
    for pid in [job.process.pid, *job.ranks()] if number == signal.SIGKILL else [job.process.pid]:
        with contextlib.suppress(ProcessLookupError):  # ranks may follow mpirun sooner
            os.kill(pid, number)
    return finish(job)


def expect(ended, code, *words):
    assert ended.code == code, ended.said
    for word in words:
        assert word in ended.said, (word, ended.said)


def expect_logged(directory, *words):
    """Why the run ended, in a line with the time of day."""
    log = kill_runs.log_of(directory)
    for word in words:
        assert re.search(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d .*" + re.escape(word), log, re.MULTILINE), (word, log)


def listens(pid):
    """Whether it catches all signals that ask for a stop: they are caught one after the other."""
    with contextlib.suppress(OSError):
        # First the program: what catches signals before is mpirun, which is about to become it.
        if os.readlink(f"/proc/{pid}/exe") == os.path.realpath(kill_runs.HADOME):
            caught = re.search(r"^SigCgt:\s*(\w+)", pathlib.Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
            wanted = sum(1 << (number - 1) for number in (signal.SIGUSR1, signal.SIGTERM, signal.SIGINT))
            return int(caught[1], 16) & wanted == wanted
    return False


def signal_rank(directory, command, victim, number, phases=None):
    """A signal to one of two ranks alone: as soon as it listens, which is before MPI starts, or in a phase."""
    job = kill_runs.Job(directory, 2, 1, command)
    ranks = []
    while not job.ended() and not (len(ranks) == 2 and (job.phase() in phases if phases else listens(ranks[victim]))):
        ranks = ranks if len(ranks) == 2 else job.ranks()
    os.kill(ranks[victim], number)
    return finish(job)


def files_of(directory):
    return {path.relative_to(directory): path.read_bytes()
            for path in directory.rglob("*") if path.is_file() and path.name != "log"}


@pytest.fixture(scope="module")
def place():
    with tempfile.TemporaryDirectory(dir=kill_runs.scratch_parent(), prefix="hadome-cases-") as parent:
        yield pathlib.Path(parent)


@pytest.fixture(scope="module")
def digest(place):
    directory = place / "undisturbed"
    expect(run(directory, ranks=2, threads=1), 0)
    return kill_runs.sha256(directory)


@pytest.fixture(scope="module")
def template(place):
    directory = place / "template"
    for command in (kill_runs.run_command(directory, SCENARIOS), kill_runs.resume_command(directory)):
        expect(interrupt(directory, command, signal.SIGUSR1), kill_runs.STOPPED, "stopped with a checkpoint", "hadome resume")
    newest = kill_runs.generations(directory)[-1]
    assert newest >= 2
    assert {"rows.1.0", "rows.2.0"} <= kill_runs.names_in(directory / "checkpoint")
    return directory


@pytest.fixture
def stopped(template, tmp_path_factory, place):
    directory = pathlib.Path(tempfile.mkdtemp(dir=place)) / "run"
    shutil.copytree(template, directory)
    yield directory
    shutil.rmtree(directory.parent, ignore_errors=True)


@pytest.fixture
def fresh(place):
    directory = pathlib.Path(tempfile.mkdtemp(dir=place)) / "run"
    yield directory
    shutil.rmtree(directory.parent, ignore_errors=True)


def in_checkpoint(directory, name):
    """A file of it; NEWEST stands for the last generation, OLDER for the one before."""
    numbers = kill_runs.generations(directory)
    return directory / "checkpoint" / name.replace("NEWEST", str(numbers[-1])).replace("OLDER", str(numbers[-2]))


def truncate(path):
    os.truncate(path, path.stat().st_size // 2)


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x10
    path.write_bytes(data)


def remove(path):
    path.unlink()


def empty(path):
    os.truncate(path, 0)


def edit_manifest(path, **changes):
    """Consistently: the digest is that of the compact text without it."""
    manifest = json.loads(path.read_text())
    del manifest["digest"]
    manifest |= changes
    compact = json.dumps(manifest, separators=(",", ":"), ensure_ascii=False)
    manifest["digest"] = xxhash.xxh3_128_hexdigest(compact.encode())
    path.write_text(json.dumps(manifest, indent=1) + "\n")


def test_goes_on_on_other_ranks_and_threads(stopped, digest):
    ended = resume(stopped, ranks=3, threads=2)
    expect(ended, 0)
    assert kill_runs.how_resumed(ended.said, SCENARIOS) == "checkpoint"
    assert kill_runs.sha256(stopped) == digest
    assert kill_runs.names_in(stopped) == {"results.h5", "provenance.json", "log", "checkpoint"}


@pytest.mark.parametrize("name, damage", [
    ("state.NEWEST.0", truncate), ("state.NEWEST.0", flip), ("state.NEWEST.0", remove), ("state.NEWEST.0", empty),
    ("generation.NEWEST", truncate), ("generation.NEWEST", flip), ("generation.NEWEST", empty),
    ("rows.2.0", truncate), ("rows.2.0", flip), ("rows.2.0", remove)])
def test_falls_back_to_the_older_checkpoint(stopped, digest, name, damage):
    damage(in_checkpoint(stopped, name))
    ended = resume(stopped)
    expect(ended, 0, "WARNING: ", name.split(".", maxsplit=1)[0])
    assert kill_runs.how_resumed(ended.said, SCENARIOS) == "checkpoint"
    assert kill_runs.sha256(stopped) == digest


@pytest.mark.parametrize("name", ["state.NEWEST.0", "generation.NEWEST"])
def test_keeps_two_good_checkpoints_after_a_fallback(stopped, digest, name):
    good = kill_runs.generations(stopped)[-2]
    flip(in_checkpoint(stopped, name))
    expect(interrupt(stopped, ["resume", str(stopped)], signal.SIGUSR1, after=0.0), kill_runs.STOPPED)
    assert kill_runs.generations(stopped)[:-1] == [good]
    flip(in_checkpoint(stopped, "state.NEWEST.0"))
    ended = resume(stopped)
    expect(ended, 0, "WARNING: ")
    assert kill_runs.how_resumed(ended.said, SCENARIOS) == "checkpoint"
    assert kill_runs.sha256(stopped) == digest


@pytest.mark.parametrize("ranks", [1, 2])
def test_falls_back_when_two_parts_hold_the_same_scenarios(stopped, digest, ranks):
    path = in_checkpoint(stopped, "generation.NEWEST")
    edit_manifest(path, parts=2 * json.loads(path.read_text())["parts"])
    expect(resume(stopped, ranks=ranks), 0, "WARNING: ", "is of no use", "same scenarios" if ranks == 2 else "another part holds as well")
    assert kill_runs.sha256(stopped) == digest


@pytest.mark.parametrize("names", [("state.NEWEST.0", "state.OLDER.0"), ("generation.NEWEST", "generation.OLDER"),
                                   ("rows.1.0",)])
def test_refuses_when_no_checkpoint_is_whole(stopped, names):
    for path in [in_checkpoint(stopped, name) for name in names]:
        flip(path)
    before = files_of(stopped)
    expect(resume(stopped), kill_runs.IO_ERROR, "damaged", "no checkpoint is whole", "run again")
    expect_logged(stopped, "no checkpoint is whole")
    assert files_of(stopped) == before


def test_refuses_another_input(stopped):
    path = stopped / "checkpoint/input.toml"
    text = path.read_text()
    assert "\nseed = 1" in text
    path.write_text(text.replace("\nseed = 1", "\nseed = 2"))
    expect(resume(stopped), kill_runs.IO_ERROR, "is not the input of the checkpoint")


@pytest.mark.parametrize("change", [{"hadome_version": "0.0.7"}, {"git_sha": "0" * 40}, {"format_version": 1}])
def test_refuses_a_checkpoint_of_another_version(stopped, change):
    for name in ("generation.NEWEST", "generation.OLDER"):
        edit_manifest(in_checkpoint(stopped, name), **change)
    before = files_of(stopped)
    expect(resume(stopped), 2, "another version")
    assert files_of(stopped) == before


def test_a_new_run_does_not_overwrite_a_stopped_one(stopped):
    before = files_of(stopped)
    expect(run(stopped), 2, "hadome resume")
    assert files_of(stopped) == before


def test_resuming_a_finished_run_does_nothing(stopped, digest):
    expect(resume(stopped), 0)
    before = files_of(stopped)
    expect(resume(stopped, ranks=1), 0, "the run is finished")
    assert files_of(stopped) == before


def test_there_is_nothing_to_resume(fresh):
    expect(resume(fresh, ranks=1), 2, "there is no run to go on with")
    assert not fresh.exists()
    fresh.mkdir()
    expect(resume(fresh), 2, "there is no run to go on with")
    assert not kill_runs.names_in(fresh)


def test_killed_before_the_first_checkpoint_begins_again(fresh, digest):
    interrupt(fresh, kill_runs.run_command(fresh, SCENARIOS), signal.SIGKILL, ranks=2)
    ended = resume(fresh, ranks=1, threads=2)
    expect(ended, 0)
    assert kill_runs.how_resumed(ended.said, SCENARIOS) == "beginning"
    assert kill_runs.sha256(fresh) == digest


def test_killed_again_and_again_before_a_checkpoint(stopped, digest):
    # Each session has left rows that no checkpoint knows of.
    for ranks in (2, 1, 3):
        interrupt(stopped, kill_runs.resume_command(stopped), signal.SIGKILL, ranks=ranks)
    expect(resume(stopped), 0)
    assert kill_runs.sha256(stopped) == digest


def test_limit_of_file_size(fresh, digest):
    # Open MPI's own shared memory would not fit into the limit either: one rank, and none of it.
    limited = ("sh", "-c", 'ulimit -f 4000; exec "$0" "$@"')  # blocks of 512 bytes; rows of all scenarios need 4 MB
    expect(run(fresh, ranks=1, before=limited, mca=("--mca", "btl", "self")), kill_runs.IO_ERROR,
           "rows.1.0: cannot write; File too large")
    expect_logged(fresh, "rows.1.0: cannot write; File too large")
    elsewhere = fresh.parent / "elsewhere"
    shutil.copytree(fresh, elsewhere)
    expect(resume(elsewhere), 0)
    assert kill_runs.sha256(elsewhere) == digest


def test_no_space_for_the_results(fresh, digest):
    # Rows of each of three ranks fit into the limit of 3 MB, the results of 3.7 MB do not.
    limited = ("sh", "-c", 'ulimit -f 6000; exec "$0" "$@"')
    ended = run(fresh, ranks=3, before=limited, mca=("--mca", "btl", "self,tcp"))
    expect(ended, kill_runs.IO_ERROR, "results.h5.part", "File too large")
    expect_logged(fresh, "results.h5.part", "File too large")
    assert not (fresh / "results.h5").exists()
    expect(resume(fresh), 0)
    assert kill_runs.sha256(fresh) == digest


def with_mount(mount, directory, command, ranks=1):
    """A resume in a mount namespace of its own, after `mount` of a shell. Skips where that is not permitted."""
    inner = [kill_runs.MPIEXEC, "-n", str(ranks), kill_runs.HADOME, *command, "--threads", "1", "--progress", "none"]
    script = f"{{ {mount} ; }} || exit 99; " + '"$@"; code=$?; ' + f"cp -r '{directory}' '{directory}.seen'; exit $code"
    done = subprocess.run(["unshare", "-m", "sh", "-c", script, "sh", *inner], env=kill_runs.environment(), timeout=kill_runs.HANGS,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode == 99 or done.stdout.startswith("unshare: "):  # not permitted, or in a chroot
        pytest.skip("mounting is not permitted here: " + done.stdout.strip())
    return Ended(done.returncode, done.stdout, 0.0)


def test_resume_at_once_after_a_kill(fresh, digest):
    # Ranks outlive mpirun by about a second: as long as rank 0 does, it holds the lock.
    job = kill_runs.Job(fresh, 2, 1, kill_runs.run_command(fresh, SCENARIOS))
    while not job.ended() and job.phase() == "start":
        time.sleep(0.001)
    job.process.kill()
    job.process.wait()
    ended = resume(fresh)
    if ended.code != 0:
        expect(ended, 2, "another run is at work here")
        expect(resume(fresh), 0)
    assert kill_runs.sha256(fresh) == digest


def small_disk(directory, free):
    """A command that mounts one of so many free kilobytes in the place of a directory, with its files."""
    size = sum(-(-path.stat().st_size // 4096) * 4 for path in directory.rglob("*") if path.is_file()) + free
    return (f"cp -r '{directory}' '{directory}.kept' && mount -t tmpfs -o size={size}k none '{directory}' && "
            f"cp -r '{directory}.kept/.' '{directory}'")


def test_no_space_for_a_checkpoint(stopped, digest):
    # The state of rank 1, who has nothing yet, fits; that of rank 0 does not.
    state = in_checkpoint(stopped, "state.NEWEST.0").stat().st_size // 1024
    ended = with_mount(small_disk(stopped, state * 2 // 3), stopped, kill_runs.resume_command(stopped, "--max-wall", "1s"), ranks=2)
    expect(ended, kill_runs.IO_ERROR, "No space left on device", "stopped WITHOUT a new checkpoint", "hadome resume")
    seen = pathlib.Path(f"{stopped}.seen")
    states = {name for name in kill_runs.names_in(seen / "checkpoint") if name.startswith("state.")}
    listed = {part["file"] for number in kill_runs.generations(seen)
              for part in json.loads((seen / f"checkpoint/generation.{number}").read_text())["parts"]}
    assert states == listed
    expect(resume(seen), 0)
    assert kill_runs.sha256(seen) == digest


def test_full_disk(stopped, digest):
    ended = with_mount(small_disk(stopped, 700), stopped, kill_runs.resume_command(stopped))
    expect(ended, kill_runs.IO_ERROR, "No space left on device", "hadome resume")
    seen = pathlib.Path(f"{stopped}.seen")
    ended = resume(seen)
    expect(ended, 0)
    assert kill_runs.how_resumed(ended.said, SCENARIOS) == "checkpoint"
    assert kill_runs.sha256(seen) == digest


def test_read_only_directory(stopped, digest):
    mount = f"mount --bind '{stopped}' '{stopped}' && mount -o remount,bind,ro '{stopped}'"
    before = files_of(stopped)
    expect(with_mount(mount, stopped, kill_runs.resume_command(stopped)), kill_runs.IO_ERROR, "Read-only file system")
    assert files_of(stopped) == before
    expect(resume(stopped), 0)
    assert kill_runs.sha256(stopped) == digest


def test_other_transport_of_one_sided_messages(fresh, digest):
    expect(run(fresh, ranks=3, mca=("--mca", "osc", "pt2pt")), 0)
    assert kill_runs.sha256(fresh) == digest


def test_other_language_and_time_zone(stopped, digest):
    expect(resume(stopped, env={"LANG": "de_DE.UTF-8", "LC_ALL": "ja_JP.UTF-8", "TZ": "Asia/Tokyo"}), 0)
    assert kill_runs.sha256(stopped) == digest


@pytest.mark.parametrize("scenarios", [0, 1, 5])
def test_more_ranks_than_work(fresh, scenarios):
    digests = set()
    for ranks, threads in ((1, 1), (3, 2)):
        directory = fresh.parent / f"run{ranks}"
        expect(run(directory, scenarios=scenarios, ranks=ranks, threads=threads), 0)
        digests.add(kill_runs.sha256(directory))
    # Told to stop at once: it is done before, or stops and goes on.
    directory = fresh.parent / "told"
    job = kill_runs.Job(directory, 2, 1, kill_runs.run_command(directory, scenarios))
    while not directory.exists() and not job.ended():  # once it is there all ranks listen
        time.sleep(0.0005)
    job.process.send_signal(signal.SIGUSR1)
    ended = finish(job)
    assert ended.code in (0, kill_runs.STOPPED), ended.said
    expect(resume(directory), 0)
    digests.add(kill_runs.sha256(directory))
    assert len(digests) == 1


def test_wall_time_is_kept(fresh):
    ended = run(fresh, "--max-wall", "2s", scenarios=10**7)
    expect(ended, kill_runs.STOPPED, "the wall time is used up", "stopped with a checkpoint")
    assert ended.seconds < 4.0  # of which mpirun needs one to start and end
    assert kill_runs.generations(fresh)[-1] > 0


@pytest.mark.parametrize("victim", [0, 1])
@pytest.mark.parametrize("number", [signal.SIGUSR1, signal.SIGTERM, signal.SIGINT])
def test_a_signal_before_anything_is_loaded(fresh, digest, victim, number):
    # To one rank alone; then to the other, while a checkpoint is taken over.
    for command, told in ((kill_runs.run_command(fresh, SCENARIOS), victim), (kill_runs.resume_command(fresh), 1 - victim)):
        expect(signal_rank(fresh, command, told, number), kill_runs.STOPPED, f"rank {told} received signal {number}",
               "stopped with a checkpoint")
    expect(resume(fresh), 0)
    assert kill_runs.sha256(fresh) == digest


@pytest.mark.parametrize("victim", [0, 1])
@pytest.mark.parametrize("number", [signal.SIGUSR1, signal.SIGTERM])
def test_a_signal_while_results_are_published(fresh, digest, victim, number):
    command = kill_runs.run_command(fresh, SCENARIOS)
    expect(signal_rank(fresh, command, victim, number, phases=("publish",)), 0, "results in")
    assert kill_runs.sha256(fresh) == digest


@pytest.mark.parametrize("number", [signal.SIGUSR1, signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_a_run_without_mpirun(fresh, digest, number):
    command = [kill_runs.HADOME, *kill_runs.run_command(fresh, SCENARIOS), "--threads", "1", "--progress", "none"]
    with subprocess.Popen(command, env=kill_runs.environment(), stderr=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not listens(process.pid):
            pass
        process.send_signal(number)
        said = process.communicate(timeout=kill_runs.HANGS)[1]
    assert process.returncode == kill_runs.STOPPED and "stopped with a checkpoint" in said, said
    expect(resume(fresh), 0)
    assert kill_runs.sha256(fresh) == digest


def test_what_may_not_be_published_in_time_is_kept(fresh):
    # Two seconds are always reckoned for publishing; who has only to publish does so.
    ended = run(fresh, "--max-wall", "2s", scenarios=16)
    expect(ended, kill_runs.STOPPED, "stopping: ", "stopped with a checkpoint")
    if "all is simulated" in ended.said:  # else the machine was too slow for that
        expect(resume(fresh, "--max-wall", "1s"), 0, "0 scenarios are missing", "results in")
    expect(resume(fresh), 0)
    other = fresh.parent / "unhurried"
    expect(run(other, scenarios=16), 0)
    assert kill_runs.sha256(fresh) == kill_runs.sha256(other)


@pytest.mark.parametrize("victim", [0, 1])
def test_a_rank_that_stops_is_noticed(fresh, digest, victim):
    job = kill_runs.Job(fresh, 2, 1, kill_runs.run_command(fresh, SCENARIOS, "--watchdog", "2s"))
    while not job.ended() and job.phase() == "start":
        time.sleep(0.001)
    os.kill(job.ranks()[victim], signal.SIGSTOP)
    ended = finish(job, 15.0)
    expect(ended, kill_runs.IO_ERROR, f"rank {victim} has not answered for 2 s", "hadome resume")
    expect_logged(fresh, f"rank {1 - victim}: rank {victim} has not answered for 2 s")
    expect(resume(fresh), 0)
    assert kill_runs.sha256(fresh) == digest


@pytest.mark.parametrize("victim", [0, 1])
def test_a_rank_that_stops_while_results_are_published_is_noticed(fresh, digest, victim):
    command = kill_runs.run_command(fresh, SCENARIOS, "--watchdog", "2s")
    expect(signal_rank(fresh, command, victim, signal.SIGSTOP, phases=("publish",)), kill_runs.IO_ERROR, f"rank {1 - victim} has waited for other ranks for 2 s", "hadome resume")
    expect_logged(fresh, f"rank {1 - victim} has waited for other ranks for 2 s")
    expect(resume(fresh), 0)
    assert kill_runs.sha256(fresh) == digest


def test_who_is_at_work_is_not_taken_for_lost(fresh):
    # A hand of scenarios takes longer than the watchdog waits, and rank 0 has no other reason to speak.
    command = ["run", str(kill_runs.ROOT / "configs/japan/run.toml"), "-o", str(fresh), "--scenarios", "10000", "--max-wall", "5s"]
    expect(hadome(fresh, [*command, "--watchdog", "1s"]), kill_runs.STOPPED, "the wall time is used up")


def test_a_job_that_is_suspended_goes_on(fresh, digest):
    job = kill_runs.Job(fresh, 2, 1, kill_runs.run_command(fresh, SCENARIOS, "--watchdog", "2s"))
    while not job.ended() and job.phase() == "start":
        time.sleep(0.001)
    ranks = job.ranks()
    for number in (signal.SIGSTOP, signal.SIGCONT):
        for pid in ranks:
            os.kill(pid, number)
        time.sleep(4.0 if number == signal.SIGSTOP else 0.0)
    expect(finish(job), 0)
    assert kill_runs.sha256(fresh) == digest


def test_a_shard_that_was_stopped_and_one_that_was_killed(fresh, digest):
    shards = [fresh.parent / f"shard{index}" for index in (1, 2)]
    for index, (shard, number) in enumerate(zip(shards, (signal.SIGUSR1, signal.SIGKILL)), start=1):
        interrupt(shard, kill_runs.run_command(shard, SCENARIOS, "--shard", f"{index}/2"), number)
    merge = [kill_runs.HADOME, "merge", *map(str, reversed(shards)), "-o", str(fresh)]
    done = subprocess.run(merge, env=kill_runs.environment(), capture_output=True, text=True, timeout=kill_runs.HANGS, check=False)
    assert done.returncode == 2 and "hadome resume" in done.stderr, done.stderr
    for shard in shards:
        expect(resume(shard), 0)
    subprocess.run(merge, env=kill_runs.environment(), check=True, timeout=kill_runs.HANGS, stdout=subprocess.DEVNULL)
    assert kill_runs.sha256(fresh) == digest
