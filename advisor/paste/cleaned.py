"""A pasted text without what a terminal, a log collector or Markdown put around it. Words stay as they are."""

from __future__ import annotations

import html
import re
from collections import Counter

__all__ = ["cleaned"]

_COLOURS = re.compile(
    r"(?:\x1b|\\x1b|\\u001b|\\033|\\e|␛|\^\[|�)\[[0-9;?]*[A-Za-z]"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[@-_]|\[\d{1,2}(?:;\d{1,3})*m"
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ud800-\udfff]")
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\xa0": " ", "\u3000": " "})
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)[\w+-]*[ \t]*$\n?", re.MULTILINE)
_CITED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_DATA = re.compile(r"[A-Za-z0-9+/_-]{300,}={0,2}")
_DAY = r"\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?"
_PREFIX = re.compile(
    rf"""^(?:
    [\w.-]+[ \t]*\|[ \t]            # docker compose
    |{_DAY}[ \t]+(?:std(?:out|err)[ ][FP][ ])?   # kubernetes, loggers
    |\[{_DAY}\][ \t]*
    |[A-Z][a-z]{{2}}[ ]+\d+[ ]\d\d:\d\d:\d\d[ ]\S+[ ]\S+\[\d+\]:[ ]?  # syslog
    |\d\d:\d\d:\d\d(?:[.,]\d+)?[ \t]+
    |[ \t]*\|[ \t]
    |\+[ ]\|[ ]
    )+""",
    re.VERBOSE | re.MULTILINE,
)
_NARROWEST, _WIDEST = 30, 400
"""Columns of a terminal that breaks lines."""


def cleaned(text: str) -> str:
    """A text without colours, control characters, prefixes of every line, quotation marks of Markdown, and data."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_QUOTES)
    text = _CONTROLS.sub("", _COLOURS.sub("", text))
    text = _DATA.sub(_named, _FENCE.sub("", text))
    cited = _without(_CITED, text)
    text = _without(_PREFIX, cited)
    logged = text is not cited  # a line with its own prefix was not broken by a terminal
    if re.search(r"&(?:quot|#0?39|#x27|apos|amp|lt);", text):
        text = html.unescape(text)
    return text if logged else _joined(text)


def _named(data: re.Match[str]) -> str:
    """A long run of letters and digits is an image or a key; a run of one letter is neither."""
    return "<data>" if len(set(data.group()[:200])) > 12 else data.group()[:300]


def _without(prefix: re.Pattern[str], text: str) -> str:
    """A text without the prefix of its lines, where most of them have it."""
    lines = sum(1 for line in text.splitlines() if line.strip())
    having = sum(1 for _ in prefix.finditer(text))
    return prefix.sub("", text) if having >= 2 and having * 10 >= lines * 6 else text


def _joined(text: str) -> str:
    """A text whose lines a terminal broke at its width, with the lines it had."""
    lines = text.split("\n")
    width, count = Counter(map(len, lines[:-1])).most_common(1)[0] if len(lines) > 2 else (0, 0)
    if not _NARROWEST <= width <= _WIDEST or count < 2 or width < max(map(len, lines)) or count * 2 < len(lines) - 1:
        return text
    return "".join(line if len(line) == width else f"{line}\n" for line in lines).rstrip("\n")
