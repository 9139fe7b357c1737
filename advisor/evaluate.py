"""The only evaluator: rules and facts in, matches out. Every front asks it; none decides anything itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from advisor.condition import Condition, Lookup
from advisor.facts import ABSENT, DERIVED, UNKNOWN, Facts, Gap, Job, Request
from advisor.freshness import Knowledge, Settled
from advisor.rulebook import Rule
from advisor.truth import Truth
from advisor.vocabulary import MODEL_GROUPS

__all__ = ["Decision", "Match", "View", "decide", "evaluate", "matches"]


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that is true, or that might be."""

    rule: Rule
    truth: Truth
    """TRUE or UNKNOWN."""
    missing: tuple[str, ...]
    """The unknown facts that keep it from being decided."""
    rests_on: tuple[Settled, ...]
    """What was settled among sources for it."""

    @property
    def certain(self) -> bool:
        """Whether nothing it rests on was carried over from another model."""
        return all(settled.standing == "settled" for settled in self.rests_on if settled.known)


class View:
    """The value of every fact, by its full name, as rules see it; each is worked out once."""

    def __init__(self, knowledge: Knowledge, facts: Facts) -> None:
        self.knowledge = knowledge
        self.facts = facts
        self._values: dict[str, object] = {}
        self._asked: dict[int, View] = {}
        self._on_fields: tuple[Match, ...] | None = None

    def with_request(self, request: Request) -> View:
        """The same knowledge, job and account, with another request."""
        view = self._asked.get(id(request))  # which the view itself keeps alive
        if view is None:
            view = self._asked[id(request)] = View(self.knowledge, replace(self.facts, request=request))
        return view

    @property
    def on_fields(self) -> tuple[Match, ...]:
        """The rules on the request's fields and on its two models together that are TRUE or UNKNOWN."""
        if self._on_fields is None:
            self._on_fields = matches(self, self.knowledge.book.on_fields)
        return self._on_fields

    def with_job(self, job: Job) -> View:
        """The same with another job."""
        return View(self.knowledge, replace(self.facts, job=job))

    def __call__(self, name: str) -> object:
        """A value, UNKNOWN or ABSENT."""
        if name not in self._values:
            self._values[name] = self._value(name)
        return self._values[name]

    def _value(self, name: str) -> object:
        group, _, rest = name.partition(".")
        if group == "job":
            return getattr(self.facts.job, rest)
        if group == "account":
            return getattr(self.facts.account, rest)
        if group == "request":
            return self._of_request(rest)
        if group == "live":
            return self.knowledge.is_live(rest)
        if group == "as_of":
            return self.facts.as_of
        if group == "site":
            return UNKNOWN if self.facts.site is None else getattr(self.facts.site, rest)
        if group == "incident":
            return tuple(one.day for one in self.knowledge.book.debugging.incidents)
        if group == "failure":
            return self._of_failure(rest)
        if group == "recommended":
            return UNKNOWN  # only a fix asks for it
        if group == "current":
            return self.knowledge.current_models()
        return self._claimed(group, rest)

    def settled(self, name: str) -> Settled | None:
        """How a claimed fact was settled; None for facts that no source is asked about."""
        group, _, rest = name.partition(".")
        subject = self._subject(group)
        if subject is None or isinstance(subject, Gap) or rest not in self.knowledge.book.fact_types:
            return None
        surface = self.facts.request.surface
        if isinstance(surface, Gap):
            return self.knowledge.settle_anywhere(subject, rest)
        return self.knowledge.settle(subject, rest, surface)

    def _of_request(self, name: str) -> object:
        request = self.facts.request
        if name in DERIVED or name == "fields":
            return request.derived(name)
        if name == "foreign_fields":
            return self._foreign_fields()
        if name in request.__slots__:
            return getattr(request, name)
        return request.param(name)

    def _of_failure(self, name: str) -> object:
        failure = self.facts.failure
        if failure is None:
            return UNKNOWN
        return self._parties() if name == "parties" else getattr(failure, name)

    def _parties(self) -> object:
        """The kinds of hosts that show a part in the failure; as long as none shows, it is OpenAI that answered."""
        verdicts = [(one.kind, one.when(self).truth) for one in self.knowledge.book.clients.parties]
        return tuple(dict.fromkeys(kind for kind, truth in verdicts if truth is Truth.TRUE))

    def _foreign_fields(self) -> object:
        """The fields that the surface does not have; ABSENT where it has them all."""
        sent, known = self("request.fields"), self("surface.fields")
        if not isinstance(sent, tuple) or not isinstance(known, tuple):
            return UNKNOWN
        of_json = self.knowledge.added_up(f"surface:{self.facts.request.surface}", "json_fields")
        return tuple(name for name in sent if name not in known and name not in of_json) or ABSENT

    def _subject(self, group: str) -> str | Gap | None:
        """The subject a group of facts belongs to; None where the group is no subject."""
        request = self.facts.request
        if group == "platform":
            return group
        if group == "surface":
            return request.surface if isinstance(request.surface, Gap) else f"surface:{request.surface}"
        if group not in MODEL_GROUPS:
            return None
        model = self._model(group)
        if isinstance(model, Gap):
            return model
        card = self.knowledge.book.card_of(model)
        return f"model:{card.id}" if card else UNKNOWN

    def _model(self, group: str) -> str | Gap:
        """The model that a group of facts is about."""
        request = self.facts.request
        if group == "model":
            return request.model
        default = self("surface.default_model")
        documented = default if isinstance(default, (str, Gap)) else UNKNOWN
        if group == "default_model" or (request.image_model is ABSENT and self._has_tool and documented is not ABSENT):
            return documented
        return request.image_model

    @property
    def _has_tool(self) -> bool:
        """Whether a tool draws, whose documented default is what draws where none is named."""
        surface = self.knowledge.book.surfaces.get(str(self.facts.request.surface))
        return surface is not None and bool(surface.tool)

    def _claimed(self, group: str, name: str) -> object:
        if name == "known" and group in MODEL_GROUPS:
            model = self._model(group)
            return model if isinstance(model, Gap) else self.knowledge.is_known_by_name(model)
        subject = self._subject(group)
        if subject is None or isinstance(subject, Gap):
            return subject or UNKNOWN
        settled = self.settled(f"{group}.{name}")
        if settled is None:
            return self._of_card(subject.removeprefix("model:"), name)
        by = self.knowledge.book.fact_types[name].by
        if not by or not isinstance(settled.value, Mapping):
            return settled.value
        return settled.value.get(self(by), UNKNOWN)

    def _of_card(self, model: str, name: str) -> object:
        if name == "lifecycle":
            return self.knowledge.lifecycle(model)
        if name == "days_left":
            return self.knowledge.days_left(model)
        if name == "days_out":
            return self.knowledge.days_out(model)
        if name == "live_replacements":
            return self.knowledge.replacements(model)
        return getattr(self.knowledge.book.cards[model], name) or ABSENT


