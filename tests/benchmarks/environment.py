"""The environment that whole processes are measured in: the wheel and what it needs, and a folder that does not last."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from time import sleep
from typing import NamedTuple

import psutil

__all__ = ["Peak", "folder", "install", "peak", "programs", "run"]

_ROOT = Path(__file__).parents[2]
_PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")


@cache
def programs() -> Path:
    """The programs of an environment that holds the wheel and what it needs."""
    venv.create(folder() / "venv", symlinks=True)
    found = folder() / "venv" / "bin"
    _printed([*_PIP, "wheel", "--no-deps", "--wheel-dir", str(folder()), str(_ROOT)])
    install(found / "python", *map(str, folder().glob("*.whl")))
    return found


def install(python: Path, *packages: str) -> None:
    """Installs packages for an interpreter that may have no pip."""
    _printed([*_PIP, "--python", str(python), "install", *packages])


def run(command: str, *arguments: str, **environment: str) -> str:
    """What a program of that environment prints, or another that is given by its whole path."""
    return _printed([str(programs() / command), *arguments], {**_variables(), **environment})


class Peak(NamedTuple):
    """Megabytes of resident memory at the most, as seen a hundred times a second."""

    all: float
    """Of a process and all that it started, at one time; what they share counts for each."""
    largest: float
    """Of the largest of them."""


def peak(command: str, *arguments: str) -> Peak:
    """The memory of what `run` runs, its output in a file."""
    seen = [Peak(0, 0)]
    with (folder() / "printed").open("wb") as out:
        process = psutil.Popen(
            [programs() / command, *arguments], env=_variables(), cwd=folder(), stdout=out, stderr=subprocess.DEVNULL
        )
        while process.poll() is None:
            sizes = [_megabytes(one) for one in (process, *_started(process))]
            seen.append(Peak(sum(sizes), max(sizes)))
            sleep(0.01)
    return Peak(*map(max, zip(*seen, strict=True)))


def _started(process: psutil.Process) -> list[psutil.Process]:
    try:
        return list(process.children(recursive=True))
    except psutil.NoSuchProcess:
        return []


def _megabytes(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss / 2**20)
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return 0


def _variables() -> dict[str, str]:
    """The variables of this process, but that neither Python's own nor an older cache are seen."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, "XDG_CACHE_HOME": str(folder() / "cache")}


def _printed(command: list[str], environment: Mapping[str, str] | None = None) -> str:
    done = subprocess.run(command, env=environment, cwd=folder(), capture_output=True, check=True)
    return done.stdout.decode(errors="replace")


def folder() -> Path:
    """A folder that is gone when the benchmarks end."""
    return Path(_kept_folder().name)


@cache
def _kept_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="advisor-benchmarks-")
