"""Whole processes, from a wheel installed into an environment of its own, against an interpreter that does nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from statistics import median

from tests.benchmarks.measure import Figure, in_turns

_ROOT = Path(__file__).parents[2]
_RECOMMEND = ("advisor", "recommend", "--task", "generate", "--as-of", "2026-11-22")


def start(runs: int) -> Iterator[Figure]:
    """Milliseconds from the start of a process to its end."""
    (package,) = _programs().parent.glob("lib/python*/site-packages/advisor")
    shutil.copytree(package, _folder() / "yaml" / "advisor", ignore=shutil.ignore_patterns("rulebook.json"))
    without = {"PYTHONPATH": str(_folder() / "yaml")}
    tasks = {
        "bare": partial(_run, "python", "-c", "pass"),
        "import advisor": partial(_run, "python", "-c", "import advisor"),
        "advisor recommend": partial(_run, *_RECOMMEND),
        "advisor recommend --format json": partial(_run, *_RECOMMEND, "--format", "json"),
        "advisor recommend, book from the cache": partial(_run, *_RECOMMEND, **without),
        "advisor recommend, book from YAML": partial(_run, *_RECOMMEND, **without, XDG_CACHE_HOME=os.devnull),
    }
    bare, *ours = ((name, median(taken) * 1e3) for name, taken in in_turns(tasks, runs).items())
    for name, value in ours:
        yield Figure(name, value, "ms", "a bare interpreter", bare[1])


_ASK = """
from datetime import date
from advisor import Job, load_rules, recommend
recommend(Job(task="generate"), as_of=date(2026, 11, 22), rules=load_rules())
"""
_BOOK = """
import gc, tracemalloc
from advisor.load import base_folder, read_book
read_book([base_folder()])  # brings the modules it needs
tracemalloc.start()
book = read_book([base_folder()])
gc.collect()
print(tracemalloc.get_traced_memory()[0] / 2**20)
"""
# The peak of a process starts from that of whoever started it, so a bare interpreter starts the one that is measured.
_PEAK = """
import os, sys
child = os.posix_spawn(sys.executable, [sys.executable, "-c", sys.argv[1]], os.environ)
_, status, usage = os.wait4(child, 0)
assert status == 0
print(usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10))
"""


def memory(runs: int) -> Iterator[Figure]:
    """Megabytes at the peak of a process, and of the loaded book alone."""
    bare, asked = (median(float(_run("python", "-c", _PEAK, code)) for _ in range(runs)) for code in ("pass", _ASK))
    yield Figure("what a first recommendation adds", asked - bare, "MB", "a bare interpreter", bare)
    yield Figure("the loaded book alone", float(_run("python", "-c", _BOOK)), "MB", "a bare interpreter", bare)


# -- the environment -------------------------------------------------------------------------------------------------


@cache
def _programs() -> Path:
    """The programs of an environment that holds the wheel and what it needs."""
    venv.create(_folder() / "venv", symlinks=True)
    programs = _folder() / "venv" / "bin"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    _printed([*pip, "wheel", "--no-deps", "--wheel-dir", str(_folder()), str(_ROOT)])
    _printed([*pip, "--python", str(programs / "python"), "install", *map(str, _folder().glob("*.whl"))])
    return programs


def _run(command: str, *arguments: str, **environment: str) -> str:
    """What a program prints, where neither variables of Python's nor an older cache are seen."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment = {**kept, "XDG_CACHE_HOME": str(_folder() / "cache"), **environment}
    return _printed([str(_programs() / command), *arguments], environment)


def _printed(command: list[str], environment: Mapping[str, str] | None = None) -> str:
    return subprocess.run(command, env=environment, cwd=_folder(), capture_output=True, text=True, check=True).stdout


def _folder() -> Path:
    return Path(_kept_folder().name)


@cache
def _kept_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder that is gone when the benchmarks end."""
    return tempfile.TemporaryDirectory(prefix="advisor-benchmarks-")
