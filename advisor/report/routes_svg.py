"""The route table as a picture: questions from the top, and where the first that holds leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from advisor.lookup import RouteLine
from advisor.report.dated import day_line
from advisor.report.svg import lettering, path, picture, rectangle, text_width, wrapped

__all__ = ["routes_svg"]

_MARGIN = 24.0
_DOT = 13.0
"""The radius of a number."""
_ASKS = 430.0
"""How wide a question is."""
_GAP, _BETWEEN = 84.0, 12.0
_CARD = 300.0
"""How wide a card is at least."""
_PADDING, _LINE, _SMALL = 12.0, 19.0, 16.0


def routes_svg(lines: Sequence[RouteLine], as_of: date, newest: date | None, *, prefix: str = "routes") -> str:
    """The route table as SVG, read from the top; its ids start with the prefix. `newest`: the last reading."""
    title = f"Which surface, as of {as_of}"
    parts = [
        lettering(_MARGIN, _MARGIN + 12, title, "ink strong large"),
        lettering(_MARGIN, _MARGIN + 34, "Ask from the top. The first question with a yes decides.", "muted"),
    ]
    asked, cards = _laid_out(lines, _MARGIN + 54)
    left = _MARGIN + 2 * _DOT + 12
    right = left + _ASKS + _GAP
    wide = max((card.width for card in cards), default=_CARD)
    for above, below in pairwise(asked):
        x = _MARGIN + _DOT
        parts.append(path(f"M{x} {above.middle}V{below.middle}", "line-stroke thick"))
    parts += [part for one in asked for part in _question(one, left, right)]
    parts += [part for card in cards for part in _card(card, right, wide)]
    bottom = asked[-1].bottom if asked else _MARGIN + 54
    parts.append(lettering(_MARGIN, bottom + 24, day_line(as_of, newest), "muted small"))
    size = (right + wide + _MARGIN, bottom + 24 + _MARGIN)
    return picture(prefix, title, _description(lines), size, parts)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A row of the table, and where it stands."""

    number: int
    line: RouteLine
    last: bool
    top: float
    height: float

    @property
    def middle(self) -> float:
        return self.top + self.height / 2

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class _Card:
    """Where rows in a row lead to."""

    lines: tuple[tuple[str, str], ...]
    """Each with its class."""
    top: float
    height: float

    @property
    def width(self) -> float:
        widths = (text_width(text, 13, mono="mono" in class_, strong="strong" in class_) for text, class_ in self.lines)
        return max(_CARD, *widths) + 2 * _PADDING


def _laid_out(lines: Sequence[RouteLine], top: float) -> tuple[list[_Asked], list[_Card]]:
    """Rows and cards from the top; rows in a row with one surface share a card."""
    asked: list[_Asked] = []
    cards: list[_Card] = []
    for _, group in groupby(enumerate(lines, 1), key=lambda one: _told(one[1])):
        rows = list(group)
        told = _told(rows[0][1])
        least = (len(told) * _LINE + 2 * _PADDING - _BETWEEN * (len(rows) - 1)) / len(rows)
        first = top
        for number, line in rows:
            height = max(_height(line), least)
            asked.append(_Asked(number, line, number == len(lines), top, height))
            top += height + _BETWEEN
        cards.append(_Card(told, first, top - _BETWEEN - first))
    return asked, cards


def _told(line: RouteLine) -> tuple[tuple[str, str], ...]:
    """What stands on the card of a row."""
    forbidden = (("Your organization does not allow it.", "ending strong"),) if not line.allowed else ()
    if line.closed:
        closed = ((text, "muted") for text in wrapped(line.closed, _CARD, 13))
        return ((f"{line.method} {line.path}", "muted mono"), *closed, *forbidden)
    return (
        (f"{line.method} {line.path}", "ink strong mono"),
        (line.python, "muted mono"),
        (line.model_field, "ink"),
        *forbidden,
        *((text, "muted small") for cost in line.costs for text in wrapped(f"• {cost}", _CARD, 12)),
    )


def _texts(line: RouteLine) -> tuple[list[str], list[str]]:
    room = _ASKS - 2 * _PADDING
    return wrapped(line.use_first_when, room, 13, strong=True), wrapped(f"Mistake: {line.mistake}", room, 12)


def _height(line: RouteLine) -> float:
    asks, mistake = _texts(line)
    return len(asks) * _LINE + len(mistake) * _SMALL + 2 * _PADDING


def _question(asked: _Asked, left: float, right: float) -> Iterator[str]:
    """A number, a question with the mistake that is made there, and the arrow of a yes."""
    x, y, closed = _MARGIN + _DOT, asked.middle, asked.line.closed
    yield rectangle(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT, "panel accent-stroke", _DOT)
    yield lettering(x, y + 4.5, str(asked.number), "accent strong", text_anchor="middle")
    yield rectangle(left, asked.top, _ASKS, asked.height, "panel line-stroke", 8)
    asks, mistake = _texts(asked.line)
    base = y - (len(asks) * _LINE + len(mistake) * _SMALL) / 2 + 13
    for text in asks:
        yield lettering(left + _PADDING, base, text, "muted strong" if closed else "ink strong")
        base += _LINE
    for text in mistake:
        yield lettering(left + _PADDING, base - 1, text, "muted small")
        base += _SMALL
    yield path(
        f"M{left + _ASKS + 4} {y}H{right - 5}M{right - 11} {y - 5}l6 5l-6 5",
        "line-stroke thick" if closed else "accent-stroke thick",
    )
    said = "closed" if closed else "otherwise" if asked.last else "yes"
    yield lettering(
        left + _ASKS + _GAP / 2 - 2, y - 7, said, f"{'muted' if closed else 'accent'} small", text_anchor="middle"
    )


def _card(card: _Card, left: float, width: float) -> Iterator[str]:
    yield rectangle(left, card.top, width, card.height, "panel accent-stroke", 8)
    base = card.top + (card.height - len(card.lines) * _LINE) / 2 + 14
    for text, class_ in card.lines:
        yield lettering(left + _PADDING, base, text, class_)
        base += _LINE


def _description(lines: Sequence[RouteLine]) -> str:
    """The picture in words, for who cannot see it."""
    told = []
    for number, line in enumerate(lines, 1):
        forbidden = "" if line.allowed else ", which your organization does not allow"
        told.append(
            f"{number}. {line.use_first_when} {line.method} {line.path}, {line.closed or line.model_field}{forbidden}."
        )
    return " ".join(["The first row that holds decides.", *told])
