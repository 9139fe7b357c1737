"""Conditions: what each modifier says of a value, of ABSENT and of UNKNOWN, and how mistakes in a `when:` are told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from advisor.condition import ConditionError, compile_condition
from advisor.domain import Choice, Domain
from advisor.facts import ABSENT, UNKNOWN
from advisor.truth import Truth

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


class Words:
    """A vocabulary of three facts; one has a closed domain."""

    def knows(self, name: str) -> bool:
        return name in self.names()

    def names(self) -> list[str]:
        return ["fact", "other", "color"]

    def domain(self, name: str) -> Domain | None:
        return Choice(("red", "green")) if name == "color" else None


def truth(when: Any, **facts: object) -> Truth:
    return compile_condition(when, Words())(lambda name: facts.get(name, UNKNOWN)).truth


@pytest.mark.parametrize(
    ("when", "value", "expected"),
    [
        ({"fact": 3}, 3, T),
        ({"fact": 3}, 4, F),
        ({"fact": [3, 4]}, 4, T),
        ({"fact|not": 3}, 4, T),
        ({"fact|in": [1, 2]}, 2, T),
        ({"fact|not_in": [1, 2]}, 2, F),
        ({"fact|min": 2}, 2, T),
        ({"fact|max": 2}, 3, F),
        ({"fact|above": 2}, 2, F),
        ({"fact|below": 2}, 1, T),
        ({"fact|multiple_of": 16}, 1024, T),
        ({"fact|not_multiple_of": 16}, 1000, T),
        ({"fact|contains": "n"}, ("n", "size"), T),
        ({"fact|lacks": "n"}, ("n", "size"), F),
        ({"fact|meets": ["n", "style"]}, ("style",), T),
        ({"fact|not_within": ["n", "style"]}, ("style", "size"), T),
        ({"fact|matches": "^gpt-"}, "gpt-image", T),
        ({"fact|before": date(2026, 1, 1)}, date(2025, 1, 1), T),
        ({"fact|after": date(2026, 1, 1)}, date(2025, 1, 1), F),
        ({"fact|above": 2}, "not a number", F),
    ],
)
def test_modifiers(when: Any, value: object, expected: Truth) -> None:
    assert truth(when, fact=value) is expected


ALL_BUT_PRESENCE = [
    {"fact": 3},
    {"fact|not": 3},
    {"fact|not_in": [1]},
    {"fact|lacks": 1},
    {"fact|above": 1},
    {"fact|not_multiple_of": 2},
]


@pytest.mark.parametrize("when", ALL_BUT_PRESENCE)
def test_every_comparison_with_absent_is_false_and_with_unknown_unknown(when: Any) -> None:
    assert truth(when, fact=ABSENT) is F
    assert truth(when, fact=UNKNOWN) is U
    assert truth({"not": when}, fact=ABSENT) is T


def test_only_present_and_absent_see_absent() -> None:
    assert truth({"fact|absent": True}, fact=ABSENT) is T
    assert truth({"fact|absent": True}, fact=0) is F
    assert truth({"fact|present": True}, fact=ABSENT) is F
    assert truth({"fact|present": False}, fact=ABSENT) is T
    assert truth({"fact|present": True}, fact=UNKNOWN) is U


def test_a_value_may_name_another_fact() -> None:
    when = {"fact|above": "$other"}
    assert truth(when, fact=3, other=2) is T
    assert truth(when, fact=3, other=ABSENT) is F
    assert truth(when, fact=3, other=UNKNOWN) is U


def test_maps_are_and_lists_are_or_and_all_nest() -> None:
    when = {"fact|min": 1, "any": [{"other": 1}, {"not": {"color": "red"}}]}
    assert truth(when, fact=1, other=2, color="green") is T
    assert truth(when, fact=0, other=1, color="red") is F
    assert truth(when, fact=1, other=2) is U


def test_names_the_facts_that_are_missing_and_only_those() -> None:
    condition = compile_condition({"any": [{"fact": 1}, {"other": 1}]}, Words())
    assert condition(lambda name: {"fact": 2}.get(name, UNKNOWN)).missing == {"other"}
    assert condition(lambda name: {"fact": 1}.get(name, UNKNOWN)).missing == frozenset()


@pytest.mark.parametrize(
    ("when", "message"),
    [
        ({"fakt": 1}, "no fact is named 'fakt' (did you mean 'fact'?)"),
        ({"fact|abov": 1}, "no modifier is named 'abov' (did you mean 'above'?)"),
        ({"fact|above": "$othr"}, "no fact is named 'othr' (did you mean 'other'?)"),
        ({"fact|above": "x"}, "'x' is not a number"),
        ({"fact|matches": "("}, "'(' is not a regular expression"),
        ({"color": "blue"}, "'blue' is no value of color; expected one of red, green"),
        ({"fact|present": "yes"}, "`present` takes true or false, not 'yes'"),
        ({"fact|not": [1, 2]}, "`fact|not` takes one value, for one of several always differs; use `not_in`"),
        ({"fact": None}, "no value; use `|absent: true` for a fact that is left out"),
        ({"any": {"fact": 1}}, "`any` takes a list of maps"),
        ("fact", "'fact' is not a map of `fact|modifier: value`"),
        ({"fact": {"a": 1}}, "{'a': 1} is a map; expected a value (a text with a colon needs quotes)"),
    ],
)
def test_mistakes_are_told(when: Any, message: str) -> None:
    with pytest.raises(ConditionError) as caught:
        compile_condition(when, Words())
    assert [text for _, text in caught.value.faults] == [message]


def test_all_mistakes_are_told_at_once_each_with_its_place() -> None:
    with pytest.raises(ConditionError) as caught:
        compile_condition({"fakt": 1, "any": [{"color": "blue"}, {"fact|abov": 2}]}, Words())
    assert [keys for keys, _ in caught.value.faults] == [("fakt",), ("any", 0, "color"), ("any", 1, "fact|abov")]
