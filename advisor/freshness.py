"""Which of several dated, conflicting sources is believed on a day.

Only readings seen on or before the day count. The newest reading of the best class that speaks answers; on the same
day, the model released later; if they still differ the answer is UNKNOWN and disputed. Losers and age are part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, wraps
from typing import Any, TypeVar

from advisor.claim import Claim, Topic
from advisor.facts import ABSENT, UNKNOWN, alike
from advisor.rulebook import Card, RuleBook

__all__ = ["Knowledge", "Reading", "Settled", "knowledge_of"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim, and what it says in answer to the question at hand."""

    claim: Claim
    says: object
    released: date = date.min
    """Release day of the model it puts forward, where models compete."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What is held to be true on a day."""

    topic: str
    subject: str
    """What it is true of: `model:<id>`, `surface:<id>`, `platform`, or the question itself."""
    fact: str
    value: object
    standing: str
    """`settled`, `carried over` (said of an older model or before this one existed), `disputed` or `unknown`.

    Unknown, that is told by nobody, and yet ABSENT is a fact of which silence means that there is none.
    """
    because: str = ""
    """Why there is no value; empty where there is one."""
    reading: Reading | None = None
    """The reading that decided."""
    overruled: tuple[Reading, ...] = ()
    """The newest differing reading of each source that lost, best source first."""
    disputed: tuple[Reading, ...] = ()
    """The readings that differ and that no rule ranks."""
    heard: tuple[Reading, ...] = ()
    """Every reading that counted, best first."""
    stale: bool = False
    age: int = 0
    """Days since the deciding reading."""
    good_until: date | None = None
    """The day from which the deciding reading counts as stale."""

    @property
    def known(self) -> bool:
        """Whether there is a value, or the certainty that there is none."""
        return self.value is not UNKNOWN

    @property
    def staleness(self) -> str:
        """What a sentence on it ends in where it is stale; empty where it is not."""
        return f"; that reading is {self.age} days old and stale" if self.stale else ""


@lru_cache(maxsize=64)
def knowledge_of(book: RuleBook, as_of: date) -> Knowledge:
    """What a book holds to be true on a day; shared by all who ask for the same day."""
    return Knowledge(book, as_of)


F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


def _kept(method: F) -> F:
    """A method whose answers are kept, for on one day they never change."""

    @wraps(method)
    def kept(self: Knowledge, *asked: str) -> Any:
        key = (method.__name__, *asked)
        if key not in self._answers:
            self._answers[key] = method(self, *asked)
        return self._answers[key]

    return kept  # type: ignore[return-value]


