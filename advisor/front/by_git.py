"""What git would have a tool read: the files it tracks, and those it does not know and does not ignore."""

from __future__ import annotations

import os
import re
from pathlib import Path

__all__ = ["environment", "listed"]

_COMMAND = (
    "git",
    "-c",
    "core.fsmonitor=false",  # a program the repository names; reading code must not run it
    "ls-files",
    "--cached",
    "--others",
    "--exclude-standard",
    "-z",
)
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
"""Set while git runs a hook; they would point every listing at that one repository."""
_CLOSED = re.compile(rb"^warning: could not open directory '(.*)/'", re.MULTILINE)


def listed(folder: str) -> tuple[list[str], list[str]] | None:
    """Paths below a folder, relative to it, and the folders that could not be opened; None where git cannot tell.

    Submodules and repositories inside the repository are listed as folders, deleted files as if they were there.
    """
    if not _in_repository(Path(folder)):
        return None
    import subprocess

    try:
        done = subprocess.run(_COMMAND, cwd=folder, env=environment(), capture_output=True, check=False)
    except OSError:  # no git on this machine, or a folder nobody may enter
        return None
    names = os.fsdecode(done.stdout).split("\0")[:-1]
    if done.returncode or names == ["./"]:  # refused; or the empty place of a submodule
        return None
    return names, [os.fsdecode(name) for name in _CLOSED.findall(done.stderr)]


def environment() -> dict[str, str]:
    """What git is told: nothing of a hook that may be running, and to speak English."""
    return {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | {"LC_ALL": "C"}


def _in_repository(folder: Path) -> bool:
    """Whether it is worth starting git."""
    return any(os.access(above / ".git", os.F_OK) for above in (folder, *folder.resolve().parents))
