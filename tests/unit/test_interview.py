"""Which question comes next, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from advisor import InputError, load_rules
from advisor.decision_tree import Fork, Leaf, decision_tree, leaves
from advisor.facts import UNKNOWN
from advisor.freshness import knowledge_of
from advisor.interview import Interview, Known, Question

BOOK = load_rules()
TODAY = date(2026, 11, 22)
PLAIN = {"text_and_image": False, "other_tools": False, "model_decides": False, "multi_turn": False}


def on(day: date) -> Interview:
    return Interview(knowledge_of(BOOK, day))


def told(facts: dict[str, Any]) -> Known:
    known = Known()
    for name, value in facts.items():
        known = known.with_value(name if "." in name else f"job.{name}", value)
    return known


def asked(facts: dict[str, Any], day: date = TODAY) -> Question:
    question = on(day).question(told(facts))
    assert question is not None
    return question


@pytest.mark.parametrize(
    ("facts", "day", "stage", "name"),
    [
        ({}, TODAY, "route", "job.intent"),
        ({"intent": "new"}, TODAY, "route", "job.text_and_image"),
        ({"intent": "new", "text_and_image": True}, TODAY, "model", "job.priority"),  # the other flags change nothing
        ({"intent": "new", **PLAIN}, TODAY, "route", "job.source_images"),
        ({"intent": "new", **PLAIN, "source_images": 2}, TODAY, "model", "job.priority"),  # nothing serves variations
        ({"intent": "new", **PLAIN, "source_images": 2}, date(2026, 3, 23), "route", "job.task"),
        ({"intent": "first-proof"}, TODAY, "access", "account.tier"),  # no wish of a job reaches a boring request
        ({"intent": "migrate", **PLAIN, "source_images": 0}, TODAY, "model", "job.current_model"),
        (
            {"intent": "first-proof", "account.tier": "tier-1"},
            date(2026, 3, 23),
            "access",
            "account.key_scope",
        ),
    ],
)
def test_the_next_question(facts: dict[str, Any], day: date, stage: str, name: str) -> None:
    question = asked(facts, day)
    assert (question.stage, question.fact.full_name) == (stage, name)


def test_an_answer_says_what_it_leads_to() -> None:
    question = asked({"intent": "new", **PLAIN})
    assert [(option.label, option.leads_to) for option in question.options] == [
        ("0", ("images.generations",)),
        ("1 or more", ("images.edits",)),
    ]
    assert question.why == "It decides between images.generations and images.edits."
    assert question.assumed == 0


def test_a_question_on_the_account_says_the_rule_and_the_free_check() -> None:
    known = told({"intent": "first-proof", "account.tier": "launch", "account.key_scope": "all"})
    question = on(TODAY).question(known)
    assert question is not None
    rule = BOOK.rules_by_id["organization-not-verified"]
    assert (question.fact.name, question.why, question.free_check) == (
        "organization_verified",
        rule.because,
        rule.free_check,
    )
    assert [(option.leads_to, option.rules) for option in question.options] == [
        ((f"blocks: {rule.title} ({rule.id})",), (rule.id,)),
        ((), ()),
    ]


@pytest.mark.parametrize(
    ("day", "hedge"), [(TODAY, " (said of an older model; carried over)."), (date(2026, 3, 23), ".")], ids=str
)
def test_a_reason_that_was_said_of_an_older_model_says_so(day: date, hedge: str) -> None:
    question = asked({"intent": "first-proof"}, day)
    closed = BOOK.rules_by_id["free-tier-unsupported"].because.removesuffix(".")
    assert question.why.startswith(f"{closed}{hedge}")
    assert ("carried over" in str(question.options[0].leads_to)) == ("carried over" in hedge)


def test_what_is_not_known_is_asked_once_and_assumed() -> None:
    interview = on(TODAY)
    known = interview.answered(told({"intent": "new"}), "job.text_and_image", UNKNOWN)
    question = interview.question(known)
    assert question is not None
    assert question.fact.name == "other_tools"
    assert interview.answer(known).assumed["text_and_image"] is False


def test_a_migration_from_nobody_knows_what_is_taken_back() -> None:
    interview = on(TODAY)
    known = interview.answered(told({"intent": "migrate", **PLAIN, "source_images": 0}), "job.current_model", UNKNOWN)
    assert known.job.intent is UNKNOWN
    assert known.passed == {"job.intent", "job.current_model"}
    assert interview.answer(known).assumed["intent"] == "new"


def test_a_value_outside_of_the_domain_is_refused() -> None:
    with pytest.raises(InputError, match="tier"):
        on(TODAY).answered(Known(), "account.tier", "tier-9")


def test_a_number_is_asked_for_at_the_limits_of_the_account() -> None:
    known = told({"intent": "first-proof", "account.tier": "tier-1"})
    interview = on(date(2026, 3, 23))
    while (question := interview.question(known)) and question.fact.name != "images_per_minute":
        known = interview.answered(known, question.fact.full_name, UNKNOWN)
    assert question is not None
    limit = interview.answer(known).access.limits[0].value
    assert isinstance(limit, int)
    assert [option.label for option in question.options] == [f"1 to {limit}", f"{limit + 1} or more"]


def test_the_tree_ends_where_nothing_is_left_to_decide() -> None:
    interview = on(TODAY)
    tree = decision_tree(interview, Known(), "route")
    assert isinstance(tree, Fork)
    ends = list(leaves(tree))
    assert {interview.answer(end).route.surface for end in ends if end.job.intent not in ("migrate", "compare")} == {
        "images.generations",
        "images.edits",
        "responses.image_generation",
    }
    assert all(interview.question(end, "route") is None for end in ends)
    proof = next(branch for option, branch in tree.branches if option.value == "first-proof")
    assert isinstance(proof, Leaf)


@pytest.mark.parametrize(
    ("rules", "fact"),
    [
        (["billing-inactive"], "account.billing_active"),
        (["organization-not-verified"], "account.organization_verified"),
        (["key-read-only", "key-restricted"], "account.key_scope"),
        (["model-not-allowed", "mainline-not-allowed"], "account.models_allowed"),
    ],
)
def test_a_rule_that_is_removed_takes_its_question_along(rules: list[str], fact: str) -> None:
    without = replace(BOOK, rules=tuple(rule for rule in BOOK.rules if rule.id not in rules))
    assert fact in everything_asked(Interview(knowledge_of(BOOK, TODAY)))
    assert fact not in everything_asked(Interview(knowledge_of(without, TODAY)))


def everything_asked(interview: Interview) -> set[str]:
    """The facts asked for where the answer is always that they are not known."""
    known, names = Known(), set()
    while question := interview.question(known):
        names.add(question.fact.full_name)
        known = interview.answered(known, question.fact.full_name, UNKNOWN)
    return names
