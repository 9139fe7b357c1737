"""What may stand in a block: each kind with the attributes it takes and the page it becomes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from advisor.blame import cheapest_checks
from advisor.catalogue import models, routes
from advisor.decision_tree import Fork, Leaf, decision_tree
from advisor.domain import Count, Flag, Names
from advisor.errors import InputError, nearest
from advisor.evaluate import View
from advisor.explain import explanation
from advisor.facts import Account, Fact, Facts, Job, facts_of
from advisor.finding import Cited
from advisor.freshness import Knowledge, knowledge_of
from advisor.interview import Interview, Known
from advisor.lookup import Section
from advisor.recommendation import recommend, request_of
from advisor.report.dated import dated
from advisor.report.docs_pages import (
    access_block,
    debugging_block,
    flowchart_block,
    models_block,
    recommendation_block,
    routes_block,
    tree_block,
)
from advisor.report.layout import Page
from advisor.report.model_groups import model_groups
from advisor.report.pages import explanation_page
from advisor.report.routes_mermaid import routes_mermaid
from advisor.report.tree_mermaid import model_mermaid, route_mermaid
from advisor.rulebook import RuleBook
from advisor.secrets import facts_without_keys
from advisor.wording import shown

__all__ = ["KINDS", "Asked", "Kind", "asked"]

_DAY, _ID = "as-of", "id"
_JOB = {name.replace("_", "-"): fact for name, fact in facts_of(Job).items()}
_ACCOUNT = {name.replace("_", "-"): fact for name, fact in facts_of(Account).items()}
_CHOICES = {
    "snippet": ("curl", "python", "javascript"),
    "kind": ("image", "text"),
    "state": ("active", "deprecated", "shutdown"),
    "up-to": ("route", "model"),
    "as": ("text", "mermaid"),
}
"""The values of an attribute that is no fact; the first is taken where it is left out."""
_YES_OR_NO = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a block is asked to show."""

    kind: str
    as_of: date | None
    """The day it is fixed to; None for a block that follows the days."""
    job: Mapping[str, Any]
    account: Mapping[str, Any]
    more: Mapping[str, str]

    def page(self, book: RuleBook, today: date) -> Page:
        """Its page without the day it holds for.

        Raises:
            InputError: a value outside the domain of its fact, a model no rule knows, or a job that contradicts itself.
        """
        return KINDS[self.kind].page(knowledge_of(book, self.day(today)), self)

    def dated(self, page: Page, book: RuleBook, today: date) -> Page:
        """The page with the day it holds for."""
        day = self.day(today)
        return dated(page, day, book.newest_reading(day))

    def day(self, today: date) -> date:
        """The day it holds for."""
        return self.as_of or today


@dataclass(frozen=True, slots=True)
class Kind:
    """What may stand in a block."""

    page: Callable[[Knowledge, Asked], Page]
    attributes: tuple[str, ...] = ()
    """Beside the day."""


def asked(kind: str, attributes: Mapping[str, str]) -> Asked:
    """What a block is asked to show.

    Raises:
        InputError: an unknown kind or attribute, or a value that is none of it.
    """
    if kind not in KINDS:
        raise InputError(
            f"no kind of block is named {kind!r}{nearest(kind, KINDS)}; expected one of {', '.join(KINDS)}"
        )
    taken = (_DAY, *KINDS[kind].attributes)
    for name, value in attributes.items():
        if name not in taken:
            hint = nearest(name, taken)
            raise InputError(f"{kind} takes no attribute {name!r}{hint}; expected one of {', '.join(taken)}")
        if name in _CHOICES and value not in _CHOICES[name]:
            raise InputError(f"{name}: {value!r}{nearest(value, _CHOICES[name])}; expected {_listed(name)}")
    return Asked(
        kind,
        _day(attributes[_DAY]) if _DAY in attributes else None,
        _facts(_JOB, attributes),
        _facts(_ACCOUNT, attributes),
        {name: value for name, value in attributes.items() if name == _ID or name in _CHOICES},
    )


def _listed(name: str) -> str:
    return ", ".join(_CHOICES[name])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError(f"{_DAY}: {text!r} is not a day; expected YYYY-MM-DD, such as 2026-03-23") from None


def _facts(group: Mapping[str, Fact], attributes: Mapping[str, str]) -> dict[str, Any]:
    """The facts among the attributes, keys in them masked."""
    told = {fact.name: _value(fact, attributes[name]) for name, fact in group.items() if name in attributes}
    return facts_without_keys(told)[0]


