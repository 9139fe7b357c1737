"""The errors a caller may meet. Each message says what, where, and what was expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["AdvisorError", "InputError", "Problem", "RuleError", "as_written", "nearest", "nearest_name"]

_LONGEST = 60
"""Characters of a value inside a message."""


class AdvisorError(Exception):
    """The base of every error this library raises on purpose."""


class InputError(AdvisorError):
    """A job, an account, a date or a name that cannot be used."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a rule file."""

    path: str
    line: int
    """Counted from 1; 0 where the whole file is meant."""
    column: int
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.message}"


class RuleError(AdvisorError):
    """Rules that cannot be loaded; carries every problem of every file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def as_written(value: object) -> str:
    """A value as its writer would recognise it, without secrets, short enough for a message."""
    if value is None:
        return "an empty value"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, dict):
        return "a map"
    from advisor.secrets import redacted  # only for a message

    text = repr(redacted(value)) if isinstance(value, str) else redacted(str(value))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def nearest(name: str, names: Iterable[str]) -> str:
    """A hint at the nearest right name, ready to be appended to a message; empty where none is near."""
    close = nearest_name(name, names)
    return f" (did you mean {close!r}?)" if close else ""


def nearest_name(name: str, names: Iterable[str]) -> str:
    """The nearest right name; empty where none is near."""
    from difflib import get_close_matches  # only for a message

    return next(iter(get_close_matches(name, list(names), n=1, cutoff=0.6)), "")
