"""The days on which an answer may change: those of readings, and those on which a date that was read comes true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from advisor.condition import Condition
from advisor.freshness import Knowledge
from advisor.rulebook import RuleBook

__all__ = ["day_bounds", "next_turn"]

_COUNTS = (".days_left", ".days_out")
"""Facts that are numbers of days."""


def day_bounds(book: RuleBook) -> tuple[int, ...]:
    """The numbers of days, left or gone by, at which some rule changes its mind; in order."""
    compared = {literal for name, literal in _literals(book) if name.endswith(_COUNTS) and isinstance(literal, int)}
    return tuple(sorted(bound + more for bound in compared for more in (0, 1)))


def next_turn(knowledge: Knowledge) -> date | None:
    """The next day on which something that is known may change by a reading or by itself; None where none is ahead."""
    days = {*knowledge.book.days, *_dates(knowledge), *_compared_days(knowledge.book)}
    return min((day for day in days if day > knowledge.as_of), default=None)


def _literals(book: RuleBook) -> Iterator[tuple[str, object]]:
    """Every value that a rule on requests compares a fact with, under the name of the fact."""
    conditions: list[Condition] = [row.when for row in book.routes]
    conditions += [condition for rule in book.rules for condition in (rule.when, *(one.when for one in rule.rises))]
    for condition in conditions:
        for name, literals in condition.literals.items():
            yield from ((name, literal) for literal in literals)


def _compared_days(book: RuleBook) -> Iterator[date]:
    """The days that rules compare the day with, and the days after."""
    for name, literal in _literals(book):
        if name == "as_of" and isinstance(literal, date):
            yield from (literal, literal + timedelta(days=1))


def _dates(knowledge: Knowledge) -> Iterator[date]:
    """The ends and beginnings of models, and the days on which a rule's number of days to or since them is reached."""
    bounds = {bound + more for bound in day_bounds(knowledge.book) for more in (0, -1)}
    for model in knowledge.book.cards:
        ends, begins = (knowledge.value(f"model:{model}", fact) for fact in ("shutdown", "released"))
        if isinstance(ends, date):
            yield from (ends - timedelta(days=bound) for bound in (0, *bounds))
        if isinstance(begins, date):
            yield from (begins + timedelta(days=bound) for bound in (0, *bounds))
