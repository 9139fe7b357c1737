"""Text in the columns of a terminal: how wide it is, where its lines break, and what stands above a caret."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.printable import on_one_line
from advisor.secrets import KEY, key_spans

__all__ = ["WIDTH", "Excerpt", "excerpt", "width_of", "wrapped"]

WIDTH = 100
"""Columns of a page at most."""
_TAB = 4
"""Columns from one tab stop to the next."""
_CUT = "..."
_NEAR = 4_000
"""Characters of a long line on each side of the place: more than any key has, and than any terminal shows."""
_LEAD = 24
"""Columns that a cut line keeps before the place."""


def width_of(text: str) -> int:
    """How many columns a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # loaded for what needs it

    return cell_len(text)


def wrapped(text: str, width: int, first: str = "", others: str = "") -> list[str]:
    """Lines of at most `width` columns, broken at spaces only: an address stays whole, so that it can be opened."""
    lines, line = [], first
    empty = True
    for word in text.split():
        if not empty and width_of(line) + 1 + width_of(word) > width:
            lines.append(line)
            line, empty = others, True
        line = f"{line}{word}" if empty else f"{line} {word}"
        empty = False
    return [*lines, line]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line as it can be shown, and the columns of it that are meant."""

    text: str
    start: int
    """From 0."""
    length: int
    """At least 1."""


def excerpt(line: str, column: int, end_column: int, width: int) -> Excerpt:
    """At most `width` columns of a line, around the characters from one column to before another (from 1).

    Tabs become spaces, control characters are written out, and keys are masked; the caret stays where it belongs.
    """
    begin = max(0, column - 1 - _NEAR)
    cells = _shown(line[begin : column - 1 + _NEAR])
    start = min(column - 1 - begin, len(cells))
    end = max(start, min(end_column - 1 - begin, len(cells)))
    widths = [width_of(cell) for cell in cells]
    if not begin and sum(widths) <= width:
        return Excerpt("".join(cells).rstrip(), sum(widths[:start]), max(1, sum(widths[start:end])))
    fits = not begin and sum(widths[:end]) + len(_CUT) <= width
    first = 0 if fits else _first(widths, start, end, width)
    head = _CUT if begin or first else ""
    last, room = first, width - len(head) - len(_CUT)
    while last < len(cells) and widths[last] <= room:
        room -= widths[last]
        last += 1
    tail = _CUT if last < len(cells) or len(line) > column - 1 + _NEAR else ""
    return Excerpt(
        f"{head}{''.join(cells[first:last])}{tail}".rstrip(),
        len(head) + sum(widths[first:start]),
        max(1, sum(widths[start : min(end, last)])),
    )


def _shown(line: str) -> list[str]:
    """How each character of a line is shown; of a key, the first one as the mask and the others not at all."""
    cells = list(line)
    for start, end in key_spans(line):
        cells[start:end] = [KEY, *[""] * (end - start - 1)]
    if line.isprintable():
        return cells
    column = 0
    for at, cell in enumerate(cells):
        cells[at] = " " * (_TAB - column % _TAB) if cell == "\t" else on_one_line(cell)
        column += width_of(cells[at])
    return cells


def _first(widths: list[int], start: int, end: int, width: int) -> int:
    """The first character to show of a line that is too long: its own where that leaves room, else a few before."""
    if sum(widths[:start]) <= width // 2:
        return 0
    lead = min(_LEAD, max(0, width - 2 * len(_CUT) - sum(widths[start:end])))
    first = start
    while first and widths[first - 1] <= lead:
        first -= 1
        lead -= widths[first]
    return first
