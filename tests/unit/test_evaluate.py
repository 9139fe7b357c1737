"""First-hit tables: the row that decides, and the rows above it that might."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from advisor import Job
from advisor.condition import Condition, compile_condition
from advisor.evaluate import View, decide
from advisor.facts import Facts
from advisor.freshness import Knowledge
from tests.unit.books import BASE, day


@dataclass(frozen=True)
class Row:
    name: str
    when: Condition


def _table(*whens: dict[str, Any]) -> list[Row]:
    return [Row(str(number), compile_condition(when, BASE.vocabulary)) for number, when in enumerate(whens, 1)]


def _view(job: Job, on: str = "06-01") -> View:
    return View(Knowledge(BASE, day(on)), Facts(as_of=day(on), job=job))


MASK, MANY, EDIT, ALWAYS = {"job.mask": True}, {"job.n|above": 1}, {"job.task": "edit"}, dict[str, Any]()


@pytest.mark.parametrize(
    ("job", "row", "undecided", "missing"),
    [
        (Job(mask=False, n=1, task="edit"), "3", [], set()),
        (Job(mask=True), "1", [], set()),
        (Job(n=2), "2", ["1"], {"job.mask"}),
        (Job(task="edit"), "3", ["1", "2"], {"job.mask", "job.n"}),
        (Job(mask=False, task="edit"), "3", ["2"], {"job.n"}),
        (Job(), "4", ["1", "2", "3"], {"job.mask", "job.n", "job.task"}),
        (Job(mask=False, n=1, task="vary"), "4", [], set()),
    ],
    ids=["third", "first", "one above", "two above", "one above, one ruled out", "nothing told", "all ruled out"],
)
def test_rows_that_might_hold_above_the_first_that_does(
    job: Job, row: str, undecided: list[str], missing: set[str]
) -> None:
    decision = decide(_table(MASK, MANY, EDIT, ALWAYS), _view(job))
    assert decision.row is not None
    assert decision.row.name == row
    assert [one.name for one in decision.undecided] == undecided
    assert decision.missing == missing


def test_where_no_row_holds_for_certain() -> None:
    decision = decide(_table(MASK, MANY, EDIT), _view(Job(n=1, task="vary")))
    assert decision.row is None
    assert [one.name for one in decision.undecided] == ["1"]
    assert decision.missing == {"job.mask"}


NO_REASON = {"text_and_image": False, "other_tools": False, "model_decides": False, "multi_turn": False}


@pytest.mark.parametrize("task", ["edit", "vary"])
def test_an_edit_or_a_variation_is_an_edit_before_anybody_counts_the_images(task: str) -> None:
    decision = decide(BASE.routes, _view(Job(task=task, intent="new", **NO_REASON), "11-22"))  # type: ignore[arg-type]
    assert decision.row is not None
    assert (decision.row.id, decision.undecided) == ("edits-when-source-images-exist", ())


def test_whether_variations_are_still_served_is_not_known_before_anybody_said_so() -> None:
    decision = decide(BASE.routes, _view(Job(task="vary", source_images=1, intent="new", **NO_REASON), "03-16"))  # type: ignore[arg-type]
    assert [row.id for row in decision.undecided] == ["variations-while-served"]
    assert decision.missing == {"live.images.variations"}
