"""What lint will find on later days, as far as announced dates tell: nothing else changes by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from advisor.extract.ignores import Ignore
from advisor.finding import Finding, Linted
from advisor.freshness import Knowledge
from advisor.judge import lint
from advisor.left import Left
from advisor.levels import LEVELS
from advisor.lifecycle import model_row
from advisor.lookup import ModelRow
from advisor.rulebook import RuleBook
from advisor.site import Sighting
from advisor.suppress import last_day

__all__ = ["Coming", "Forecast", "forecast"]


@dataclass(frozen=True, slots=True)
class Coming:
    """A day on which findings appear, or become graver."""

    day: date
    findings: tuple[Finding, ...]
    models: tuple[ModelRow, ...]
    """The models that are gone from that day on."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What appears by when, as known today."""

    as_of: date
    newest_reading: date | None
    until: date
    """The last day that is told of."""
    now: tuple[Finding, ...]
    """What is found already."""
    coming: tuple[Coming, ...]
    """In the order of the days."""
    files: int | None
    """How many were read; None where no code was asked about."""
    requests: int
    left: tuple[Left, ...]


def forecast(
    knowledge: Knowledge,
    days: int,
    sightings: Iterable[Sighting] = (),
    *,
    ignores: Iterable[Ignore] = (),
    shows: Callable[[Finding], bool] = lambda _: True,
    files: int | None = None,
    left: tuple[Left, ...] = (),
) -> Forecast:
    """What lint finds within so many days and does not find on the day itself, and which models are gone by then.

    `ignores` are the comments that let findings pass, some until a day; `shows` tells which findings are asked about.
    """
    seen, book, comments = tuple(sightings), _as_known(knowledge), tuple(ignores)
    until = knowledge.as_of + timedelta(days=days)

    def linted(then: Knowledge) -> Linted:
        return lint(then, seen, files=files or 0, ignores=comments).only(shows)

    today = linted(Knowledge(book, knowledge.as_of))
    graveness = {one.fingerprint: LEVELS.index(one.level) for one in today.findings}
    coming = []
    for day in _days(book, knowledge, until, comments):
        then = Knowledge(book, day)
        found = linted(then).findings
        new = tuple(one for one in found if LEVELS.index(one.level) < graveness.get(one.fingerprint, len(LEVELS)))
        graveness |= {one.fingerprint: LEVELS.index(one.level) for one in found}
        gone = tuple(row for row in (model_row(then, id_) for id_ in book.cards) if row.shutdown == day)
        if new or gone:
            coming.append(Coming(day, new, gone))
    newest = book.newest_reading(knowledge.as_of)
    return Forecast(knowledge.as_of, newest, until, today.findings, tuple(coming), files, today.requests, left)


def _as_known(knowledge: Knowledge) -> RuleBook:
    """The book without what is read only after the day."""
    claims = {
        key: tuple(one for one in claims if one.seen <= knowledge.as_of)
        for key, claims in knowledge.book.claims.items()
    }
    return replace(knowledge.book, claims=MappingProxyType(claims))


def _days(book: RuleBook, knowledge: Knowledge, until: date, comments: Iterable[Ignore]) -> list[date]:
    """The days to come on which a model's state, what a rule makes of the days it has left, or a comment changes."""
    ends = {row.shutdown for row in (model_row(knowledge, id_) for id_ in book.cards)}
    bounds = {bound + more for bound in _bounds(book) for more in (0, -1)}
    days = {end - timedelta(days=bound) for end in ends if isinstance(end, date) for bound in (0, *bounds)}
    days |= {day for day in (last_day(one) for one in comments) if day is not None}
    return sorted(day for day in days if knowledge.as_of < day <= until)


def _bounds(book: RuleBook) -> Iterator[int]:
    """The numbers of days left that rules know."""
    for rule in book.rules:
        for condition in (rule.when, *(one.when for one in rule.rises)):
            for name, literals in condition.literals.items():
                if name.endswith(".days_left"):
                    yield from (one for one in literals if isinstance(one, int))
