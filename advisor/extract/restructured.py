"""Code in reStructuredText: directives, literal blocks, sessions, and commands that stand in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from advisor.extract.blocks import block
from advisor.extract.commands import commands_in_prose
from advisor.extract.fragment import Fragment, Row, fragment, rows_of
from advisor.extract.prose import Paragraph

__all__ = ["fragments", "paragraphs"]

_MARKERS = re.compile(r"\s*(?:(?:[-*+•]|\(?(?:\d+|#|[a-z])[.)])\s+)*")
_DIRECTIVE = re.compile(r"\.\.\s+(?:[\w-]+:)?([\w-]+)::\s*(\S*)")
_HIGHLIGHT = re.compile(r"\s*\.\.\s+highlight::\s*(\S*)")
_COMMENT = re.compile(r"\.\.(?:\s+(?![\[_|])|$)")
_OPTION = re.compile(r"\s*:[\w-]+:(?:\s|$)")
_SIGNS = re.compile(r"([=\-~^\"'`#*+:.<>_])\1{2,}")
_SESSION = re.compile(r"\s*>>> ")
_CODE = {
    "code-block": "",
    "code": "",
    "sourcecode": "",
    "code-tab": "",
    "prompt": "shell",
    "parsed-literal": "",
    "doctest": "python",
    "testcode": "python",
    "testsetup": "python",
    "ipython": "python",
    "jupyter-execute": "python",
}
"""Directives whose body is code, and its language where they name none."""


class _Part(NamedTuple):
    """A stretch of the file: code of a language, prose (label None), or nothing to be read (no rows)."""

    length: int
    rows: Sequence[Row] = ()
    label: str | None = None


def fragments(text: str) -> list[Fragment]:
    """The code of a file, in order of its first lines."""
    return _parted(text)[0]


def paragraphs(text: str) -> list[Paragraph]:
    """The prose of a file, in order; a title is a line over one of signs."""
    found = _paragraphs(_parted(text)[1])
    return [Paragraph(rows, int(len(rows) > 1 and bool(_SIGNS.fullmatch(rows[1].text.strip())))) for rows in found]


def _parted(text: str) -> tuple[list[Fragment], list[Row]]:
    """The code of a file and its prose."""
    rows = rows_of(text)
    usual = list(accumulate(rows, _highlighted, initial=""))
    found: list[Fragment] = []
    prose: list[Row] = []
    at = 0
    while at < len(rows):
        part = _part(rows, at)
        if part.label is None:
            prose += part.rows
        else:
            found += block(part.label or usual[at], part.rows)
        at += part.length
    found += [fragment("shell", held) for paragraph in _paragraphs(prose) for held in commands_in_prose(paragraph)]
    return sorted(found, key=lambda one: (one.lines[0], one.columns[0])), prose


def _highlighted(label: str, row: Row) -> str:
    """The language of blocks that name none, from this row on."""
    told = _HIGHLIGHT.match(row.text)
    return told[1] if told else label


def _part(rows: Sequence[Row], at: int) -> _Part:
    """The part of the file that begins with a row."""
    row = rows[at]
    text = row.text[_margin(row) :]
    directive = _DIRECTIVE.match(text)
    if directive:
        name, label = directive.groups()
        if name not in _CODE:
            return _Part(1)
        body = _body(rows, at)
        return _Part(1 + len(body), _cut(_without_options(body)), label or _CODE[name])
    if _COMMENT.match(text):
        hides = text.rstrip() != ".." or _follows(rows, at)
        return _Part(1 + (len(_body(rows, at)) if hides else 0))
    if _SESSION.match(row.text):
        session = rows[at : at + _blank(rows, at)]
        return _Part(len(session), _cut(session), "pycon")
    if text.rstrip().endswith("::") and not _follows(rows, at):
        body = _body(rows, at)
        return _Part(1 + len(body), _cut(body), "")
    return _Part(1, [row.cut(_margin(row))])


def _follows(rows: Sequence[Row], at: int) -> bool:
    """Whether the next row has text."""
    return at + 1 < len(rows) and bool(rows[at + 1].text.strip())


def _margin(row: Row) -> int:
    """The width of the indentation and of the markers of a list."""
    markers = _MARKERS.match(row.text)
    return markers.end() if markers else 0


def _blank(rows: Sequence[Row], at: int) -> int:
    """How many rows from here to the next blank one."""
    return next((after - at for after in range(at, len(rows)) if not rows[after].text.strip()), len(rows) - at)


def _body(rows: Sequence[Row], at: int) -> Sequence[Row]:
    """The rows after one that are indented more deeply than it, without blank ones at the end."""
    outer = _depth(rows[at].text[: _margin(rows[at])])
    last = at
    for number in range(at + 1, len(rows)):
        text = rows[number].text
        if text.strip():
            if _depth(text[: len(text) - len(text.lstrip())]) <= outer:
                break
            last = number
    return rows[at + 1 : last + 1]


def _depth(margin: str) -> int:
    return len(margin.expandtabs())


def _without_options(body: Sequence[Row]) -> Sequence[Row]:
    code = next((at for at, row in enumerate(body) if not _OPTION.match(row.text)), len(body))
    return body[code:]


def _cut(body: Sequence[Row]) -> list[Row]:
    """The rows without the indentation they share, and without blank ones at the start."""
    first = next((at for at, row in enumerate(body) if row.text.strip()), len(body))
    shared = min((len(row.text) - len(row.text.lstrip()) for row in body if row.text.strip()), default=0)
    return [row.cut(shared) for row in body[first:]]


def _paragraphs(prose: Sequence[Row]) -> Iterator[list[Row]]:
    """Rows that follow each other with no blank one between them."""
    held = [row for row in prose if row.text.strip()]
    for _, group in groupby(enumerate(held), key=lambda each: each[1].line - each[0]):
        yield [row for _, row in group]
