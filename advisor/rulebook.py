"""The rule book: everything that rules/ says, frozen, indexed and shared between threads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from advisor.causes import Incident, KnownCause, Probe, Signature, WordList
from advisor.claim import Claim, FactType, Source, Topic
from advisor.clients import Clients
from advisor.condition import Condition
from advisor.vocabulary import BookVocabulary, references
from advisor.wording import in_words

__all__ = [
    "FIELDS",
    "Card",
    "Contradiction",
    "Debugging",
    "Family",
    "Fill",
    "PurposeRow",
    "Rise",
    "RouteRow",
    "Rule",
    "RuleBook",
    "Stage",
    "Surface",
    "field_names",
]


@dataclass(frozen=True, slots=True)
class Card:
    """A model."""

    id: str
    family: str
    kind: str
    """`image` or `text`."""
    generation: str
    line: str
    follows: str
    same_as: str
    """The alias a snapshot belongs to, or the model an alias leads to; empty otherwise."""


@dataclass(frozen=True, slots=True)
class PurposeRow:
    """A job's purpose within a generation of models."""

    id: str
    when: Condition
    purposes: tuple[str, ...]
    """Best first; the next counts where no source names a line for the one before."""
    because: str


@dataclass(frozen=True, slots=True)
class Family:
    """Models for which the same holds."""

    id: str
    kind: str
    title: str
    purposes: tuple[PurposeRow, ...]


@dataclass(frozen=True, slots=True)
class Fill:
    """One way of filling a field of a request."""

    when: Condition
    value: object
    omit: str
    """Why nothing need be sent; empty where the value is sent."""
    given: str
    """With `omit`: the fact that holds instead of the wish, as `$fact`; empty where none does."""


@dataclass(frozen=True)
class Surface:
    """An API surface and how a job fills its fields."""

    id: str
    title: str
    model_kind: str
    """The kind of model that its top-level `model` takes."""
    sends: str
    """`json` or `multipart`."""
    files: tuple[str, ...]
    """Fields that are files."""
    tool: str
    """The tool that holds the image fields; empty where they stand at the top."""
    top_level: tuple[str, ...]
    """With a tool: the fields that stand outside it."""
    costs: tuple[str, ...]
    """What the surface costs beyond a direct call that returns one image."""
    fills: Mapping[str, tuple[Fill, ...]]
    package_only: bool = False
    """Its calls have common names, so code counts only where the client is known to come from a package."""

    def carried(self, name: str) -> tuple[str, ...]:
        """The job facts whose wish a field carries, such as ("n",)."""
        return self._carried.get(name, ())

    @cached_property
    def _carried(self) -> Mapping[str, tuple[str, ...]]:
        """By field: the job facts that its values name, else those that its conditions read."""
        named = {
            name: [fact for row in rows for fact in references(row.value)]
            or [fact for row in rows for fact in row.when.names]
            for name, rows in self.fills.items()
        }
        return {
            name: tuple(dict.fromkeys(fact.removeprefix("job.") for fact in facts if fact.startswith("job.")))
            for name, facts in named.items()
        }


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A job that cannot be meant."""

    when: Condition
    message: str


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A row of the route table."""

    id: str
    when: Condition
    surface: str
    recommended_as: str
    use_first_when: str
    mistake: str
    because: str
    sources: tuple[str, ...]
    boring: Mapping[str, object]
    """Job facts that replace all others: the boring first request."""


@dataclass(frozen=True, slots=True)
class Rise:
    """When a rule counts for more than it mostly does."""

    when: Condition
    level: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One judgement, whole: condition, why, sources, examples and fix."""

    id: str
    stage: str
    level: str
    title: str
    when: Condition
    message: str
    because: str
    sources: tuple[str, ...]
    avoid: tuple[object, ...]
    """Calls of the Python SDK or maps of facts, each of which breaks the rule."""
    prefer: tuple[object, ...]
    """Calls or maps of facts that break no rule."""
    fix: Mapping[str, object]
    """Request fields and what they become; ABSENT leaves the field out."""
    fix_safety: str
    """`safe` where the fixed request asks for the same image, else `unsafe`."""
    unfixable: str
    """Why code cannot be mended by a fix; empty where that needs no words."""
    rises: tuple[Rise, ...]
    """When it counts for more; the first that holds decides."""
    free_check: str
    as_of: date
    place: str
    cause: str = ""
    """The cause whose evidence it is where a request fails; empty where it is of none."""
    overridden: str = ""
    """What an overlay says on the level it gave the rule, and where; empty where none did."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the debugging order."""

    id: str
    title: str
    check: str
    because: str
    probe: Probe
    do_not: tuple[str, ...]
    """What to leave alone while this stage is to blame."""


@dataclass(frozen=True, slots=True)
class Debugging:
    """In which order to look for a fault, and how to prove the first request."""

    sources: tuple[str, ...]
    stages: tuple[Stage, ...]
    do_not: tuple[str, ...]
    patience_seconds: int
    """How long to wait for an answer that holds an image."""
    proof: tuple[str, ...]
    incidents: tuple[Incident, ...]

    def stage(self, id_: str) -> Stage:
        """The stage of that id."""
        return next(one for one in self.stages if one.id == id_)


