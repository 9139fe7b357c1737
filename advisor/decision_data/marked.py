"""Knowledge of a stretch of days: a text that counts days holds a mark, which whoever shows the text fills in.

So one text is true on every day of the stretch. A mark is `{day}`, `{days to 2026-12-01}` or `{days since 2026-06-26}`,
or `{from 2026-12-01: text}` for a text that holds from a day on.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import fields
from datetime import date
from functools import partial, wraps
from typing import Any, TypeVar

from advisor.choose import candidates
from advisor.claim import Topic
from advisor.freshness import Knowledge, Reading, Settled
from advisor.rulebook import RuleBook

__all__ = ["MarkedKnowledge", "Memory"]

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])
_Key = tuple[Hashable, ...]


class _Day(date):
    """A day that is written as a mark."""

    def __str__(self) -> str:
        return "{day}"

    def __format__(self, _form: str) -> str:
        return str(self)


class _Days(int):
    """A number of days that is written as a mark."""

    mark: str

    @classmethod
    def of(cls, days: int, mark: str) -> _Days:
        counted = cls(days)
        counted.mark = f"{{days {mark}}}"
        return counted

    def __str__(self) -> str:
        return self.mark

    def __format__(self, _form: str) -> str:
        return self.mark


def _noted(method: F) -> F:
    """A question that is noted; what it rests on itself matters no more than its answer."""

    @wraps(method)
    def noted(self: MarkedKnowledge, *arguments: Hashable) -> Any:
        before, self.asked = self.asked, set()
        try:
            return method(self, *arguments)
        finally:
            before.add((method.__name__, *arguments))
            self.asked = before

    return noted  # type: ignore[return-value]


class MarkedKnowledge(Knowledge):
    """What is known on a day, its texts marked; it notes what it is asked, so that an answer tells what it rests on."""

    def __init__(self, book: RuleBook, as_of: date, bounds: Sequence[int]) -> None:
        """`bounds` are the numbers of days at which a rule changes its mind, in order."""
        super().__init__(book, _Day(as_of.year, as_of.month, as_of.day))
        self.bounds = bounds
        self.asked: set[_Key] = set()
        self._stamps: dict[_Key, Hashable] = {}

    def stamp(self, key: _Key) -> Hashable:
        """What a question it was asked comes to on this day, in a form to be compared with another day's."""
        if key not in self._stamps:
            name, *arguments = key
            ask: Callable[..., object] = getattr(self, str(name), partial(candidates, self))
            answer = ask(*arguments)
            self._stamps[key] = bisect(self.bounds, answer) if isinstance(answer, _Days) else _stamp(answer)
        return self._stamps[key]

    # -- what it is asked --------------------------------------------------------------------------------------------

    settle = _noted(Knowledge.settle)
    lifecycle = _noted(Knowledge.lifecycle)
    is_known = _noted(Knowledge.is_known)
    is_live = _noted(Knowledge.is_live)
    generation = _noted(Knowledge.generation)
    line_for = _noted(Knowledge.line_for)
    mainline = _noted(Knowledge.mainline)
    recommendation = _noted(Knowledge.recommendation)
    read = _noted(Knowledge.read)

    def kept(self, key: tuple[str, ...], work_out: Callable[[], T]) -> T:
        before, self.asked = self.asked, set()
        answer = super().kept(key, work_out)
        before.add(key)
        self.asked = before
        return answer

    # -- what counts days --------------------------------------------------------------------------------------------

    @_noted
    def days_left(self, model: str) -> object:
        days, shutdown = super().days_left(model), self.value(f"model:{model}", "shutdown")
        return _Days.of(days, f"to {shutdown}") if isinstance(days, int) else days

    @_noted
    def days_out(self, model: str) -> object:
        days, released = super().days_out(model), self.value(f"model:{model}", "released")
        return _Days.of(days, f"since {released}") if isinstance(days, int) else days

    def _decide(self, topic: Topic, subject: str, fact: str, readings: Iterable[Reading]) -> Settled:
        settled = super()._decide(topic, subject, fact, readings)
        if settled.reading is None:
            return settled
        age = _Days.of(settled.age, f"since {settled.reading.claim.seen}")
        return _MarkedSettled(**{**_fields(settled), "age": age, "stale": False})


class _MarkedSettled(Settled):
    """What is held to be true on every day of a stretch, on some of which it may be stale."""

    __slots__ = ()

    @property
    def staleness(self) -> str:
        said = Settled(**{**_fields(self), "stale": True}).staleness
        return f"{{from {self.good_until}: {said}}}"


def _fields(settled: Settled) -> dict[str, Any]:
    return {slot.name: getattr(settled, slot.name) for slot in fields(settled)}


def _stamp(answer: object) -> Hashable:
    """An answer without its age and whether it is stale; claims are told apart by where they stand."""
    if not isinstance(answer, Settled):
        return repr(answer)
    deciding = answer.reading.claim.place if answer.reading else ""
    losers = tuple(reading.claim.place for reading in answer.overruled)
    return (repr(answer.value), answer.standing, answer.because, deciding, losers)


class Memory:
    """Answers that are kept from day to day, for as long as what they rest on is the same."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, list[tuple[dict[_Key, Hashable], Any]]] = {}

    def of(self, key: Hashable, knowledge: MarkedKnowledge, answer: Callable[[], T]) -> T:
        """The answer kept under a key if it still holds, else a new one."""
        kept = self._kept.setdefault(key, [])
        for rests_on, found in reversed(kept):
            if all(knowledge.stamp(asked) == stamp for asked, stamp in rests_on.items()):
                knowledge.asked |= rests_on.keys()
                return found  # type: ignore[no-any-return]
        before, knowledge.asked = knowledge.asked, set()
        new = answer()
        kept.append(({asked: knowledge.stamp(asked) for asked in tuple(knowledge.asked)}, new))
        knowledge.asked |= before
        return new
