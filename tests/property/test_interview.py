"""The interview asks what changes the answer, in debugging order, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from advisor import Account, InputError, Job
from advisor.decision_tree import Fork, Tree, decision_tree
from advisor.facts import UNKNOWN
from advisor.freshness import knowledge_of
from advisor.interview import ASKABLE, STAGES, Interview, Known, Question
from tests.property.strategies import ACCOUNTS, BOOK, FULL_ACCOUNTS, JOBS

CHOICES = st.randoms(use_true_random=False)
SOME_DAYS = st.sampled_from([date(2026, 3, 23), date(2026, 9, 10), date(2026, 11, 22), date(2026, 12, 15)])
"""Days on which different models live; what is known of each is worked out once."""
ROUTE_FACTS = sorted({name for row in BOOK.routes for name in row.when.names if name.startswith("job.")})


def interview(day: date) -> Interview:
    return Interview(knowledge_of(BOOK, day))


def questions(asked: Interview, known: Known, picks: Random) -> Iterator[tuple[Known, Question | None]]:
    """Each step of an interview whose answers are picked at random; at its end there is no question."""
    while (question := asked.question(known)) is not None:
        yield known, question
        choice = picks.choice([*(option.value for option in question.options), UNKNOWN])
        known = asked.answered(known, question.fact.full_name, choice)
    yield known, None


def decided(asked: Interview, known: Known) -> tuple[object, ...]:
    """What an interview is about: the request, what blocks it and the limits that hold."""
    answer = asked.answer(known)
    return (
        (answer.route.surface, answer.request.model, answer.request.image_model),
        tuple(one.rule for one in answer.access.blockers),
        tuple(one.value for one in answer.access.limits),
    )


@given(day=SOME_DAYS, job=JOBS, account=ACCOUNTS, picks=CHOICES)
@settings(max_examples=30, deadline=None)
def test_each_question_is_asked_once_and_in_debugging_order(
    day: date, job: Job, account: Account, picks: Random
) -> None:
    asked = [(known, one) for known, one in questions(interview(day), Known(job=job, account=account), picks) if one]
    names = [question.fact.full_name for _, question in asked]
    stages = [STAGES.index(question.stage) for _, question in asked]
    assert len(set(names)) == len(names)
    assert stages == sorted(stages)
    assert all(known.is_open(name) for (known, _), name in zip(asked, names, strict=True))


@given(day=SOME_DAYS, job=JOBS, account=ACCOUNTS, others=FULL_ACCOUNTS, picks=CHOICES)
@settings(max_examples=30, deadline=None)
def test_what_is_never_asked_changes_nothing(
    day: date, job: Job, account: Account, others: Account, picks: Random
) -> None:
    asked = interview(day)
    *_, (end, _) = questions(asked, Known(job=job, account=account), picks)
    told = end
    for name, fact in ASKABLE.items():
        if name in ROUTE_FACTS and end.is_open(name):
            told = told.with_value(name, picks.choice(fact.domain.samples((0, 1))))
        elif fact.group == "account" and end.is_open(name):
            told = told.with_value(name, getattr(others, fact.name))
    try:
        assert decided(asked, told) == decided(asked, end)
    except InputError as error:
        assume("contradicts itself" not in str(error))
        raise


@pytest.mark.parametrize("day", [date(2026, 3, 23), date(2026, 11, 22)], ids=str)
def test_the_tree_leads_every_job_to_its_recommendation(day: date) -> None:
    asked = interview(day)
    tree = decision_tree(asked, Known(), "route")
    tried = 0
    for values in product(*(ASKABLE[name].domain.samples((0, 1)) for name in ROUTE_FACTS)):
        known = Known()
        for name, value in zip(ROUTE_FACTS, values, strict=True):
            known = known.with_value(name, value)
        if known.job.intent in ("migrate", "compare"):
            known = known.with_value("job.current_model", "gpt-image-1.5")
        try:
            answer = asked.answer(known)
        except InputError:
            continue  # the job contradicts itself
        tried += 1
        assert asked.answer(reached(tree, known)).route.surface == answer.route.surface
    assert tried > 100


def reached(tree: Tree, known: Known) -> Known:
    """What the tree has asked for on the way of a job, with the model that a migration needs."""
    while isinstance(tree, Fork):
        value = known.value(tree.question.fact.full_name)
        at_most = [
            branch for option, branch in tree.branches if option.value == value or _is_above(value, option.value)
        ]
        tree = at_most[-1]
    end = tree.known
    return (
        end.with_value("job.current_model", known.job.current_model)
        if end.job.intent in ("migrate", "compare")
        else end
    )


def _is_above(value: object, least: object) -> bool:
    return type(value) is int and type(least) is int and value > least
