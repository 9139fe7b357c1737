"""The files of a folder where git cannot list them: all that no ignore file leaves out."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from advisor.front.ignore import IgnoreRules

__all__ = ["DEPENDENCIES", "UNREADABLE_FOLDER", "listed"]

DEPENDENCIES, UNREADABLE_FOLDER = "folder of installed packages or caches", "unreadable folder"

_VERSION_CONTROL = frozenset((".git", ".hg", ".svn"))
_DEPENDENCIES = frozenset(("node_modules", "site-packages", "__pycache__", ".tox", ".nox"))
"""What tools put there and every project ignores; one without an ignore file means the same."""
_ENVIRONMENT = "pyvenv.cfg"
"""The file that makes a folder a virtual environment."""


def listed(top: str, left: list[tuple[str, str]], *, ignored: bool) -> Iterator[str]:
    """Paths below a folder, relative to it; a repository inside it is given as a folder.

    What is passed over is added to `left`. Where the folder itself is `ignored`, only ignore files inside it hold.
    """
    return _Tree(Path(top), left, ignored=ignored).paths()


class _Tree:
    """One folder on its way to be listed."""

    def __init__(self, top: Path, left: list[tuple[str, str]], *, ignored: bool) -> None:
        rules, self._within = (IgnoreRules(), "") if ignored else _rules_above(top.resolve())
        self._top, self._left = top, left
        self._every = _among_dependencies(top.resolve())
        self._folders = [("", rules)]

    def paths(self) -> Iterator[str]:
        while self._folders:
            below, rules = self._folders.pop()
            entries = self._entries(below)
            if below and ".git" in entries:
                yield below
            elif below and _ENVIRONMENT in entries and not self._every:
                self._left.append((DEPENDENCIES, below))
            else:
                yield from self._kept(below, entries, rules)

    def _entries(self, below: str) -> dict[str, os.DirEntry[str]]:
        try:
            with os.scandir(self._top / below) as entries:
                return {entry.name: entry for entry in entries}
        except OSError:
            self._left.append((UNREADABLE_FOLDER, below))
            return {}

    def _kept(self, below: str, entries: dict[str, os.DirEntry[str]], rules: IgnoreRules) -> Iterator[str]:
        """What of one folder is no folder and is not ignored; its folders are put down for later."""
        if ".gitignore" in entries:
            rules = rules.below(_text(Path(entries[".gitignore"].path)), self._within + below)
        for name, entry in entries.items():
            path = below + name
            if not entry.is_dir(follow_symlinks=False):
                if not rules.leave_out(self._within + path, is_folder=False):
                    yield path
            elif name in _VERSION_CONTROL or rules.leave_out(self._within + path, is_folder=True):
                continue
            elif name in _DEPENDENCIES and not self._every:
                self._left.append((DEPENDENCIES, path))
            else:
                self._folders.append((f"{path}/", rules))


def _rules_above(top: Path) -> tuple[IgnoreRules, str]:
    """What a repository ignores above one of its folders, and the path of the folder in it."""
    repository = next((above for above in (top, *top.parents) if os.access(above / ".git", os.F_OK)), top)
    rules, within = IgnoreRules().below(_text(repository / ".git" / "info" / "exclude"), ""), ""
    for part in top.relative_to(repository).parts:
        rules = rules.below(_text(repository / within / ".gitignore"), within)
        within += f"{part}/"
        if rules.leave_out(within.rstrip("/"), is_folder=True):  # a folder that is handed in is read
            return IgnoreRules(), within
    return rules, within


def _among_dependencies(top: Path) -> bool:
    """Whether whoever hands in a folder means dependencies to be read."""
    above = (top, *top.parents)
    return any(folder.name in _DEPENDENCIES or os.access(folder / _ENVIRONMENT, os.F_OK) for folder in above)


def _text(ignore_file: Path) -> str:
    try:
        if not stat.S_ISREG(ignore_file.lstat().st_mode):  # git follows no link here, and a pipe would never end
            return ""
        return os.fsdecode(ignore_file.read_bytes())
    except OSError:
        return ""