def _value(fact: Fact, text: str) -> object:
    """A value as its fact has it; what it cannot be is told by the fact itself."""
    if isinstance(fact.domain, Flag):
        return _YES_OR_NO.get(text, text)
    if isinstance(fact.domain, Count):
        return int(text) if text.isascii() and text.isdecimal() else text
    if isinstance(fact.domain, Names):
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text


# -- the kinds -------------------------------------------------------------------------------------------------------


def _sources(knowledge: Knowledge) -> dict[str, Cited]:
    return {id_: Cited(id_, source.title, source.url) for id_, source in knowledge.book.sources.items()}


def _routes(knowledge: Knowledge, asked: Asked) -> Page:
    if asked.more.get("as") == "mermaid":
        return flowchart_block(routes_mermaid(routes(knowledge)))
    return routes_block(routes(knowledge), _sources(knowledge))


def _models(knowledge: Knowledge, asked: Asked) -> Page:
    rows = models(knowledge)
    kinds = [asked.more["kind"]] if "kind" in asked.more else _CHOICES["kind"]
    states = asked.more.get("state")
    return models_block(tuple(row for row in rows if row.kind in kinds and states in (None, row.lifecycle)))


def _recommend(knowledge: Knowledge, asked: Asked) -> Page:
    answer = recommend(Job(**asked.job), Account(**asked.account), as_of=knowledge.as_of, book=knowledge.book)
    language: Any = asked.more.get("snippet", "curl")
    return recommendation_block(answer, language, _sources(knowledge), asked.account)


def _access(knowledge: Knowledge, asked: Asked) -> Page:
    answer = recommend(Job(**asked.job), Account(**asked.account), as_of=knowledge.as_of, book=knowledge.book)
    return access_block(answer, asked.account)


def _debugging(knowledge: Knowledge, asked: Asked) -> Page:
    job = Job(**asked.job)
    view = View(knowledge, Facts(as_of=knowledge.as_of, job=job, request=request_of(job, knowledge)))
    return debugging_block(cheapest_checks(view), knowledge.book.debugging.do_not)


def _tree(knowledge: Knowledge, asked: Asked) -> Page:
    interview, known = Interview(knowledge), Known(job=Job(**asked.job))
    stage = asked.more.get("up-to", "route")
    if asked.more.get("as") == "mermaid":
        drawn = partial(model_mermaid, groups=model_groups(models(knowledge))) if stage == "model" else route_mermaid
        whole = decision_tree(interview, known, "model")
        return flowchart_block(drawn(whole, lambda end: request_of(end.job, knowledge)))
    tree = decision_tree(interview, known, stage)
    if isinstance(tree, Fork):
        return tree_block(tree, partial(_outcome, interview, stage), model_groups(models(knowledge)))
    answer = interview.answer(known)
    language: Any = asked.more.get("snippet", "curl")
    return recommendation_block(answer, language, _sources(knowledge), asked.account)


def _explain(knowledge: Knowledge, asked: Asked) -> Page:
    if _ID not in asked.more:
        raise InputError(f"explain: {_ID} is not told; expected the id of a rule, model, surface, cause or source")
    told = explanation(knowledge, asked.more[_ID])
    passing = re.compile(rf" on {knowledge.as_of}(?!\d)|, in \d+ days?\b")  # a block tells its day once, at its end

    def lasting(section: Section) -> Section:
        lines = tuple(passing.sub("", line) for line in section.lines)
        return replace(section, title=passing.sub("", section.title), lines=lines)

    return explanation_page(replace(told, sections=tuple(map(lasting, told.sections))))


def _outcome(interview: Interview, stage: str, leaf: Leaf) -> tuple[str, ...]:
    """What is decided at an end of the tree, in the words of an option: the surface, or the models."""
    answer = interview.answer(leaf.known)
    if stage == "route":
        return (answer.route.surface,)
    models = (answer.request.image_model, answer.request.model)
    return (" called by ".join(dict.fromkeys(str(shown(one)) for one in models)),)


KINDS: Mapping[str, Kind] = {
    "routes": Kind(_routes, ("as",)),
    "models": Kind(_models, ("kind", "state")),
    "recommend": Kind(_recommend, ("snippet", *_JOB, *_ACCOUNT)),
    "access": Kind(_access, (*_JOB, *_ACCOUNT)),
    "debugging-order": Kind(_debugging, tuple(_JOB)),
    "explain": Kind(_explain, (_ID,)),
    "decision-tree": Kind(_tree, ("up-to", "as", *_JOB)),
}
