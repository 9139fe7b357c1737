"""What sources say: the facts that claims may state, and who is believed about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from advisor.domain import Choice, Domain, Names

__all__ = ["Claim", "FactType", "Source", "Topic"]


@dataclass(frozen=True, slots=True)
class Source:
    """A page, spec or thread."""

    id: str
    kind: str
    title: str
    owner: str
    url: str
    """Empty where the exact address is not known."""


@dataclass(frozen=True, slots=True)
class FactType:
    """What a claimed fact means and which values it takes."""

    name: str
    topic: str
    type: str
    means: str
    of: str
    """The only kind of subject it is told of; empty where any is."""
    when_none: str
    """What it means where a source says that there is none; empty where that needs no words."""
    values: tuple[str, ...]
    not_counted: frozenset[str]
    """Values that a choice between models passes over."""
    competes: bool
    """It puts its subject forward against others, so it is settled between subjects and never for one alone."""
    silence_means_none: bool
    """Where no source says anything there is none, instead of nobody knowing."""
    adds_up: bool
    """No claim of it overrules another: whatever was ever said counts, on any day."""
    by: str
    """The fact whose value picks an entry of a map; empty for all others."""
    says: str
    """A claim of it as a sentence, with {subject} and {value}."""

    @property
    def settles(self) -> bool:
        """Whether one answer of one subject is sought among its claims."""
        return not (self.competes or self.adds_up)

    @property
    def domain(self) -> Domain | None:
        """The domain, where the values are a closed set."""
        if not self.values:
            return None
        return Names() if self.type == "list" else Choice(self.values)


@dataclass(frozen=True, slots=True)
class Topic:
    """A question and the classes of sources that answer it, best first."""

    id: str
    asks: str
    classes: tuple[frozenset[str], ...]
    stale_after: int
    """Days after which an answer is marked as stale."""
    carries_over: bool
    """A model that nobody spoke of takes the answer of the generation before it."""
    facts: Mapping[str, FactType]

    def rank(self, kind: str) -> int:
        """The class of a kind of source, 0 for the best."""
        return next(rank for rank, kinds in enumerate(self.classes) if kind in kinds)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source said of a subject on a day."""

    subject: str
    """`model:<id>`, `family:<id>`, `surface:<id>` or `platform`."""
    fact: str
    value: object
    """ABSENT where the source says there is none."""
    source: Source
    seen: date
    confidence: str
    precision: str
    """`approximate` or `month` where the day is a bound; empty where it is exact."""
    via: str
    """The source that reported the page; empty where the page itself was read."""
    edition: str
    surfaces: tuple[str, ...]
    """The surfaces it holds for; empty for all."""
    place: str
    """File, line and column it stands at."""

    @property
    def day(self) -> str:
        """The day it was seen, in words."""
        return f"about {self.seen}" if self.precision else str(self.seen)
