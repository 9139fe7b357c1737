"""Values and messages in words, the same for every answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from advisor.facts import ABSENT, UNKNOWN

__all__ = ["FACT", "counted", "in_words", "shown", "worded"]

FACT = re.compile(r"(?<!%)\{([a-z_.]+)\}")
"""Where a message names a fact; `%{...}` is a form of curl."""

_LONGEST = 80
"""Characters of a value inside a message; a prompt is never repeated whole."""


def in_words(value: object, *, absent: str = "none") -> str:
    """A value as running text; what is not known says so."""
    if value is UNKNOWN:
        return "not known"
    if value is ABSENT:
        return absent
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {in_words(item)}" for key, item in value.items())
    if isinstance(value, (tuple, list)):
        return ", ".join(map(str, value)) or "none"
    return str(value)


def worded(template: str, lookup: Callable[[str], object]) -> str:
    """A message with every `{fact}` replaced by its value."""

    def value(match: re.Match[str]) -> str:
        text = in_words(lookup(match[1]))
        return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."

    return FACT.sub(value, template)


def shown(value: object) -> object:
    """A value as it stands in data; a gap as its marker."""
    return value.value if value is UNKNOWN or value is ABSENT else value


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
