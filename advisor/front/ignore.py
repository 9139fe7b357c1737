"""What the ignore files of a tree leave out, where git cannot be asked."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded where an ignore file is met
    from pathspec import GitIgnoreSpec

__all__ = ["IgnoreRules"]


class IgnoreRules:
    """The rules that hold in one folder: those of its own ignore file after those of the folders above."""

    __slots__ = ("_lines", "_speaks_of", "_spec")

    def __init__(self, lines: tuple[str, ...] = ()) -> None:
        self._lines = lines
        if lines:
            self._spec = _spec(lines)
            self._speaks_of = _any_pattern(self._spec)

    def below(self, text: str, folder: str) -> IgnoreRules:
        """These rules and those of an ignore file; its `folder` is relative to the top, empty or ending in a slash."""
        lines = (line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n"))
        added = tuple(_from_top(line, folder) for line in lines if _is_rule(line))
        return IgnoreRules(self._lines + added) if added else self

    def leave_out(self, path: str) -> bool:
        """Whether a path, relative to the top, is ignored; that of a folder ends in a slash."""
        return bool(self._lines) and self._speaks_of(path) and self._spec.match_file(path)


def _is_rule(line: str) -> bool:
    """Whether git would heed a line: no comment, and nothing it cannot read."""
    if not line.strip(" /") or line.startswith("#"):
        return False
    try:
        _spec((line,))
    except (ValueError, re.error):
        return False
    return True


def _from_top(line: str, folder: str) -> str:
    """A line of a folder's ignore file as it would stand in that of the top."""
    if not folder:
        return line
    bang, line = ("!", line[1:]) if line.startswith("!") else ("", line)
    anywhere = "" if "/" in line.rstrip().removesuffix("/") else "**/"
    return f"{bang}/{_plain(folder)}{anywhere}{line.removeprefix('/')}"


def _plain(folder: str) -> str:
    return re.sub(r"([][\\!*#?])", r"\\\1", folder)


def _spec(lines: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # `[[`, which a later `re` may read otherwise
        return GitIgnoreSpec.from_lines(lines)


def _any_pattern(spec: GitIgnoreSpec) -> Callable[[str], bool]:
    """One search that tells at once of most paths that no pattern speaks of them."""
    patterns = [re.sub(r"\(\?P<\w+>", "(?:", pattern.regex.pattern) for pattern in spec.patterns if pattern.regex]
    search = re.compile("|".join(patterns)).search
    return lambda path: search(path) is not None
