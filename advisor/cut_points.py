"""The values of a fact at which a rule can change its mind: what makes a free fact askable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from advisor.condition import Condition
from advisor.domain import ModelId
from advisor.evaluate import View
from advisor.facts import Fact, Gap
from advisor.lifecycle import models_in_order

__all__ = ["cut_points"]


def cut_points(fact: Fact, conditions: Iterable[Condition], view: View) -> tuple[object, ...]:
    """Values that stand for the whole domain of a fact, as the conditions compare it; models are those of the day."""
    if isinstance(fact.domain, ModelId):
        return models_in_order(view.knowledge)
    compared = {value for condition in conditions for value in _compared(fact.full_name, condition, view)}
    return fact.domain.samples(sorted(compared, key=str))


def _compared(name: str, condition: Condition, view: View) -> Iterator[object]:
    """What a condition compares a fact with: plain values, and those of other facts."""
    yield from condition.literals.get(name, ())
    for other in condition.references.get(name, ()):
        settled = view.settled(other)  # of a fact by tier, the value of every tier
        value = settled.value if settled else view(other)
        if isinstance(value, Mapping):
            yield from value.values()
        elif isinstance(value, (tuple, list)):
            yield from value
        elif not isinstance(value, Gap):
            yield value