def evaluate(knowledge: Knowledge, facts: Facts, rules: Iterable[Rule] | None = None) -> tuple[Match, ...]:
    """Every rule that is TRUE or UNKNOWN for the facts, in debugging order."""
    return matches(View(knowledge, facts), knowledge.book.rules if rules is None else rules)


def matches(view: View, rules: Iterable[Rule]) -> tuple[Match, ...]:
    """The same for a view, which keeps what it has worked out."""
    found = []
    for rule in rules:
        verdict = rule.when(view)
        if verdict.truth is not Truth.FALSE:
            found.append(Match(rule, verdict.truth, tuple(sorted(verdict.missing)), _rests_on(rule.when, view)))
    return tuple(found)


def _rests_on(condition: Condition, view: View) -> tuple[Settled, ...]:
    settled = (view.settled(_behind(name)) for name in sorted(condition.names))
    return tuple(one for one in settled if one is not None)


def _behind(name: str) -> str:
    """The fact that is settled where one follows from it and the day."""
    group, _, rest = name.partition(".")
    return f"{group}.shutdown" if group in MODEL_GROUPS and rest in ("lifecycle", "days_left") else name


class Row(Protocol):
    """A row of a decision table."""

    @property
    def when(self) -> Condition:
        """When the row applies."""


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Decision(Generic[R]):
    """What a first-hit table came to."""

    row: R | None
    """The first row that is certainly true; None where no row is."""
    undecided: tuple[R, ...]
    """Earlier rows that might be true, each of which would come first."""
    missing: frozenset[str]
    """The unknown facts that keep them undecided."""


def decide(rows: Iterable[R], view: Lookup) -> Decision[R]:
    """The first row that is TRUE, and the UNKNOWN rows above it."""
    undecided: list[R] = []
    missing: frozenset[str] = frozenset()
    for row in rows:
        verdict = row.when(view)
        if verdict.truth is Truth.TRUE:
            return Decision(row, tuple(undecided), missing)
        if verdict.truth is Truth.UNKNOWN:
            undecided.append(row)
            missing |= verdict.missing
    return Decision(None, tuple(undecided), missing)
