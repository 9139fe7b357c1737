"""Places in a text that have some form, found in linear time, however a terminal, JSON or HTML wrote the text.

The texts are strangers', and megabytes long. So a form is tried only where its first letters stand; what it tries
there either matches and is passed over, or ends before the next place where it may begin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

__all__ = ["COLON", "GIVEN", "IS", "QUOTE", "START", "Form", "Span", "lowered"]

Span = tuple[int, int, str]
"""The first character, the one after the last, and what stands for it."""

START = r"(?:(?<![A-Za-z0-9_])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u00[0-9A-Fa-f]{2})|(?<=[0-9]m))"
"""Where a word may begin: also behind an escaped line break or sign, and behind the code of a colour."""
QUOTE = r"""(?:\\*["'`]|&(?:quot|apos|\#(?:x27|x22|34|39));|\\+u002[27]|%2[27])"""
"""A quote, however often it was escaped."""
COLON = r"(?:=>|:=|[:=\uff1a]|%3[AaDd]|\\u003[ad])"
IS = rf"{QUOTE}*+\s*+{COLON}\s*+"
"""What stands between a name and its value, up to the quote of the value."""
GIVEN = rf"(?:{QUOTE}|[)\]])*+\s*+(?:{COLON}|[,(])\s*+(?:[bBuUrR]?{QUOTE}|\\n)?+\s*+"
"""What stands between a name, or a function, and what it is given."""

_FARTHEST = 1000
"""Characters that a form may reach back."""


@dataclass(frozen=True, slots=True)
class Form:
    """How something looks, and what stands for it."""

    words: str
    """What stands for it."""
    firsts: tuple[str, ...]
    """What it begins with, in small letters: one of these."""
    pattern: str
    """All of it, a verbose pattern; the only group, if there is one, is what is replaced."""
    before: str = ""
    """What stands before its first letters and belongs to it, read backwards."""
    holds: Callable[[str], bool] = bool
    """Whether what was found is what was looked for."""

    def spans(self, text: str, small: str) -> Iterator[Span]:
        """Where it stands in a text, which is given in small letters too."""
        for first in self.firsts:
            at = small.find(first)
            while at >= 0:
                found = _compiled(self.pattern).match(text, at)
                start, end = self._place(found, text) if found else (at, at)
                if start < end and self.holds(text[start:end]):
                    yield start, end, self.words
                at = small.find(first, max(found.end(), at + 1) if found else at + 1)

    def _place(self, found: re.Match[str], text: str) -> tuple[int, int]:
        """What is to be replaced, with what stands before it; nothing where that is missing."""
        start, end = found.span(found.lastgroup or 0)
        if self.before:
            back = _compiled(self.before).match(text[max(0, start - _FARTHEST) : start][::-1])
            start = start - back.end() if back else end
        return start, end


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, made ready where something may have its form: most texts need few."""
    return re.compile(pattern, re.VERBOSE)


def lowered(text: str) -> str:
    """The text in small letters, each where it stood."""
    small = text.lower()
    return small if len(small) == len(text) else re.sub("[A-Z]+", lambda found: found[0].lower(), text)
