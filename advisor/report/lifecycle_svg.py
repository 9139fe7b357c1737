"""The lifecycle of models as a timeline: a row a model, from its release to its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from advisor.facts import ABSENT, UNKNOWN
from advisor.lookup import ModelRow
from advisor.report.dated import day_line
from advisor.report.svg import element, lettering, path, picture, text_width
from advisor.wording import counted

__all__ = ["lifecycle_svg"]

_MARGIN = 24.0
_CHART = 540.0
"""How wide the time is drawn."""
_ROW, _BAR = 22.0, 10.0
_LEAST, _FADE = 4.0, 30.0
"""The least that is drawn of a bar, and how long it fades in before the first day that is told."""
_TICK = 34.0
"""The least distance between two labels of months."""
_YEAR = 44.0
"""The least distance between two labels of years."""
_COLUMNS = (220.0, 330.0, 270.0)
"""How wide the columns of the legend are."""
_KINDS = (("image", "Image models"), ("text", "Mainline models for the top level of Responses"))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOT_TOLD = "no source tells"


def lifecycle_svg(rows: Sequence[ModelRow], as_of: date, newest: date | None, *, prefix: str = "lifecycle") -> str:
    """A timeline of models as SVG, image models first; its ids start with the prefix. `newest`: the last reading.

    A day that nobody tells and an end that is not announced are drawn open, each in its own way.
    """
    groups = [(title, [row for row in rows if row.kind == kind]) for kind, title in _KINDS]
    scale = _Scale.of(rows, as_of, newest or as_of)
    top = _MARGIN + (78 if rows else 16)
    parts: list[str] = []
    y = top
    for title, members in groups:
        if members:
            parts.append(lettering(_MARGIN, y + 20, title, "ink strong"))
            y += 30
        for row in members:
            parts.append(_row(row, y, scale, prefix))
            y += _ROW
        y += 8 if members else 0
    if not rows:
        parts.append(lettering(_MARGIN, y + 20, f"No source speaks of any model on or before {as_of}."))
        y += 32
    right = max(scale.right + 16 + _told_width(rows), _MARGIN + sum(_COLUMNS))
    legend, bottom = _legend(y + 12, right, prefix)
    bottom += 28
    legend.append(lettering(_MARGIN, bottom, day_line(as_of, newest), "muted small"))
    title = f"Lifecycle of models as of {as_of}"
    heading = lettering(_MARGIN, _MARGIN + 12, title, "ink strong large")
    axis = _axis(scale, top, y, as_of) if rows else ()
    size = (right + _MARGIN, bottom + _MARGIN)
    return picture(prefix, title, _description(rows, as_of), size, [_fillings(prefix), heading, *axis, *parts, *legend])


# -- time ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a day stands."""

    first: date
    last: date
    left: float
    as_of: date
    read: date
    """The day of the last reading."""

    @classmethod
    def of(cls, rows: Sequence[ModelRow], as_of: date, read: date) -> _Scale:
        """Whole quarters from the first day that is told, and two months after the last."""
        told = [as_of, *(day for row in rows for day in _days(row))]
        names = max((text_width(row.model, 12, mono=True) for row in rows), default=0)
        first = min(told)
        begin = date(first.year, (first.month - 1) // 3 * 3 + 1, 1)
        return cls(begin, _later(max(told), 3), _MARGIN + names + 16, as_of, read)

    @property
    def right(self) -> float:
        return self.left + _CHART

    def x(self, day: date) -> float:
        """Pixels from the left."""
        return self.left + _CHART * (day - self.first).days / (self.last - self.first).days

    @property
    def months(self) -> Iterator[date]:
        """The first of every month."""
        day = self.first
        while day <= self.last:
            yield day
            day = _later(day, 1)


def _later(day: date, months: int) -> date:
    """The first of a month, so many months later."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _days(row: ModelRow) -> list[date]:
    return [day for day in (row.released, row.deprecated, row.shutdown) if isinstance(day, date)]


def _axis(scale: _Scale, top: float, bottom: float, as_of: date) -> Iterator[str]:
    """Years and months as lines and ticks, and the day itself, whose line crosses no label."""
    here = scale.x(as_of)
    said = f"as of {as_of}"
    at = min(max(here, scale.left + text_width(said, 12) / 2), scale.right - text_width(said, 12) / 2)
    yield path(f"M{here:.1f} {top - 40}V{bottom}", "accent-stroke thick")
    yield lettering(at, top - 44, said, "accent small strong", text_anchor="middle")
    months = list(scale.months)
    wide = _CHART / max(len(months) - 1, 1)
    step = next(step for step in (1, 3, 6, 12) if wide * step >= _TICK or step == 12)
    for day in months:
        x, labelled = scale.x(day), (day.month - 1) % step == 0
        yield path(f"M{x:.1f} {top - 4}V{top if not labelled else bottom}", "line-stroke thin")
        if labelled and x + 24 <= scale.right:
            yield lettering(x, top - 10, _MONTHS[day.month - 1], "muted small halo paper-stroke")
            if day.month <= step or (day == months[0] and scale.x(_later(day, 13 - day.month)) - x > _YEAR):
                yield lettering(x, top - 26, str(day.year), "ink small strong halo paper-stroke")


# -- a model ---------------------------------------------------------------------------------------------------------


def _row(row: ModelRow, y: float, scale: _Scale, prefix: str) -> str:
    middle = y + _ROW / 2
    return element(
        "g",
        element("title", escape(_sentence(row))),
        lettering(_MARGIN, middle + 4, row.model, "ink small mono"),
        *_bar(row, middle, scale, prefix),
        lettering(scale.right + 16, middle + 4, _state(row), f"{_COLOR.get(row.lifecycle, 'muted')} small"),
    )


_COLOR = {"active": "alive", "deprecated": "ending", "shutdown": "muted"}
_STATES = {"active": "active", "deprecated": "deprecated", "shutdown": "shut down"}


def _bar(row: ModelRow, y: float, scale: _Scale, prefix: str) -> Iterator[str]:
    """From its release to the last day it is callable on; while nobody tells since when, dots lead to what is told."""
    told = sorted(map(scale.x, _days(row)))
    here = scale.x(scale.as_of)
    end = scale.x(row.shutdown) if isinstance(row.shutdown, date) else here
    turn = _turn(row, scale, end)
    start = scale.x(row.released) if isinstance(row.released, date) else min([*told, here, scale.x(scale.read)]) - _FADE
    if not isinstance(row.released, date):
        yield _question(scale.left + 4, y)
        yield path(f"M{scale.left + 12:.1f} {y}H{start - 3:.1f}", f"{_solid(row)}-stroke thick dotted")
        yield _stretch(start, start + _FADE, y, "", fill=f"url(#{prefix}-{_solid(row)})")
        start += _FADE
    if turn > start or row.lifecycle != "deprecated":
        yield from _callable(row, min(start, turn - _LEAST), turn, y, scale)
    if end > turn:
        yield _stretch(turn, end, y, "ending-stroke thin") + _stretch(turn, end, y, "", fill=f"url(#{prefix}-hatch)")
    if isinstance(row.deprecated, date):
        yield _diamond(scale.x(row.deprecated), y)
    yield from _end(row, y, scale, end)


def _callable(row: ModelRow, start: float, end: float, y: float, scale: _Scale) -> Iterator[str]:
    """Solid; of a model that lives on, dotted from the last reading on."""
    read = scale.x(scale.read)
    if row.lifecycle != "active" or isinstance(row.shutdown, date) or read >= end:
        yield _stretch(start, end, y, _solid(row))
        return
    if read > start:
        yield _stretch(start, read, y, _solid(row))
    yield _unread(max(start, read), end, y, _solid(row))


def _unread(start: float, end: float, y: float, color: str) -> str:
    return _stretch(start, end, y, f"{color}-stroke thin dotted")


def _stretch(start: float, end: float, y: float, class_: str, **attributes: object) -> str:
    top = y - _BAR / 2
    return element("rect", x=start, y=top, width=end - start, height=_BAR, rx=3, class_=class_, **attributes)


def _solid(row: ModelRow) -> str:
    return "gone" if row.lifecycle == "shutdown" else "alive"


def _turn(row: ModelRow, scale: _Scale, end: float) -> float:
    """Where a deprecation begins to count: the day it was announced, or this day where nobody tells which."""
    if row.lifecycle != "deprecated":
        return end
    return scale.x(row.deprecated) if isinstance(row.deprecated, date) else scale.x(scale.as_of)


def _end(row: ModelRow, y: float, scale: _Scale, end: float) -> Iterator[str]:
    """How the bar ends: a stop where it is shut down, an arrow where no end is announced, a question otherwise."""
    if isinstance(row.shutdown, date):
        yield path(f"M{end:.1f} {y - 8}V{y + 8}", "ink-stroke", style="stroke-width: 2")
        return
    yield path(f"M{end + 4:.1f} {y}H{scale.right - 12:.1f}", f"{_solid(row)}-stroke thick dotted")
    if row.shutdown is UNKNOWN:
        yield _question(scale.right - 7, y)
    else:
        yield _arrow(scale.right - 9, y, _solid(row))


def _arrow(x: float, y: float, color: str) -> str:
    return path(f"M{x:.1f} {y - 4}l5 4l-5 4", f"{color}-stroke thick")


def _question(x: float, y: float) -> str:
    return lettering(x, y + 4, "?", "muted small strong", text_anchor="middle")


def _diamond(x: float, y: float) -> str:
    return path(f"M{x:.1f} {y - 7}l5.5 7l-5.5 7l-5.5 -7z", "paper ending-stroke", style="stroke-width: 2")


def _state(row: ModelRow) -> str:
    """Its state in words, with the day it ends."""
    if isinstance(row.shutdown, date):
        return f"shut down {row.shutdown}" if row.lifecycle == "shutdown" else f"{row.lifecycle}, ends {row.shutdown}"
    return _STATES.get(row.lifecycle, "state not known")


def _told_width(rows: Sequence[ModelRow]) -> float:
    return max((text_width(_state(row), 12) for row in rows), default=0)


def _sentence(row: ModelRow) -> str:
    said = [f"{name} {_day(value)}" for name, value in (("released", row.released), ("deprecated", row.deprecated))]
    told = [*said, f"shutdown {_day(row.shutdown)}"]
    replacement = f"; replaced by {', '.join(row.replacement)}" if row.replacement else ""
    return f"{row.model}: {row.lifecycle}; {', '.join(told)}{replacement}"


def _day(value: object) -> str:
    if value is UNKNOWN:
        return f"({_NOT_TOLD})"
    return "(none is announced)" if value is ABSENT else str(value)


# -- what it means ---------------------------------------------------------------------------------------------------


def _description(rows: Sequence[ModelRow], as_of: date) -> str:
    """The picture in words, for who cannot see it."""
    told = [f"{counted(len(rows), 'model')} on {as_of}."]
    for state, words in (("deprecated", "Still callable, with an announced end"), ("shutdown", "Gone")):
        ending = [f"{row.model} ({_day(row.shutdown)})" for row in rows if row.lifecycle == state]
        told += [f"{words}: {', '.join(ending)}."] if ending else []
    active = [row.model for row in rows if row.lifecycle == "active"]
    return " ".join([*told, *([f"Active: {', '.join(active)}."] if active else [])])


def _fillings(prefix: str) -> str:
    """What a bar is filled with beside plain colours: hatching for an announced end, and a beginning nobody tells."""
    line = path("M0 6L6 0M-1.5 1.5L1.5 -1.5M4.5 7.5L7.5 4.5", "ending-stroke", style="stroke-width: 2")
    pattern = element("pattern", line, id=f"{prefix}-hatch", width=6, height=6, patternUnits="userSpaceOnUse")
    fades = (
        element(
            "linearGradient",
            element("stop", offset=0, class_=f"{color}-stop", stop_opacity=0),
            element("stop", offset=1, class_=f"{color}-stop"),
            id=f"{prefix}-{color}",
        )
        for color in ("alive", "gone")
    )
    return element("defs", pattern, *fades)


def _legend(top: float, right: float, prefix: str) -> tuple[list[str], float]:
    """What each mark means, in three columns; and where it ends."""
    hatch = _stretch(0, 34, 0, "", fill=f"url(#{prefix}-hatch)")
    bar = _stretch(0, 34, 0, "alive")
    marks = (
        (bar, "active"),
        (_unread(0, 34, 0, "alive"), "active, but nothing read since"),
        (hatch + _stretch(0, 34, 0, "ending-stroke thin"), "deprecated: announced, still callable"),
        (_stretch(0, 34, 0, "gone"), "of a model that is shut down"),
        (_diamond(17, 0), "deprecation announced"),
        (path("M17 -8V8", "ink-stroke", style="stroke-width: 2"), "shutdown"),
        (path("M0 0H24", "alive-stroke thick dotted") + _arrow(28, 0, "alive"), "no end announced"),
        (_question(17, 0), f"a day that {_NOT_TOLD}; where it is the first, the bar fades in"),
    )
    parts = [path(f"M{_MARGIN} {top}H{right}", "line-stroke thin")]
    for number, (mark, words) in enumerate(marks):
        row, column = divmod(number, len(_COLUMNS))
        x, y = _MARGIN + sum(_COLUMNS[:column]), top + 20 + row * 22
        parts.append(element("g", mark, lettering(46, 4, words, "muted small"), transform=f"translate({x} {y})"))
    return parts, top + 20 + (len(marks) - 1) // len(_COLUMNS) * 22
