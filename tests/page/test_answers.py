"""The page says what Python says: at every end of the interview, for every account it asks about, on every day."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

from advisor import Account, Job, load_rules
from advisor.facts import UNKNOWN
from advisor.freshness import knowledge_of
from advisor.front.cli import cli
from advisor.interview import ASKABLE, Interview, Known
from tests.page.conftest import DAY, Visit
from tests.page.told import answers, by_python, said

BOOK = load_rules()
pytestmark = pytest.mark.slow


def interview(day: date) -> Interview:
    return Interview(knowledge_of(BOOK, day))


def last_days(data: dict[str, Any]) -> list[date]:
    """The last day of every period; of the one that lasts, some day in it."""
    starts = [date.fromisoformat(one["from"]) for one in data["periods"]]
    return [*(day - timedelta(days=1) for day in starts[1:]), starts[-1] + timedelta(days=40)]


def compare(visit: Visit, asked: list[tuple[date, Known]]) -> None:
    page = visit.open()
    found = answers(page, [(day, said(known.job, known.account)) for day, known in asked])
    for (day, known), answer in zip(asked, found, strict=True):
        assert answer == by_python(interview(day), known), (day, known)


def test_every_question_is_the_one_of_the_interview(data: dict[str, Any]) -> None:
    """At every fork of the first period the page asks what the interview asks, at every end nothing."""
    asking = interview(DAY)
    for known, node in nodes(data, data["periods"][0]["tree"], Known(), asking):
        question = asking.question(known, "model")
        if node < 0:
            assert question is None
            continue
        asked = data["parts"][data["forks"][node][0]]
        assert question is not None
        assert (asked["fact"], asked["why"]) == (question.fact.full_name, question.why)
        assert [label for label, _, _ in asked["options"]] == [option.label for option in question.options]


def test_every_end_of_every_period(visit: Visit, data: dict[str, Any]) -> None:
    seen: set[int] = set()
    asked: list[tuple[date, Known]] = []
    for day, period in zip(last_days(data), data["periods"], strict=True):
        for known, end in ends(data, period["tree"], Known(), interview(day)):
            if end not in seen:
                seen.add(end)
                asked.append((day, known))
    assert len(seen) == len(data["ends"]["route"])
    compare(visit, asked)


def test_every_row_of_the_accounts(visit: Visit, data: dict[str, Any]) -> None:
    """What some facts of an account add, once each, beside an account of which nothing else is known."""
    seen: set[int] = set()
    asked: list[tuple[date, Known]] = []
    for day, period in zip(last_days(data), data["periods"], strict=True):
        asking = interview(day)
        for known, end in ends(data, period["tree"], Known(), asking):
            for group in data["access"][data["ends"]["access"][end]]:
                for told, row in ends(data, group, known, asking):
                    if row not in seen:
                        seen.add(row)
                        asked.append((day, told))
    assert len(seen) == len(data["rows"]["standing"])
    compare(visit, asked)


def ends(data: dict[str, Any], node: int, known: Known, asking: Interview) -> Iterator[tuple[Known, int]]:
    """Every end below a fork, with what was told on the way there."""
    return ((told, -1 - below) for told, below in nodes(data, node, known, asking) if below < 0)


def nodes(data: dict[str, Any], node: int, known: Known, asking: Interview) -> Iterator[tuple[Known, int]]:
    """A fork and every fork and end below it."""
    yield known, node
    if node < 0:
        return
    number, branches, otherwise, _ = data["forks"][node]
    question = data["parts"][number]
    for (_, value, _), branch in zip(question["options"], branches, strict=True):
        told = tuple(value) if isinstance(value, list) else value
        yield from nodes(data, branch, asking.answered(known, question["fact"], told), asking)
    if otherwise not in branches:
        yield from nodes(data, otherwise, asking.answered(known, question["fact"], UNKNOWN), asking)


def test_whole_interviews_at_random(visit: Visit, data: dict[str, Any]) -> None:
    """Answers to some questions, none to others, on any day: what the account adds adds up."""
    picks = Random(7)
    asked = [(day, talk(interview(day), picks)) for day in last_days(data) for _ in range(10)]
    compare(visit, asked)


def talk(asking: Interview, picks: Random) -> Known:
    known = Known()
    while (question := asking.question(known)) is not None:
        choices = [*(option.value for option in question.options), UNKNOWN]
        known = asking.answered(known, question.fact.full_name, picks.choice(choices))
    return replace(known, passed=frozenset())


def test_only_what_decides_is_asked(visit: Visit) -> None:
    """The page asks just what the interview asks, for one who says nothing and for one who wants a first proof."""
    page = visit.open()
    for job in (Job(), Job(intent="first-proof")):
        asking, known = interview(DAY), Known(job=job)
        shown = page.evaluate("([day, said]) => book.answer(day, said).path", [str(DAY), said(job, Account())])
        questions = {one["question"]["fact"] for one in shown} - set(said(job, Account()))
        expected = set()
        while (question := asking.question(known)) is not None:
            expected.add(question.fact.full_name)
            known = asking.answered(known, question.fact.full_name, UNKNOWN)
        assert questions == expected
        assert questions <= set(ASKABLE)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"job.source_images": "2", "account.tier": "free", "account.organization_verified": "false"},
        {"job.intent": "migrate", "job.current_model": "gpt-image-1.5", "account.models_allowed": ""},
        {"job.intent": "migrate"},
    ],
    ids=["nothing", "an edit", "a migration", "a migration from who knows what"],
)
def test_the_command_answers_the_same(told: dict[str, str], visit: Visit) -> None:
    answer = visit.open().evaluate("([day, said]) => book.answer(day, said)", [str(DAY), told])
    done = CliRunner().invoke(cli, [*shlex.split(answer["command"])[1:], "--format", "json"])
    document = json.loads(done.stdout)
    assert document["body"] == answer["body"]
    assert document["access"]["standing"] == answer["access"]["standing"]
    assert document["assumed"] == answer["assumed"]
