"""Where a value stands in an answer: a jq path of a few plain steps, which other languages can be written from."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["EXPECTED", "Selector", "parse_selector"]

EXPECTED = 'a jq path such as `items[] | select(.type == "picture") | .data`'

_STEP = re.compile(r'(?:^|\.)(?P<each>\w+)\[\]|select\(\.type == "(?P<type>[\w.]+)"\)|\.(?P<name>\w+)')


@dataclass(frozen=True, slots=True)
class Selector:
    """A parsed path; every part after `each` is read from each of its items."""

    each: str
    """The list whose items are read one by one; empty where the path starts at the object itself."""
    types: tuple[tuple[tuple[str, ...], str], ...]
    """What `type` must be, by the names that lead to the object whose type it is."""
    names: tuple[str, ...]
    """The names that lead to the value."""


def parse_selector(text: str) -> Selector | None:
    """The path that a text describes; None where it is none, or one of more than one list."""
    each = ""
    types: list[tuple[tuple[str, ...], str]] = []
    names: tuple[str, ...] = ()
    for part in text.split(" | "):
        for step in _steps(part):
            if step is None or (step["each"] and (each or types or names)):
                return None
            each = step["each"] or each
            if step["type"]:
                types.append((names, step["type"]))
            names = (*names, step["name"]) if step["name"] else names
    return Selector(each, tuple(types), names) if names else None


def _steps(part: str) -> list[re.Match[str] | None]:
    """The steps of one part of a pipe; None stands for what is no step."""
    steps: list[re.Match[str] | None] = []
    at = 0
    while at < len(part):
        step = _STEP.match(part, at)
        steps.append(step)
        at = step.end() if step else len(part)
    return steps
