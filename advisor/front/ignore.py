"""What the ignore files of a tree leave out, where git cannot be asked."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator

__all__ = ["IgnoreRules"]


class IgnoreRules:
    """The rules that hold in one folder: those of its own ignore file after those of the folders above.

    As git does, a walk asks of each folder before it enters it, and never of what lies in one that is left out.
    """

    __slots__ = ("_leave_out_file", "_leave_out_folder", "_lines")

    def __init__(self, lines: tuple[str, ...] = ()) -> None:
        self._lines = lines
        self._leave_out_file = _matcher([line for line in lines if not line.endswith("/")])
        self._leave_out_folder = _matcher([_of_folder(line) for line in lines])

    def below(self, text: str, folder: str) -> IgnoreRules:
        """These rules and those of an ignore file; its `folder` is relative to the top, empty or ending in a slash."""
        added = tuple(_from_top(line, folder) for line in _rules(text))
        return IgnoreRules(self._lines + added) if added else self

    def leave_out(self, path: str, *, is_folder: bool) -> bool:
        """Whether a path, relative to the top, is ignored."""
        return self._leave_out_folder(path) if is_folder else self._leave_out_file(path)


def _rules(text: str) -> Iterator[str]:
    """The lines git would heed: no comment, and nothing it cannot read."""
    for line in text.removeprefix("\ufeff").split("\n"):
        rule = re.sub(r"(?<!\\) +$", "", line.removesuffix("\r"))
        if rule.strip("!/") and not rule.startswith("#") and _is_readable(rule):
            yield rule


def _is_readable(rule: str) -> bool:
    try:
        _patterns([rule])
    except (ValueError, re.error):
        return False
    return True


def _from_top(line: str, folder: str) -> str:
    """A line of a folder's ignore file as it would stand in that of the top."""
    if not folder:
        return line
    bang, line = ("!", line[1:]) if line.startswith("!") else ("", line)
    anywhere = "" if "/" in line.removesuffix("/") else "**/"
    return f"{bang}/{_plain(folder)}{anywhere}{line.removeprefix('/')}"


def _of_folder(line: str) -> str:
    """A line as it would speak of a folder and a file alike; the space before a slash is part of the name."""
    return re.sub(r"(?<!\\) $", r"\\ ", line.removesuffix("/"))


def _plain(folder: str) -> str:
    return re.sub(r"([][\\!*#?])", r"\\\1", folder)


def _patterns(lines: list[str]) -> list[tuple[re.Pattern[str], bool]]:
    """Each line as a regular expression, and whether it leaves out or takes back."""
    from pathspec import GitIgnoreSpec

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # `[[`, which a later `re` may read otherwise
        patterns = GitIgnoreSpec.from_lines(lines).patterns
    return [(pattern.regex, bool(pattern.include)) for pattern in patterns if pattern.regex]


def _matcher(lines: list[str]) -> Callable[[str], bool]:
    """Whether the last line that speaks of a path leaves it out."""
    if not lines:
        return lambda _: False
    patterns = _patterns(lines)[::-1]
    any_of_them = "|".join(re.sub(r"\(\?P<\w+>", "(?:", regex.pattern) for regex, _ in patterns)
    spoken_of = re.compile(any_of_them).search  # tells at once of most paths that no line speaks of them

    def leave_out(path: str) -> bool:
        if not spoken_of(path):
            return False
        matches = ((regex.search(path), leaves_out) for regex, leaves_out in patterns)
        # A group is the slash after a folder above the path: of that one the line speaks, and it was asked before.
        return next((leaves_out for match, leaves_out in matches if match and match.lastindex is None), False)

    return leave_out
