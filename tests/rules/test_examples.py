"""Every rule is shown by its own examples: `avoid` breaks it, `prefer` neither it nor any other but a note."""

from __future__ import annotations

import pytest

from advisor.evaluate import evaluate
from advisor.freshness import Knowledge
from advisor.load import base_folder, read_book
from advisor.rulebook import Rule
from advisor.truth import Truth
from tests.rules.examples import book_of_example, facts_of_example

BOOK = read_book([base_folder()])
LEVEL = {rule.id: rule.level for rule in BOOK.rules}
each_rule = pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: f"{rule.stage}/{rule.id}")


def broken_by(example: object, rule: Rule) -> set[str]:
    knowledge = Knowledge(book_of_example(example, BOOK, rule.as_of), rule.as_of)
    matches = evaluate(knowledge, facts_of_example(example, knowledge))
    return {match.rule.id for match in matches if match.truth is Truth.TRUE}


@each_rule
def test_avoid_breaks_the_rule(rule: Rule) -> None:
    assert rule.avoid
    for example in rule.avoid:
        assert rule.id in broken_by(example, rule), example


@each_rule
def test_prefer_breaks_no_rule(rule: Rule) -> None:
    assert rule.prefer
    for example in rule.prefer:
        assert not {id_ for id_ in broken_by(example, rule) if id_ == rule.id or LEVEL[id_] != "note"}, example
