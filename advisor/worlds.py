"""Some facts at every combination of their cut points, and what comes of each: which fact decides, and how much."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

__all__ = ["Outcome", "Worlds", "components"]

Outcome: TypeAlias = tuple[str, ...]
"""What came of some facts, in a few words."""


@dataclass(frozen=True, slots=True)
class Worlds:
    """What comes of every combination of values that makes sense."""

    names: tuple[str, ...]
    outcomes: Mapping[tuple[object, ...], Outcome]
    """By the values of the facts, in the order of their names."""

    @classmethod
    def of(
        cls, values: Mapping[str, Sequence[object]], outcome: Callable[[Mapping[str, object]], Outcome | None]
    ) -> Worlds:
        """Every combination tried; one whose outcome is None makes no sense and is left out."""
        names = tuple(values)
        tried = ((one, outcome(dict(zip(names, one, strict=True)))) for one in product(*values.values()))
        return cls(names, {one: came_of_it for one, came_of_it in tried if came_of_it is not None})

    def profile(self, name: str, value: object) -> dict[tuple[object, ...], Outcome]:
        """What comes of one value of a fact, by the values of the others."""
        at = self.names.index(name)
        return {
            (*one[:at], *one[at + 1 :]): outcome
            for one, outcome in self.outcomes.items()
            if one[at] == value and type(one[at]) is type(value)  # True is no 1
        }

    def decides(self, name: str) -> bool:
        """Whether two values of a fact can come to different outcomes, everything else being equal."""
        at = self.names.index(name)
        seen: dict[tuple[object, ...], Outcome] = {}
        return any(
            seen.setdefault((*one[:at], *one[at + 1 :]), outcome) != outcome for one, outcome in self.outcomes.items()
        )

    def gain(self, name: str) -> float:
        """How much an answer tells of the outcome, in bits, where every combination is as likely as another."""
        at = self.names.index(name)
        by_value: dict[object, list[Outcome]] = {}
        for one, outcome in self.outcomes.items():
            by_value.setdefault((type(one[at]), one[at]), []).append(outcome)
        left = sum(len(part) * _entropy(part) for part in by_value.values()) / max(len(self.outcomes), 1)
        return _entropy(self.outcomes.values()) - left


def _entropy(outcomes: Iterable[Outcome]) -> float:
    counts = Counter(outcomes)
    total = counts.total()
    return -sum(count / total * math.log2(count / total) for count in counts.values())


def components(names: Iterable[str], together: Iterable[frozenset[str]]) -> list[list[str]]:
    """The names in groups, those in one group that anything reads together, in their order."""
    groups = [[name] for name in names]
    for read in together:
        touched = [group for group in groups if read & set(group)]
        if len(touched) > 1:
            groups = [group for group in groups if group not in touched]
            groups.append([name for group in touched for name in group])
    return groups