class Knowledge:
    """What a rule book holds to be true on one day. Answers are kept, so that asking twice costs nothing."""

    def __init__(self, book: RuleBook, as_of: date) -> None:
        self.book = book
        self.as_of = as_of
        self._settled: dict[tuple[str, str, str], Settled] = {}
        self._choices: dict[tuple[str, ...], Settled] = {}
        self._answers: dict[tuple[str, ...], Any] = {}

    # -- facts of a subject ------------------------------------------------------------------------------------------

    def settle(self, subject: str, fact: str, surface: str = "") -> Settled:
        """The value of a fact of a subject, as far as it holds on a surface."""
        key = (subject, fact, surface)
        if key not in self._settled:
            self._settled[key] = self._settle(*key)
        return self._settled[key]

    def surfaces_of(self, subject: str, fact: str) -> tuple[str, ...]:
        """The surfaces that a fact is told apart by; one empty name where it holds for all alike."""
        topic = self.book.topics[self.book.fact_types[fact].topic]
        names = {name for level in self._levels(subject, topic) for name, _ in level}
        claims = [claim for name in sorted(names) for claim in self.book.claims.get((name, fact), ())]
        return tuple(dict.fromkeys(name for claim in claims for name in claim.surfaces)) or ("",)

    def settle_anywhere(self, subject: str, fact: str) -> Settled:
        """The same while the surface is not known: UNKNOWN unless it holds on all surfaces alike."""
        told = [self.settle(subject, fact, surface) for surface in self.surfaces_of(subject, fact)]
        if all(alike(one.value, told[0].value) for one in told):
            return told[0]
        because = "it differs from surface to surface"
        return Settled(told[0].topic, subject, fact, UNKNOWN, "unknown", because)

    def value(self, subject: str, fact: str, surface: str = "") -> object:
        """The bare value: a value, ABSENT or UNKNOWN."""
        return self.settle(subject, fact, surface).value

    def added_up(self, subject: str, fact: str) -> frozenset[object]:
        """All that was ever said of a subject, of a fact whose lists add up."""
        told = (claim.value for claim in self.book.claims.get((subject, fact), ()))
        return frozenset(one for value in told if isinstance(value, tuple) for one in value)

    def _settle(self, subject: str, fact: str, surface: str) -> Settled:
        topic = self.book.topics[self.book.fact_types[fact].topic]
        for number, level in enumerate(self._levels(subject, topic)):
            claims = [claim for name, since in level for claim in self._counting(name, fact, since, topic)]
            held = [claim for claim in claims if self._holds_on(claim, surface)]
            if held:
                settled = self._decide(topic, subject, fact, [Reading(claim, claim.value) for claim in held])
                return _carried(settled) if number else settled
        value = ABSENT if topic.facts[fact].silence_means_none else UNKNOWN
        return Settled(topic.id, subject, fact, value, "unknown", f"no source says it on or before {self.as_of}")

    def _counting(self, subject: str, fact: str, since: date, topic: Topic) -> list[Claim]:
        """The claims of a subject that count by now; the first class, an organization's own word, has no birthday."""
        claims = self.book.claims.get((subject, fact), ())
        return [
            one for one in claims if one.seen <= self.as_of and (since <= one.seen or not topic.rank(one.source.kind))
        ]

    def _levels(self, subject: str, topic: Topic) -> list[list[tuple[str, date]]]:
        """The subjects asked in turn, each with the day from which its claims count.

        First whatever speaks of the model: its own claims, those of what it is another name of, and those of its
        family since the model exists and so is included. Then the same for each generation before it, and at last
        whatever was said of the family; an answer from there is carried over.
        """
        card = self.book.cards.get(subject.removeprefix("model:")) if subject.startswith("model:") else None
        if card is None:
            return [[(subject, date.min)]]
        family = f"family:{card.family}"
        alias = self.book.cards[card.same_as] if card.same_as else card
        chain = [alias]
        while topic.carries_over and chain[-1].follows:
            chain.append(self.book.cards[chain[-1].follows])
        levels = [[(f"model:{one.id}", date.min), (family, self._born(one, topic))] for one in chain]
        if card is not alias:
            levels[0].insert(0, (f"model:{card.id}", date.min))
        return [*levels, [(family, date.min)]]

    def _born(self, card: Card, topic: Topic) -> date:
        """The day from which the family's claims speak of a model too; lifecycle, which tells it, cannot ask for it."""
        return date.min if topic.id == "lifecycle" else self.released(card)

    @staticmethod
    def _holds_on(claim: Claim, surface: str) -> bool:
        return not claim.surfaces or not surface or surface in claim.surfaces

    def _decide(self, topic: Topic, subject: str, fact: str, readings: Iterable[Reading]) -> Settled:
        ranked = sorted(readings, key=lambda reading: _rank(topic, reading))
        if not ranked:
            return Settled(topic.id, subject, fact, UNKNOWN, "unknown", f"no source says it on or before {self.as_of}")
        first = ranked[0]
        finalists = [reading for reading in ranked if _standing(topic, reading) == _standing(topic, first)]
        rivals = [reading for reading in finalists if not alike(reading.says, first.says)]
        overruled = tuple(reading for reading in _newest_per_source(ranked) if not alike(reading.says, first.says))
        if rivals:
            because = f"{_name(first)} and {_name(rivals[0])} differ and neither outranks the other"
            return Settled(
                topic.id, subject, fact, UNKNOWN, "disputed", because, disputed=tuple(finalists), heard=tuple(ranked)
            )
        good_until = first.claim.seen + timedelta(days=topic.stale_after)
        return Settled(
            topic.id,
            subject,
            fact,
            first.says,
            "settled",
            reading=first,
            overruled=overruled,
            heard=tuple(ranked),
            stale=self.as_of >= good_until,
            age=(self.as_of - first.claim.seen).days,
            good_until=good_until,
        )

    @staticmethod
    def cited(settled: Settled) -> tuple[str, ...]:
        """The source that decided; empty where none did."""
        return (settled.reading.claim.source.id,) if settled.reading else ()

    def read(self, sources: Iterable[str]) -> tuple[str, ...]:
        """Those of the sources that were read by the day, once each."""
        first = self.book.first_read
        return tuple(dict.fromkeys(source for source in sources if first.get(source, date.max) <= self.as_of))

    def kept(self, key: tuple[str, ...], work_out: Callable[[], T]) -> T:
        """What something that follows from the day alone comes to; it is worked out once."""
        if key not in self._answers:
            self._answers[key] = work_out()
        return self._answers[key]  # type: ignore[no-any-return]

    # -- models ------------------------------------------------------------------------------------------------------

    def released(self, card: Card) -> date:
        """The day a model was released, as far as told by now; the earliest of days where nobody says."""
        value = self.value(f"model:{card.id}", "released")
        return value if isinstance(value, date) else date.min

    @_kept
    def lifecycle(self, model: str) -> object:
        """`active`, `deprecated` (announced, still callable), `shutdown` (gone); UNKNOWN where nobody spoke of it."""
        subject = f"model:{model}"
        shutdown = self.value(subject, "shutdown")
        if isinstance(shutdown, date):
            return "shutdown" if shutdown <= self.as_of else "deprecated"
        badge = self.value(subject, "badge")
        if badge == "shutdown":
            return badge
        if isinstance(self.value(subject, "deprecated"), date) or badge == "deprecated":
            return "deprecated"
        return "active" if self.is_known(model) else UNKNOWN

    def sent_as(self, model: str) -> str:
        """The name a model goes by in a request: its own, or the one that itself has on the organization's gateway."""
        reading = self.settle(f"model:{model}", "sent_as").reading
        return str(reading.says) if reading and reading.claim.subject == f"model:{model}" else model

    @_kept
    def is_known(self, model: str) -> bool:
        """Whether any source had spoken of the model by the day."""
        spoken = (f"model:{model}", f"model:{self.book.cards[model].same_as}")
        return any(claim.seen <= self.as_of for claim in self.book.claims_of(spoken))

    def is_known_by_name(self, model: str) -> bool:
        """The same for a name that code may hold: an id, or that of an alias with a day behind it."""
        card = self.book.card_of(model)
        return card is not None and self.is_known(card.id)

    def current_models(self) -> object:
        """The image models of the current generation, UNKNOWN where that is not known."""
        generation = self.generation()
        if not generation.known:
            return UNKNOWN
        cards = (card for card in self.book.cards.values() if card.generation == generation.value)
        return tuple(card.id for card in cards if self.is_known(card.id) and self.lifecycle(card.id) != "shutdown")

    def days_left(self, model: str) -> object:
        """Days until the announced shutdown; ABSENT where none is announced."""
        shutdown = self.value(f"model:{model}", "shutdown")
        return (shutdown - self.as_of).days if isinstance(shutdown, date) else ABSENT

    def days_out(self, model: str) -> object:
        """Days since the release; UNKNOWN where no source tells of one by now."""
        released = self.value(f"model:{model}", "released")
        return (self.as_of - released).days if isinstance(released, date) else UNKNOWN

    def replacements(self, model: str) -> tuple[str, ...]:
        """The models named as its replacement that are not gone, a deprecated one with the day it ends."""
        named = self.value(f"model:{model}", "replacement")
        known = [name for name in named if name in self.book.cards] if isinstance(named, tuple) else []
        ends = {name: self.value(f"model:{name}", "shutdown") for name in known if self.lifecycle(name) != "shutdown"}
        return tuple(f"{name} (until {end})" if isinstance(end, date) else name for name, end in ends.items())

    def serves(self, model: str, surface: str) -> object:
        """Whether a model can be called on a surface: True, False or UNKNOWN."""
        if self.book.surfaces[surface].tool:
            return self.value(f"model:{model}", "in_tool")
        routes = self.value(f"model:{model}", "serves")
        return surface in routes if isinstance(routes, tuple) else UNKNOWN

    @_kept
    def is_live(self, surface: str) -> object:
        """Whether a route still answers with a model that is not shut down: True, False or UNKNOWN."""
        if self.value(f"surface:{surface}", "accepts_requests") is False:
            return False
        images = [card.id for card in self.book.cards.values() if card.kind == "image" and self.is_known(card.id)]
        answers = {self.serves(model, surface) for model in images if self.lifecycle(model) != "shutdown"}
        if True in answers:
            return True
        served_once = any(self.serves(model, surface) is True for model in images)
        return False if served_once and UNKNOWN not in answers else UNKNOWN

    # -- choices between models --------------------------------------------------------------------------------------

    def generation(self) -> Settled:
        """Which generation of image models is current."""
        return self._choice(("current",), lambda card, _: card.generation)

    def line_for(self, purpose: str, generation: str) -> Settled:
        """Which line suits a purpose, as said of the models of one generation."""
        return self._choice(
            ("suits", purpose, generation),
            lambda card, value: card.line if card.generation == generation and purpose in value else "",
        )

    def mainline(self, excluded: frozenset[str] = frozenset()) -> Settled:
        """Which mainline model stands at the top level of a Responses call, some models excluded."""
        return self._choice(("mainline", *sorted(excluded)), lambda card, _: "" if card.id in excluded else card.id)

    def recommendation(self, job: str, surface: str) -> Settled:
        """The reading that recommends a surface for a kind of job; UNKNOWN where none does."""
        claims = self.book.claims.get((f"surface:{surface}", "recommended_for"), ())
        saying = [
            claim
            for claim in claims
            if claim.seen <= self.as_of and isinstance(claim.value, tuple) and job in claim.value
        ]
        topic = self.book.topics[self.book.fact_types["recommended_for"].topic]
        return self._decide(topic, f"surface:{surface}", "recommended_for", [Reading(claim, job) for claim in saying])

    def _choice(self, key: tuple[str, ...], says: Callable[[Card, Any], str]) -> Settled:
        if key not in self._choices:
            fact = self.book.fact_types[key[0]]
            readings = [
                Reading(claim, answer, self.released(card))
                for card in self.book.cards.values()
                for claim in self.book.claims.get((f"model:{card.id}", fact.name), ())
                if claim.seen <= self.as_of and claim.value not in fact.not_counted
                for answer in [says(card, claim.value)]
                if answer
            ]
            subject = " ".join(key[1:]) or self.book.topics[fact.topic].asks
            self._choices[key] = self._decide(self.book.topics[fact.topic], subject, fact.name, readings)
        return self._choices[key]


def _standing(topic: Topic, reading: Reading) -> tuple[int, int, int]:
    """Best class first, then the newest day, then the model released later."""
    claim = reading.claim
    return (topic.rank(claim.source.kind), -claim.seen.toordinal(), -reading.released.toordinal())


_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}


def _rank(topic: Topic, reading: Reading) -> tuple[tuple[int, int, int], int, str, str, str]:
    """A total order over what is said, so that the order in which files are read never matters."""
    claim = reading.claim
    return (_standing(topic, reading), _CONFIDENCE[claim.confidence], claim.source.id, claim.subject, str(claim.value))


def _newest_per_source(ranked: Iterable[Reading]) -> tuple[Reading, ...]:
    """The last word of every source, in the order of the ranking; what a page said before is no longer its word."""
    newest: dict[str, Reading] = {}
    for reading in ranked:
        newest.setdefault(reading.claim.source.id, reading)
    return tuple(newest.values())


def _carried(settled: Settled) -> Settled:
    return settled if settled.standing != "settled" else replace(settled, standing="carried over")


def _name(reading: Reading) -> str:
    return f"{reading.claim.source.title} ({reading.claim.seen})"
