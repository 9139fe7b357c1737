"""Which unknown fact decides most, and why it is asked: derived from the rules, for whatever is known so far.

A question is asked in debugging order (route, model, access), and only where some answer to it changes the
recommendation. That is tried at every cut point of the rules, whatever else is answered, and never guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from advisor.access import judge_access
from advisor.answer import Recommendation
from advisor.condition import Condition
from advisor.cut_points import cut_points
from advisor.evaluate import View, decide, matches
from advisor.facts import (
    ABSENT,
    UNKNOWN,
    Account,
    Fact,
    Facts,
    Job,
    Request,
    assumed_beside,
    close_job,
    facts_of,
    told,
)
from advisor.freshness import Knowledge
from advisor.notes import Notes
from advisor.option import CARRIED_OVER, Option, options_of
from advisor.recommendation import recommended, request_of
from advisor.routing import forbidding, route
from advisor.rulebook import Rule
from advisor.truth import Truth
from advisor.wording import in_words, shown
from advisor.worlds import Outcome, Worlds, components

__all__ = ["ASKABLE", "STAGES", "Interview", "Known", "Option", "Question"]

ASKABLE: Mapping[str, Fact] = {fact.full_name: fact for group in (Job, Account) for fact in facts_of(group).values()}
"""Every fact a person can be asked for, by its full name, in the order in which they are declared."""

STAGES = ("route", "model", "access")
"""The stages of an interview, in debugging order."""

_MOST_NAMED = 4
"""Outcomes that a reason names one by one."""
_World = Mapping[str, object]
"""Values of some facts, by full name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was told so far, and what was asked for in vain."""

    job: Job = field(default_factory=Job)
    account: Account = field(default_factory=Account)
    passed: frozenset[str] = frozenset()
    """Full names of facts that were asked for and are not known; they are not asked for again."""

    def is_open(self, name: str) -> bool:
        """Whether a fact was neither told nor asked for in vain."""
        return name not in self.passed and self.value(name) is UNKNOWN

    def value(self, name: str) -> object:
        """What was told of a fact, UNKNOWN where nothing was."""
        group, _, own = name.partition(".")
        return getattr(self.job if group == "job" else self.account, own)

    def with_value(self, name: str, value: object) -> Known:
        """The same with one fact told.

        Raises:
            InputError: a value outside the domain of the fact.
        """
        group, _, own = name.partition(".")
        if group == "job":
            return replace(self, job=replace(self.job, **{own: value}))  # type: ignore[arg-type]  # checked there
        return replace(self, account=replace(self.account, **{own: value}))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Question:
    """The fact that decides most. That it is not known is always an answer too."""

    fact: Fact
    stage: str
    """`route`, `model` or `access`."""
    why: str
    options: tuple[Option, ...]
    assumed: object
    """What holds while it is not known; ABSENT for nothing of the kind, UNKNOWN where nothing may be assumed."""
    free_check: str
    """How to find out without spending anything; empty where nobody but the asked can know."""
    asked_by: tuple[str, ...]
    """The rules that read the fact: rows of the route table, or rules."""


class Interview:
    """The questions of one day."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._book = knowledge.book

    def question(self, known: Known, last: str = STAGES[-1], first: str = STAGES[0]) -> Question | None:
        """The open fact that decides most in the first stage that is not decided; None where none decides anything.

        `last` is the last stage that is asked about, `first` the first; those before it are taken to be decided.

        Raises:
            InputError: a model no rule knows, or a job that contradicts itself.
        """
        asking = dict(zip(STAGES, (self._of_route, self._of_model, self._of_access), strict=True))
        for stage in STAGES[STAGES.index(first) :]:
            question = asking[stage](known)
            if question is not None or stage == last:
                return question
        return None

    def answer(self, known: Known) -> Recommendation:
        """The recommendation as far as things are known.

        Raises:
            InputError: a model no rule knows, or a job that contradicts itself.
        """
        return recommended(known.job, known.account, self.knowledge)

    def request(self, known: Known) -> Request:
        """The request of that recommendation alone, which no account fact changes.

        Raises:
            InputError: a model no rule knows, or a job that contradicts itself.
        """
        return request_of(known.job, self.knowledge)

    def answered(self, known: Known, name: str, value: object) -> Known:
        """What is known after an answer. UNKNOWN passes the question, and takes back what cannot stand without it.

        Raises:
            InputError: a value outside the domain of the fact.
        """
        if value is not UNKNOWN and value is not ABSENT:
            return replace(known.with_value(name, value), passed=known.passed - {name})
        known = replace(known.with_value(name, UNKNOWN), passed=known.passed | {name})
        for one in (one for one in self._contradictions(known) if name in one.names):
            for other in sorted(one.names - {name}):
                known = replace(known.with_value(other, UNKNOWN), passed=known.passed | {other})
        return known

    # -- route -------------------------------------------------------------------------------------------------------

    def _of_route(self, known: Known) -> Question | None:
        asking = {f"routes/{row.id}": row.when for row in self._book.routes}
        view = View(self.knowledge, Facts(as_of=self.knowledge.as_of, job=known.job))
        names = _open(asking, known, "job.")
        return self._best("route", names, asking, view, known, partial(self._surface, known, view))

    def _surface(self, known: Known, view: View, world: _World) -> Outcome | None:
        """The surface and whether the request is a boring one; None where the facts contradict one another."""
        said = {**told(known.job), **{_own(name): value for name, value in world.items()}}
        assumed = {f"job.{name}": value for name, value in assumed_beside(said).items()}
        facts = {**{name: assumed[name] for name in known.passed if name in assumed}, **world}

        def lookup(name: str) -> object:
            return facts[name] if name in facts else view(name)

        if any(one.when(lookup).truth is Truth.TRUE for one in self._book.contradictions):
            return None
        row = decide(self._book.routes, lookup).row
        if row is not None and forbidding(view, row.surface):
            row = route(view.with_job(close_job(Job(**said))), Notes())  # type: ignore[arg-type]
        return (f"{row.surface} (one boring request)" if row.boring else row.surface,) if row else None

    # -- model -------------------------------------------------------------------------------------------------------

    def _of_model(self, known: Known) -> Question | None:
        view = View(self.knowledge, Facts(as_of=self.knowledge.as_of, job=close_job(known.job)))
        outcome = partial(self._models, known)
        for one in self._contradictions(known):
            demanded = [name for name in ASKABLE if name in one.names and known.is_open(name)]
            if demanded:
                return self._demanded(demanded[0], one, view, known)
        asking = {row.id: row.when for family in self._book.families.values() for row in family.purposes}
        return self._best("model", _open(asking, known, "job."), asking, view, known, outcome)

    def _demanded(self, name: str, contradiction: Condition, view: View, known: Known) -> Question:
        """The question on a fact without which the job contradicts itself; it is asked, whatever comes of it."""
        values = cut_points(ASKABLE[name], [contradiction], view)
        worlds = Worlds.of({name: values}, partial(self._models, known))
        return self._question("model", name, worlds, {"routes": contradiction}, known)

    def _contradictions(self, known: Known) -> list[Condition]:
        """The contradictions of the job, closed as a recommendation closes it."""
        view = View(self.knowledge, Facts(as_of=self.knowledge.as_of, job=close_job(known.job)))
        return [one.when for one in self._book.contradictions if one.when(view).truth is Truth.TRUE]

    def _models(self, known: Known, world: _World) -> Outcome | None:
        """The models of the request; None where the facts contradict one another."""
        here = _with(known, world)
        if self._contradictions(here):
            return None
        request = self.request(here)
        names = dict.fromkeys(str(shown(one)) for one in (request.image_model, request.model))
        return (" called by ".join(names),)

    # -- access ------------------------------------------------------------------------------------------------------

    def _of_access(self, known: Known) -> Question | None:
        asking = {rule.id: rule.when for rule in self._access}
        facts = Facts(
            as_of=self.knowledge.as_of,
            job=close_job(known.job),
            account=known.account,
            request=self.request(known),
        )
        names = _open(asking, known)
        view = View(self.knowledge, facts)
        return self._best("access", names, asking, view, known, partial(self._standing, known, facts))

    @property
    def _access(self) -> tuple[Rule, ...]:
        return self._book.by_stage.get("access", ())

    def _standing(self, known: Known, facts: Facts, world: _World) -> Outcome:
        """What the rules that read the world block, for certain or likely, or caution, and the limits that hold."""
        here = _with(known, world)
        view = View(self.knowledge, replace(facts, job=close_job(here.job), account=here.account))
        notes = Notes()
        reading = (rule for rule in self._access if not world.keys().isdisjoint(rule.when.names))
        access = judge_access(matches(view, reading), view, notes)
        limits = (
            f"{in_words(one.value)} {one.fact.replace('_', ' ')}" for one in access.limits if one.value is not UNKNOWN
        )
        likely = (f"{one.rule}{CARRIED_OVER}" for one in access.questions if one.told)
        return (*(one.rule for one in access.blockers), *likely, *(one.rule for one in notes.cautions), *limits)

    # -- the best question of a stage --------------------------------------------------------------------------------

    def _best(
        self,
        stage: str,
        names: list[str],
        asking: Mapping[str, Condition],
        view: View,
        known: Known,
        outcome: Callable[[_World], Outcome | None],
    ) -> Question | None:
        """The question on the fact that decides most; the first declared of those that decide as much."""
        best: tuple[float, str, Worlds] | None = None
        together = [condition.names for condition in asking.values()] if stage == "access" else [frozenset(names)]
        for group in components(names, together):  # a table is read as a whole, access rules add up
            worlds = Worlds.of({name: self._values(name, asking, view, known) for name in group}, outcome)
            for name in filter(worlds.decides, group):
                gain = round(worlds.gain(name), 9)
                if best is None or (-gain, names.index(name)) < (-best[0], names.index(best[1])):
                    best = (gain, name, worlds)
        return self._question(stage, best[1], best[2], asking, known) if best else None

    def _values(self, name: str, asking: Mapping[str, Condition], view: View, known: Known) -> tuple[object, ...]:
        """The values of a fact at the cut points, with what is assumed while it is not told."""
        values = cut_points(ASKABLE[name], asking.values(), view)
        assumed = _assumed(known, name)
        return (*values, *((ABSENT,) if assumed is ABSENT else ()))

    def _question(
        self, stage: str, name: str, worlds: Worlds, asking: Mapping[str, Condition], known: Known
    ) -> Question:
        options = tuple(options_of(ASKABLE[name], worlds, {rule.id: rule for rule in self._access}))
        said = {word for outcome in worlds.outcomes.values() for word in outcome}
        rules = [rule for rule in self._access if name in rule.when.names] if stage == "access" else []
        checks = [rule.free_check for rule in rules if rule.free_check]
        return Question(
            fact=ASKABLE[name],
            stage=stage,
            why=_why(stage, options, filter(None, (_because(rule, said) for rule in rules))),
            options=options,
            assumed=_assumed(known, name),
            free_check=checks[0] if checks else "",
            asked_by=tuple(id_ for id_, condition in asking.items() if name in condition.names),
        )


