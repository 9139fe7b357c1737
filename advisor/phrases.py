"""Whether a text says a phrase, however it was printed: letters and digits count, and nothing between them.

A terminal breaks lines within words, a log escapes quotes, a class joins its words; none of it matters. A short phrase,
such as `key` or `404`, stands as a word of its own, for otherwise it would be found inside of others.
"""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["excerpt", "says"]

_WIDEST_GAP = 80
"""Letters and digits that a `*` of a phrase may stand for."""
_QUOTES = ("'", '"', "`")
_BETWEEN = re.compile(r"[\W_]+")
_SHORT = 5
"""Fewer letters and digits than this make a short phrase; the signs of other scripts say more."""


def says(text: str, phrase: str) -> bool:
    """Whether a text says a phrase; `*` stands for up to 80 letters and digits."""
    if word := _word(phrase):
        return word.search(text) is not None
    squeezed = _squeezed(text)
    return _phrase(phrase) in squeezed if "*" not in phrase else _pattern(phrase).search(squeezed) is not None


def excerpt(text: str, phrase: str) -> str:
    """The words of a text that say a phrase, as they are written; empty where it does not say it."""
    if word := _word(phrase):
        alone = word.search(text)
        return alone.group() if alone else ""
    places, letters = _letters(text)
    found = _pattern(phrase).search(letters)
    if not found or not found.group():
        return ""
    start, end = _in_quotes(text, places[found.start()], places[found.end() - 1] + 1)
    return text[start:end]


def _in_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """A part of a text with the quote that closes what it opens, or opens what it closes, or with both around it."""
    for quote in _QUOTES:
        before, after = text[start - 1 : start] == quote, text[end : end + 1] == quote
        inside = re.findall(rf"(?<!\w){quote}|{quote}(?!\w)", text[start:end])
        if len(inside) % 2:
            start, end = (start, end + 1) if after else (start - before, end)
        elif before and after:
            start, end = start - 1, end + 1
    return start, end


@lru_cache(maxsize=16)
def _letters(text: str) -> tuple[list[int], str]:
    """Where the letters and digits of a text stand, and what they are, in small letters."""
    places = [at for at, letter in enumerate(text) if letter.isalnum()]
    lowered = [text[at].lower() for at in places]
    spread = [at for at, letter in zip(places, lowered, strict=True) for _ in letter]
    return spread, "".join(lowered)


def _bare(text: str) -> str:
    return _BETWEEN.sub("", text).lower()


_squeezed = lru_cache(maxsize=16)(_bare)  # every signature asks of the same few texts
_phrase = lru_cache(maxsize=4096)(_bare)


@lru_cache(maxsize=4096)
def _word(phrase: str) -> re.Pattern[str] | None:
    """A short phrase as a word, or the plural of it; None where the phrase is longer."""
    bare = _bare(phrase)
    if len(bare) >= _SHORT or not bare.isascii() or "*" in phrase:
        return None
    parts = _BETWEEN.sub(" ", phrase).split()
    return re.compile(rf"(?<![a-z0-9]){r'[^a-z0-9]*'.join(parts)}s?(?![a-z0-9])", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _pattern(phrase: str) -> re.Pattern[str]:
    gap = f".{{0,{_WIDEST_GAP}}}?"
    return re.compile(gap.join(map(_bare, phrase.split("*"))))
