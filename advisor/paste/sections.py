"""The errors of one paste, each with its own text, in the order in which one led to the other."""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["sections"]

_PYTHON = re.compile(
    r"^[ |+]*(?:During handling of the above exception, another exception occurred:"
    r"|The above exception was the direct cause of the following exception:)[ \t]*$",
    re.MULTILINE,
)
_AGAIN = re.compile(r"^(?=[ \t|+]*Traceback \(most recent call last\):)", re.MULTILINE)
_PHP = re.compile(r"^Next (?=[\w\\]+(?:Error|Exception))", re.MULTILINE)
_INNER = re.compile(
    r"^[ \t]*Caused by: (?=[\w.$]+)|^[ \t]*\[cause\]:\s*|^[ \t]*cause: (?=\w*Error\b)|^[ \t]*---> (?=[\w.]+)"
    r"|[ \t]---> (?=[\w.]+(?:Exception|Error)\b)",
    re.MULTILINE,
)
_LEVEL = "(?:error|err|fatal|critical|crit|severe|warn|warning|info|debug|notice|trace)"
_RECORD = re.compile(rf"^(?=(?:\[(?i:{_LEVEL})\]|{_LEVEL.upper()})(?![\w.]))", re.MULTILINE)
"""Where a record of a log begins, its day and time left out: with its level."""
_FAILED = re.compile(r"\W?(?:error|err|fatal|critical|crit|severe)\b", re.IGNORECASE)
_MOST = 8
"""Errors of one paste that are told apart."""


def sections(text: str) -> list[str]:
    """The parts of a text that tell of one error each, the first cause first; the whole text where there is one."""
    for mark, order in _ORDERS:
        parts = [part for part in mark.split(text) if part.strip()]
        if len(parts) > 1:
            return order(parts)[:_MOST]
    return _logged(text)[:_MOST]


def _logged(text: str) -> list[str]:
    """The records of a log that tell of an error, each with what follows it; the first has what precedes it too."""
    parts, failed = [""], False
    for record in _RECORD.split(text):
        fails = _FAILED.match(record) is not None
        if fails and failed:
            parts.append("")
        failed = failed or fails
        parts[-1] += record
    return parts


def _as_written(parts: list[str]) -> list[str]:
    return parts


def _reversed(parts: list[str]) -> list[str]:
    return parts[::-1]


def _retried(parts: list[str]) -> list[str]:
    """What stands before the first traceback belongs to it."""
    head, *rest = parts
    return [head + rest[0], *rest[1:]] if not _AGAIN.match(head) else parts


_ORDERS: tuple[tuple[re.Pattern[str], Callable[[list[str]], list[str]]], ...] = (
    (_PYTHON, _as_written),
    (_PHP, _as_written),
    (_INNER, _reversed),
    (_AGAIN, _retried),
)
"""What stands between two errors, and in which order they are printed."""
