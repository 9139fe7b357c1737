"""Globs as ignore files have them, relative to the folder of the file they stand in."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from advisor.errors import InputError
from advisor.front.ignore import IgnoreRules

__all__ = ["Globs"]


class Globs:
    """Which files some globs mean: `*.md`, `tests/`, `src/**/draft.py`; `!` takes back what one above it took.

    Raises:
        InputError: one that an ignore file could not hold.
    """

    def __init__(self, folder: Path, globs: Iterable[str], where: str = "") -> None:
        self._folder, self._rules = folder.absolute(), IgnoreRules()
        self._folders: dict[str, bool] = {}
        for glob in globs:
            more = self._rules.below(glob, "")
            if more is self._rules:
                raise InputError(f"{where}: {glob!r} is no glob; expected one as in a .gitignore, such as 'tests/**'")
            self._rules = more

    def hold(self, path: str) -> bool:
        """Whether a file is meant; none outside the folder is."""
        try:
            inside = Path(os.path.abspath(path)).relative_to(self._folder)  # noqa: PTH100  # links stay as they are
        except ValueError:
            return False
        above = reversed(PurePosixPath(inside.as_posix()).parents[:-1])
        return any(map(self._hold_folder, map(str, above))) or self._rules.leave_out(inside.as_posix(), is_folder=False)

    def _hold_folder(self, path: str) -> bool:
        if path not in self._folders:
            self._folders[path] = self._rules.leave_out(path, is_folder=True)
        return self._folders[path]
