"""One job over many files, in processes of its own where there are many."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event, Thread

import pytest

from advisor.front.scan import scan
from advisor.front.source import largest, read_source

MANY = 1_000
"""Files enough for more than one process."""
needs_cores = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2, reason="one core needs no second process"
)


def sizes(names: list[str]) -> list[tuple[str, int | str]]:
    contents = [(name, read_source(name, largest(name))) for name in names]
    return [(name, content if isinstance(content, str) else len(content)) for name, content in contents]


def processes(names: list[str]) -> list[int]:
    """Who did the work; each batch takes long enough for another worker to begin."""
    time.sleep(0.01)
    return [os.getpid() for _ in names]


def marked(folder: Path, names: list[str]) -> list[str]:
    """Leaves a trace of every file that was worked on."""
    for name in names:
        (folder / name).touch()
    time.sleep(0.002)
    return names


def uneven(names: list[str]) -> list[str]:
    """Later files take less time."""
    time.sleep(max(0.0, 0.02 - int(names[0]) / 10_000))
    return names


def failing(names: list[str]) -> list[str]:
    if "700" in names:
        raise ZeroDivisionError("file 700")
    return names


@pytest.fixture
def numbers() -> list[str]:
    return [str(number) for number in range(MANY)]


def test_ten_thousand_files_give_their_results_in_order(tmp_path: Path) -> None:
    names = [str(tmp_path / f"{number:05}.py") for number in range(10_000)]
    for number, name in enumerate(names):
        Path(name).write_bytes(b"x" * (number % 7))
    Path(names[5_000]).unlink()
    Path(names[5_001]).write_bytes(b"\0")
    expected: list[tuple[str, int | str]] = [(name, number % 7) for number, name in enumerate(names)]
    expected[5_000:5_002] = [(names[5_000], "gone before it was read"), (names[5_001], "binary")]
    assert list(scan(names, sizes)) == expected


def test_no_files_give_no_results() -> None:
    assert list(scan([], sizes)) == []


def test_results_keep_the_order_of_the_files_whoever_is_done_first(numbers: list[str]) -> None:
    assert list(scan(numbers, uneven)) == numbers


@needs_cores
def test_many_files_are_shared_out_and_few_stay_in_this_process(numbers: list[str]) -> None:
    assert set(scan(numbers[:100], processes)) == {os.getpid()}
    many = set(scan(numbers, processes))
    assert len(many) >= 2
    assert os.getpid() not in many


@needs_cores
def test_beside_another_thread_a_fresh_interpreter_does_the_work(numbers: list[str]) -> None:
    enough = Event()
    thread = Thread(target=enough.wait)
    thread.start()
    try:
        assert os.getpid() not in set(scan(numbers, processes))
    finally:
        enough.set()
        thread.join()


@pytest.mark.parametrize("count", [10, MANY])
def test_results_come_while_the_rest_is_still_to_be_read(tmp_path: Path, count: int) -> None:
    names = [str(number) for number in range(MANY)][:count]
    results = scan(names, partial(marked, tmp_path))
    assert next(results) == "0"
    assert len(list(tmp_path.iterdir())) < count
    results.close()
    assert len(list(tmp_path.iterdir())) < count


@pytest.mark.parametrize("start", [0, 695])
def test_an_error_of_the_job_reaches_the_caller(numbers: list[str], start: int) -> None:
    with pytest.raises(ZeroDivisionError, match="file 700"):
        list(scan(numbers[start:], failing))


# -- in a program of its own -------------------------------------------------------------------------------------------

PROGRAM = """
import os, signal, sys, time
from advisor.errors import AdvisorError
from advisor.front.scan import scan

def slow(names):
    time.sleep(0 if names[0] == "0" else {seconds})
    return names

def killed(names):
    if "500" in names:
        os.kill(os.getpid(), signal.SIGKILL)
    return names

try:
    for name in scan([str(number) for number in range({count})], {job}):
        if name == "0":
            print("begun", flush=True)
except KeyboardInterrupt:
    sys.exit(130)
except AdvisorError as error:
    sys.exit(f"advisor: {{error}}")
print("rich" in sys.modules)
"""


def program(job: str, seconds: float = 0.0, count: int = MANY) -> list[str]:
    return [sys.executable, "-c", PROGRAM.format(job=job, seconds=seconds, count=count)]


def begun(command: list[str]) -> subprocess.Popen[str]:
    """A program that has had its first result; its end of the pipes is shared with all its workers."""
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "begun\n"
    return running


def interrupt_all(running: subprocess.Popen[str]) -> None:
    """What a terminal does at Ctrl-C: the workers get the signal as well."""
    os.killpg(running.pid, signal.SIGINT)


def interrupt_one(running: subprocess.Popen[str]) -> None:
    running.send_signal(signal.SIGINT)


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("interrupt", [interrupt_all, interrupt_one])
@pytest.mark.parametrize("count", [50, MANY])
def test_an_interrupt_ends_the_run_and_its_workers_without_a_word(
    interrupt: Callable[[subprocess.Popen[str]], None], count: int
) -> None:
    running = begun(program("slow", 20, count))
    interrupt(running)
    out, err = running.communicate(timeout=15)  # the pipes end with the last worker; one batch takes longer
    assert (running.returncode, out, err) == (130, "", "")


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_the_process_they_work_for(end: signal.Signals) -> None:
    running = begun(program("slow", 20))
    running.send_signal(end)
    _, err = running.communicate(timeout=15)
    assert (running.returncode, err) == (-end, "")


@needs_cores
def test_a_worker_that_is_killed_is_one_clear_error() -> None:
    done = subprocess.run(program("killed"), capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "a worker was killed" in done.stderr
    assert "memory" in done.stderr


def on_a_terminal(command: list[str]) -> tuple[str, str]:
    """Standard output, a pipe, and what a terminal got as standard error."""
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, text=True, env=environment) as running:
        os.close(theirs)
        seen = b""
        while select.select([ours], [], [], 20)[0]:
            try:
                part = os.read(ours, 4096)
            except OSError:  # Linux says so where the other end is closed
                break
            if not part:
                break
            seen += part
        out, _ = running.communicate(timeout=10)
    os.close(ours)
    return out, seen.decode()


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
@pytest.mark.parametrize("count", [8, MANY])
def test_a_long_run_on_a_terminal_shows_how_far_it_is_and_clears_it_away(count: int) -> None:
    out, shown = on_a_terminal(program("slow", 0.25, count))
    assert out == "begun\nTrue\n"
    assert "Reading files" in shown
    assert shown.rstrip().endswith("\x1b[2K")


@pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")
def test_a_short_run_on_a_terminal_shows_nothing() -> None:
    assert on_a_terminal(program("slow")) == ("begun\nFalse\n", "")


@pytest.mark.slow
def test_a_long_run_shows_nothing_in_a_pipe() -> None:
    done = subprocess.run(program("slow", 0.25, 8), capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("begun\nFalse\n", "")
