"""Whether a text says a phrase, however it was printed: letters and digits count, and nothing between them.

A terminal breaks lines within words, a log escapes quotes, a class joins its words; none of it matters.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["excerpt", "says"]

_WIDEST_GAP = 80
"""Letters and digits that a `*` of a phrase may stand for."""
_CLOSING = ("'", '"', "`")
_BETWEEN = re.compile(r"[\W_]+")


def says(text: str, phrase: str) -> bool:
    """Whether a text says a phrase; `*` stands for up to 80 letters and digits."""
    squeezed = _squeezed(text)
    return _phrase(phrase) in squeezed if "*" not in phrase else _pattern(phrase).search(squeezed) is not None


def excerpt(text: str, phrase: str) -> str:
    """The words of a text that say a phrase, as they are written; empty where it does not say it."""
    kept = [at for at, letter in enumerate(text) if letter.isalnum()]
    squeezed = "".join(text[at] for at in kept)
    lowered = squeezed.lower()
    found = _pattern(phrase).search(lowered) if len(lowered) == len(squeezed) else None
    if not found or not found.group():
        return ""
    start, end = kept[found.start()], kept[found.end() - 1] + 1
    return text[start : end + (text[end : end + 1] in _CLOSING)]


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text).lower()


_squeezed = lru_cache(maxsize=16)(_bare)  # every signature asks of the same few texts
_phrase = lru_cache(maxsize=4096)(_bare)


@lru_cache(maxsize=4096)
def _pattern(phrase: str) -> re.Pattern[str]:
    gap = f".{{0,{_WIDEST_GAP}}}?"
    return re.compile(gap.join(map(_bare, phrase.split("*"))))
