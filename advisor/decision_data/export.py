"""The whole interview of every day, written out: trees of questions, and what stands at their ends."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from advisor.catalogue import models, routes
from advisor.decision_data.days import day_bounds, next_turn
from advisor.decision_data.ends import Group, groups, least, recommended_part, row_part
from advisor.decision_data.marked import MarkedKnowledge, Memory
from advisor.decision_data.tables import Tables, columns
from advisor.domain import Count
from advisor.facts import UNKNOWN, Fact, Request, close_job
from advisor.freshness import Knowledge
from advisor.interview import ASKABLE, STAGES, Interview, Known, Question
from advisor.report.command_line import fact_flags
from advisor.report.document import models_document, routes_document
from advisor.report.lifecycle_svg import lifecycle_svg
from advisor.rulebook import RuleBook
from advisor.wording import shown

__all__ = ["decision_data"]


def decision_data(book: RuleBook, since: date) -> dict[str, Any]:
    """Every question, answer and recommendation of every day from one on, as plain data to be looked up."""
    writer = _Writer(book)
    periods: list[dict[str, Any]] = []
    day: date | None = since
    while day is not None:
        knowledge = MarkedKnowledge(book, day, writer.bounds)
        period = writer.day(knowledge)
        if not periods or any(periods[-1][name] != number for name, number in period.items()):
            periods.append({"from": day.isoformat(), **period, "timeline": writer.timeline(day)})
        day = next_turn(knowledge)
    return {"since": since.isoformat(), "periods": periods, **writer.written()}


class _RememberingInterview(Interview):
    """An interview whose questions and answers are kept from day to day, while what they rest on is the same."""

    def __init__(self, knowledge: MarkedKnowledge, memory: Memory) -> None:
        super().__init__(knowledge)
        self.marked, self.memory = knowledge, memory

    def question(self, known: Known, last: str = STAGES[-1], first: str = STAGES[0]) -> Question | None:
        for stage in STAGES[STAGES.index(first) : STAGES.index(last) + 1]:
            ask = partial(super().question, known, stage, stage)
            question = self.memory.of((stage, known), self.marked, ask)
            if question is not None:
                return question
        return None

    def request(self, known: Known) -> Request:
        ask = partial(super().request, known)
        return self.memory.of(("request", known.job), self.marked, ask)


class _AccountInterview(Interview):
    """An interview on the account alone, whose request is settled."""

    def __init__(self, knowledge: Knowledge, request: Request) -> None:
        super().__init__(knowledge)
        self._request = request

    def request(self, known: Known) -> Request:  # noqa: ARG002
        return self._request


class _Writer:
    """Writes one day after the other into the same tables."""

    def __init__(self, book: RuleBook) -> None:
        self.book = book
        self.bounds = day_bounds(book)
        self.rules = book.by_stage.get("access", ())
        self.groups = groups(self.rules)
        self.contradicting = frozenset(name for one in book.contradictions for name in one.when.names)
        self.memory = Memory()
        self.tables = Tables()

    def timeline(self, day: date) -> int:
        """The number of the picture of all models on a day."""
        return self.tables.parts.number(
            lifecycle_svg(models(Knowledge(self.book, day)), day, self.book.newest_reading(day))
        )

    def day(self, knowledge: MarkedKnowledge) -> dict[str, int]:
        """The numbers of what one day's answers are made of."""
        return self.memory.of("day", knowledge, lambda: self._new_day(knowledge))

    def _new_day(self, knowledge: MarkedKnowledge) -> dict[str, int]:
        interview = _RememberingInterview(knowledge, self.memory)
        rows: Any = models_document(models(knowledge), knowledge.as_of, None)["models"]
        lines = routes_document(routes(knowledge), knowledge.as_of, None)["routes"]
        answer = interview.answer(Known())
        parts = self.tables.parts
        return {
            "tree": self._node(Known(), interview, ("route", "model"), lambda known: self._end(known, interview)),
            "models": self.tables.list_of(
                {name: one for name, one in row.items() if name != "days_left"} for row in rows
            ),
            "routes": self.tables.list_of(lines),
            "proof": parts.number(answer.proof),
            "debugging": parts.number(answer.debugging),
            "do_not": parts.number(answer.do_not),
        }

    def _node(self, known: Known, interview: Interview, stages: tuple[str, str], end: Callable[[Known], int]) -> int:
        """The number of the fork that follows on what is known, or below zero that of an end."""
        first, last = stages
        question = interview.question(known, last, first)
        if question is None:
            return -1 - end(known)

        def after(value: object) -> int:
            return self._node(interview.answered(known, name, value), interview, stages, end)

        name = question.fact.full_name
        branches = [after(option.value) for option in question.options]
        assumed = [at for at, option in enumerate(question.options) if option.value == question.assumed]
        # whoever does not know a fact may still tell what would contradict the value that is assumed
        otherwise = branches[assumed[0]] if assumed and name not in self.contradicting else after(UNKNOWN)
        passed = interview.answered(known, name, UNKNOWN)
        withdrawn = sorted(passed.passed - known.passed - {name})
        return self.tables.forks.number([self.tables.parts.number(_question(question)), branches, otherwise, withdrawn])

    def _end(self, known: Known, interview: _RememberingInterview) -> int:
        known = Known(job=least(known.job, self.contradicting))
        return self.memory.of(("end", known), interview.marked, lambda: self._new_end(known, interview))

    def _new_end(self, known: Known, interview: _RememberingInterview) -> int:
        answer = interview.answer(known)
        part = recommended_part(known, answer, interview.knowledge, self.tables)
        return self.tables.ends.number({**part, "access": self._access(known, answer.request, interview)})

    def _access(self, known: Known, request: Request, interview: _RememberingInterview) -> int:
        """The trees on the account, one for each group of facts; they are the same wherever a rule sees the same."""
        job = close_job(known.job)
        read = sorted({name for rule in self.rules for name in rule.when.names if name.startswith("job.")})
        seen = tuple(getattr(job, name.removeprefix("job.")) for name in read)

        def trees() -> int:
            asking = _AccountInterview(interview.knowledge, request)
            nodes = [self._of_group(group, known, request, asking) for group in self.groups]
            return self.tables.access.number(nodes)

        return self.memory.of(("access", repr(request), seen), interview.marked, trees)

    def _of_group(self, group: Group, known: Known, request: Request, interview: Interview) -> int:
        others = frozenset(name for facts, _ in self.groups for name in facts if name not in group[0])
        alone = replace(known, passed=others)

        def row(end: Known) -> int:
            part = row_part(end, request, group, interview.knowledge, self.tables)
            return self.tables.rows.number(part)

        return self._node(alone, interview, ("access", "access"), row)

    def written(self) -> dict[str, Any]:
        """The tables, and what is the same on every day."""
        tables = self.tables
        cited = {id_ for part in tables.parts.parts for id_ in _sources(part)}
        return {
            "days": self.book.days,
            "facts": {name: _fact(fact) for name, fact in ASKABLE.items()},
            "sources": {id_: [self.book.sources[id_].title, self.book.sources[id_].url] for id_ in sorted(cited)},
            "access_rules": [rule.id for rule in self.rules],
            "parts": tables.parts.parts,
            "lists": tables.lists.parts,
            "forks": tables.forks.parts,
            "access": tables.access.parts,
            "ends": columns(tables.ends),
            "rows": columns(tables.rows),
        }


def _fact(fact: Fact) -> dict[str, str]:
    return {"name": fact.name, "group": fact.group, "asks": fact.asks}


def _question(question: Question) -> dict[str, Any]:
    """A question without what each option leads to, which the answer beside it shows."""
    return {
        "fact": question.fact.full_name,
        "stage": question.stage,
        "why": question.why,
        "options": [
            [option.label, shown(option.value), shlex.join(fact_flags(question.fact.name, option.value))]
            for option in question.options
        ],
        "ranges": isinstance(question.fact.domain, Count),
        "assumed": shown(question.assumed),
        "free_check": question.free_check,
        "asked_by": question.asked_by,
    }


def _sources(part: Any) -> Iterator[str]:
    """The ids of the sources that a part names."""
    if isinstance(part, dict):
        yield from part.get("sources", ())
        if isinstance(part.get("source"), str):
            yield part["source"]
