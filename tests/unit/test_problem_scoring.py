"""The scores of lint against labelled problems, on labels and findings made up here."""

from __future__ import annotations

from typing import Any

import pytest

from tests.benchmarks.problems import LABELS, Score, score
from tests.benchmarks.scoring import Hit, Outcome
from tests.unit.test_callsite_scoring import row

PLACE = {"path": "a.py", "line": 3, "column": 1, "end_line": 3, "end_column": 40}


def finding(rule: str, message: str = "", level: str = "error") -> dict[str, Any]:
    return {**PLACE, "rule": rule, "message": message, "level": level}


def scored(*findings: dict[str, Any], outcome: Outcome | None = None, **told: Any) -> Score:
    """The score of one request with some labels."""
    into = Score()
    score(outcome or Outcome(hits=[Hit(row(3, **{"problems": [], **told}), PLACE)]), findings, into)
    return into


def test_a_label_is_found_by_its_rule_and_its_model() -> None:
    labels = ["model-shut-down:gpt-image-1", "response-format-on-gpt-image"]
    found = scored(finding("image-model-shut-down", "`gpt-image-1` was shut down"), problems=labels)
    assert [label for _, label in found.found] == labels[:1]
    assert [label for _, label in found.missed] == labels[1:]
    assert (len(found.supported), found.unsupported) == (1, [])


@pytest.mark.parametrize(
    ("rule", "message"), [("image-model-shut-down", "`dall-e-3` was shut down"), ("n-over-limit", "too many")]
)
def test_a_finding_of_another_model_or_kind_is_not_supported(rule: str, message: str) -> None:
    found = scored(finding(rule, message), problems=["model-shut-down:gpt-image-1"])
    assert [one["rule"] for one in found.unsupported] == [rule]
    assert len(found.missed) == 1


def test_notes_are_counted_apart() -> None:
    found = scored(finding("image-model-superseded", level="note"))
    assert (len(found.notes), found.unsupported) == (1, [])


def test_what_may_be_a_problem_is_neither_missed_nor_false() -> None:
    assert scored(problems=["model-omitted"], maybe=["model-omitted"]).missed == []
    assert scored(finding("image-model-left-out"), maybe=["model-omitted"]).unsupported == []


def test_lifecycle_is_not_labelled_on_azure() -> None:
    assert scored(finding("image-model-deprecated", "`gpt-image-1.5`"), host="azure").unsupported == []
    assert len(scored(finding("n-over-limit"), host="azure").unsupported) == 1


def test_a_finding_on_what_is_no_request_is_not_supported() -> None:
    found = scored(finding("image-model-left-out"), outcome=Outcome(unlabelled=[PLACE]))
    assert len(found.unsupported) == 1


def test_every_rule_that_is_named_is_one() -> None:
    from advisor import load_rules

    assert set(LABELS) <= set(load_rules().rules_by_id)