@dataclass(frozen=True, eq=False)
class RuleBook:
    """All rules of the base folder and of the overlays."""

    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    families: Mapping[str, Family]
    cards: Mapping[str, Card]
    surfaces: Mapping[str, Surface]
    claims: Mapping[tuple[str, str], tuple[Claim, ...]]
    """By subject and fact."""
    contradictions: tuple[Contradiction, ...]
    routes: tuple[RouteRow, ...]
    debugging: Debugging
    clients: Clients
    rules: tuple[Rule, ...]
    """In debugging order, then by id."""
    causes: Mapping[str, KnownCause]
    signatures: tuple[Signature, ...]
    """By id."""
    words: Mapping[str, WordList]
    """By id."""
    retired: Mapping[str, str]
    """Why an overlay retired a rule, and where it says so, by the rule's id."""

    @cached_property
    def vocabulary(self) -> BookVocabulary:
        """The fact names that conditions and messages may use."""
        domains = {name: fact.domain for name, fact in self.fact_types.items()}
        return BookVocabulary(domains, self.surfaces, field_names(self.claims))

    @cached_property
    def fact_types(self) -> Mapping[str, FactType]:
        """Every claimed fact by name."""
        return {name: fact for topic in self.topics.values() for name, fact in topic.facts.items()}

    @cached_property
    def routed(self) -> tuple[str, ...]:
        """The surfaces that some job is led to; the others are known from code only."""
        led_to = {row.surface for row in self.routes}
        return tuple(surface for surface in self.surfaces if surface in led_to)

    @cached_property
    def all_claims(self) -> tuple[Claim, ...]:
        """Every claim once, in no particular order."""
        return tuple(claim for claims in self.claims.values() for claim in claims)

    @cached_property
    def by_stage(self) -> Mapping[str, tuple[Rule, ...]]:
        """The rules of each stage."""
        return {
            stage: tuple(rule for rule in self.rules if rule.stage == stage) for stage in {r.stage for r in self.rules}
        }

    @cached_property
    def on_fields(self) -> tuple[Rule, ...]:
        """The rules on a request's fields, and those on its two models together: at the top level and in the tool."""
        pairings = (
            rule
            for rule in self.by_stage.get("model", ())
            if "request.image_model" in rule.when.names and any(name.startswith("model.") for name in rule.when.names)
        )
        return (*self.by_stage.get("payload", ()), *pairings)

    def left_alone(self, cause: str) -> tuple[str, ...]:
        """What to leave alone where a cause is to blame: as it says itself, or else its stage."""
        known = self.causes[cause]
        return known.do_not or self.debugging.stage(known.stage).do_not

    @cached_property
    def _by_subject(self) -> Mapping[str, tuple[Claim, ...]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.all_claims:
            found.setdefault(claim.subject, []).append(claim)
        return {subject: tuple(claims) for subject, claims in found.items()}

    def claims_of(self, subjects: Iterable[str]) -> Iterable[Claim]:
        """Every claim of the subjects, of any fact."""
        return (claim for subject in subjects for claim in self._by_subject.get(subject, ()))

    def sentence(self, claim: Claim) -> str:
        """What a claim says, in words."""
        subject = claim.subject.partition(":")[2] or claim.subject
        fact = self.fact_types[claim.fact]
        template = fact.says or f"{{subject}}, {fact.means}: {{value}}"
        return template.format(subject=subject, value=in_words(claim.value))

    @cached_property
    def days(self) -> tuple[date, ...]:
        """Every day on which something was read that answers otherwise on another day, in order."""
        timeless = {name for name, fact in self.fact_types.items() if fact.adds_up}
        return tuple(sorted({claim.seen for claim in self.all_claims if claim.fact not in timeless}))

    def newest_reading(self, as_of: date) -> date | None:
        """The last day on or before another on which something was read; None where nothing was."""
        return max((day for day in self.days if day <= as_of), default=None)

    @cached_property
    def first_read(self) -> Mapping[str, date]:
        """The first day on which each source is known to have been read; what nothing dated cites is left out."""
        first: dict[str, date] = {}
        for claim in self.all_claims:
            for name in filter(None, (claim.source.id, claim.via)):
                first[name] = min(claim.seen, first.get(name, claim.seen))
        for one in self.debugging.incidents:
            first[one.source] = min(one.seen, first.get(one.source, one.seen))
        return first

    def card_of(self, model: str) -> Card | None:
        """The card of a model, or of the alias whose name it bears before a day; None where there is none."""
        return self.cards.get(model) or self.cards.get(_DAY.sub("", model))

    @cached_property
    def rules_by_id(self) -> Mapping[str, Rule]:
        """Every rule by its id."""
        return {rule.id: rule for rule in self.rules}


_DAY = re.compile(r"-20\d\d-\d\d-\d\d$")
"""What the name of a snapshot adds to that of its alias."""


FIELDS = ("fields", "json_fields")
"""Facts that tell the fields of a surface."""


def field_names(claims: Mapping[tuple[str, str], tuple[Claim, ...]]) -> list[str]:
    """The names of all fields that any surface was ever said to have."""
    lists = (claim.value for (_, fact), of_fact in claims.items() if fact in FIELDS for claim in of_fact)
    return sorted({name for names in lists if isinstance(names, tuple) for name in names})
