"""The value types of what is looked up: models, routes, sources, meanings, changes, and the state of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from advisor.answer import Reason
from advisor.facts import UNKNOWN
from advisor.freshness import Settled

__all__ = [
    "Breakage",
    "Change",
    "Changes",
    "Checkup",
    "Dispute",
    "Explanation",
    "Fault",
    "ModelChange",
    "ModelRow",
    "Move",
    "Reference",
    "RouteLine",
    "Section",
    "TopicAnswer",
    "Voice",
]


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A line of the lifecycle table. A day that nobody tells is UNKNOWN; a shutdown that is not announced is ABSENT."""

    model: str
    kind: str
    """`image` or `text`."""
    lifecycle: str
    """`active`, `deprecated` (announced, still callable), `shutdown`, or `<unknown>`."""
    released: object
    deprecated: object
    shutdown: object
    days_left: object
    """Days until the shutdown; negative since."""
    replacement: tuple[str, ...]
    """Models named instead that are not gone themselves, a deprecated one with the day it ends."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RouteLine:
    """A row of the route table as a person reads it."""

    row: str
    when: str
    surface: str
    allowed: bool
    """Whether the organization, where it says anything, allows the surface."""
    closed: str
    """That no live model serves the surface on this day, since when, and where such a job goes; empty where one may."""
    method: str
    path: str
    python: str
    model_field: str
    """What kind of model goes into the top-level `model`, and which on this day."""
    use_first_when: str
    mistake: str
    costs: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one source says on a question."""

    source: str
    title: str
    kind: str
    rank: int
    """The class of its kind, 1 for the best."""
    says: object
    since: date
    """The first day on which it is known to have said so without a break."""
    seen: date
    """The day of its newest reading."""
    verdict: str
    """`decides`, `agrees`, `disputed` or `overruled`."""
    because: str
    """Why it is overruled; empty otherwise."""


@dataclass(frozen=True, slots=True)
class TopicAnswer:
    """One question of a topic: what is held to be true and who says what."""

    topic: str
    question: str
    subject: str
    fact: str
    value: object
    standing: str
    stale: bool
    age: int
    because: str
    """Why there is no value; empty where there is one."""
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that has an explanation."""

    kind: str
    """`rule`, `model`, `family`, `surface`, `source`, `topic`, `route`, `cause`, `signature` or `stage`."""
    id: str

    @property
    def path(self) -> str:
        """Kind and id as one name, such as `rules/<id>`: the only one where several kinds share an id."""
        return f"{'families' if self.kind == 'family' else f'{self.kind}s'}/{self.id}"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an explanation."""

    title: str
    lines: tuple[str, ...]
    language: str = ""
    """Where the lines are code: `python` or `yaml`."""
    see: tuple[Reference, ...] = ()
    """What the lines name and is explained elsewhere."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What an id means."""

    id: str
    kind: str
    """As in a reference."""
    title: str
    sections: tuple[Section, ...]
    marks: Mapping[str, str] = field(default_factory=dict)
    """What it is in a word or two, such as its stage: the columns of a table of its kind."""

    @property
    def reference(self) -> Reference:
        """What others name it by."""
        return Reference(self.kind, self.id.rpartition("/")[2])


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the rules as a whole, with facts that show it."""

    where: str
    message: str
    witness: str
    """Facts that bring the fault about; empty where none are needed."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A stretch of days on which sources of equal weight differ: known, and no fault of the rules."""

    subject: str
    fact: str
    first: date
    last: date
    """The last day; `date.max` where it lasts."""
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checkup:
    """The state of the rules."""

    counts: Mapping[str, int]
    """How many rules, claims, models, sources, causes and signatures there are."""
    faults: tuple[Fault, ...]
    disputes: tuple[Dispute, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A model on a surface, and what the advisor would choose in its place."""

    kind: str
    """`image` or `text`."""
    row: str
    """The row of the route table that leads there; empty where none does."""
    surface: str
    model: str
    new_surface: str
    """Empty where no route leads there any more."""
    new_model: str
    """Empty where there is no route; `<unknown>` where no source tells a model."""
    why: tuple[Reason, ...]

    @property
    def stays(self) -> bool:
        """Whether nothing has to be moved."""
        return (self.surface, self.model) == (self.new_surface, self.new_model)

    @property
    def leads_on(self) -> bool:
        """Whether it leads from one known model to another."""
        told = UNKNOWN.value not in (self.model, self.new_model)
        return told and bool(self.new_surface) and self.model != self.new_model


@dataclass(frozen=True, slots=True)
class Breakage:
    """Values of a field that the old model takes and a rule refuses for the new one."""

    field: str
    values: tuple[object, ...]
    rule: str
    title: str
    text: str
    """What the rule says of the first value."""
    because: str
    fix: str
    """What to do, in words; empty where the rule mends nothing."""
    surfaces: tuple[str, ...]
    models: tuple[str, ...]
    """The new models that refuse it."""
    certainty: str
    """`certain`, or `likely` where it rests on what was said of an older model."""
    rests_on: tuple[Settled, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that is not what it was."""

    topic: str
    asks: str
    """The topic as a question."""
    subject: str
    """What it is a fact of: a model, a surface, `platform`, or the question that is asked."""
    fact: str
    means: str
    when_none: str
    """What it means where there is none."""
    standing: str
    """`changed`; `new` where nothing was known before; `untold` where no source tells it now."""
    surfaces: tuple[str, ...]
    """The surfaces it is so on; empty where it is so on all alike."""
    gone: tuple[object, ...]
    """Entries of a list that are no longer in it."""
    added: tuple[object, ...]
    before: Settled
    now: tuple[Settled, ...]
    """One for each new model and reading behind it, all of one value."""


@dataclass(frozen=True, slots=True)
class ModelChange:
    """The lifecycle of a model, then and now."""

    was: str
    """Its state on the day since which is asked; `<unknown>` where nobody had spoken of it."""
    shutdown_was: object
    now: ModelRow


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different now: since a model, what moving from it changes; since a day, what is held otherwise."""

    since: str
    """A model or a day."""
    model: str
    """The model that is moved from; empty since a day."""
    says: str
    """The answer in one sentence."""
    as_of: date
    newest_reading: date | None
    moves: tuple[Move, ...]
    models: tuple[ModelChange, ...]
    """Since a model: that model, then those it moves to. Since a day: those that came, end or have ended."""
    named: tuple[str, ...]
    """The replacements that the source below names, each with its end where one is announced or past."""
    named_by: Settled | None
    """Who names them; None since a day and where nobody does."""
    breaks: tuple[Breakage, ...]
    changes: tuple[Change, ...]
    unchanged: tuple[str, ...]
    """The facts that were compared and are what they were."""
    carried: tuple[str, ...]
    """Of these, the ones that on some surface are said of an older model only: the same as far as anybody tells."""