def _own(name: str) -> str:
    return name.partition(".")[2]


def _open(asking: Mapping[str, Condition], known: Known, group: str = "") -> list[str]:
    """The facts that some condition reads and that nobody told or passed, in the order in which they are declared."""
    read = {name for condition in asking.values() for name in condition.names}
    return [name for name in ASKABLE if name in read and name.startswith(group) and known.is_open(name)]


def _assumed(known: Known, name: str) -> object:
    group, _, own = name.partition(".")
    return assumed_beside(told(known.job)).get(own, UNKNOWN) if group == "job" else UNKNOWN


def _with(known: Known, world: _World) -> Known:
    """The same with some facts told; ABSENT is told by telling nothing."""
    values = {name: UNKNOWN if value is ABSENT else value for name, value in world.items()}
    for group in ("job", "account"):
        own = {_own(name): value for name, value in values.items() if name.startswith(group)}
        if own:
            known = replace(known, **{group: replace(getattr(known, group), **own)})
    return known


def _because(rule: Rule, said: Container[str]) -> str:
    """What a rule says, where some outcome names it; with a hedge where each that does carries it over."""
    if rule.id in said:
        return rule.because
    is_carried = f"{rule.id}{CARRIED_OVER}" in said
    return f"{rule.because.removesuffix('.')} (said of an older model; carried over)." if is_carried else ""


def _why(stage: str, options: Iterable[Option], reasons: Iterable[str]) -> str:
    """Why a question is asked: what the rules say of the fact, or what it decides between."""
    if said := " ".join(dict.fromkeys(reasons)):
        return said
    possible = list(dict.fromkeys(one for option in options for one in option.leads_to))
    if stage == "access":
        return "The limits of the model go by it."
    if len(possible) > _MOST_NAMED or len(possible) < 2:
        return f"The {stage} depends on it."
    return f"It decides between {', '.join(possible[:-1])} and {possible[-1]}."
