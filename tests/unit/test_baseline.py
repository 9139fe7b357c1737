"""A baseline as it is kept."""

from __future__ import annotations

import pytest

from advisor.baseline import as_text, from_text, passing, pruned, written
from advisor.errors import InputError
from advisor.finding import Baselined

KEPT = """\
{
  "version": 1,
  "findings": {
    "a/b.py": {
      "n-over-limit": 2,
      "size-not-listed": 1
    },
    "é.py": {
      "size-not-listed": 3
    }
  }
}
"""
COUNTS = {("é.py", "size-not-listed"): 3, ("a/b.py", "size-not-listed"): 1, ("a/b.py", "n-over-limit"): 2}


def test_it_is_kept_one_line_a_row_in_order() -> None:
    assert as_text(COUNTS) == KEPT
    assert from_text(KEPT, "b.json") == COUNTS


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "b.json: is no JSON (Expecting value: line 1 column 1 (char 0)); expected what --write-baseline wrote"),
        ("<<<<<<< HEAD\n{}", "b.json: is no JSON"),
        ("[]", "b.json: is no baseline; expected what --write-baseline wrote"),
        ('{"findings": {}}', "b.json: is no baseline"),
        ('{"version": 2, "findings": {}}', "b.json: version: 2; expected 1"),
        ('{"version": 1, "findings": []}', "b.json: findings: a list; expected a map of paths"),
        ('{"version": 1, "findings": {"a": 1}}', "b.json: findings: a: 1; expected a map of rules and counts"),
        (
            '{"version": 1, "findings": {"a": {"r": 0}}}',
            "b.json: findings: a: r: 0; expected how many, a whole number from 1 on",
        ),
        ('{"version": 1, "findings": {"a": {"r": true}}}', "b.json: findings: a: r: true; expected how many"),
    ],
)
def test_what_is_no_baseline_is_one_clear_message(text: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        from_text(text, "b.json")
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("counted", "found", "passes"), [(2, 2, 2), (2, 1, 1), (2, 3, 0), (0, 1, 0)], ids=["all", "fewer", "more", "new"]
)
def test_more_than_it_counts_are_all_shown(counted: int, found: int, passes: int) -> None:
    baseline = {("a", "r"): counted} if counted else {}
    assert passing(baseline, {("a", "r"): found}) == ((Baselined("a", "r", passes),) if passes else ())


@pytest.mark.parametrize(
    ("counted", "found", "left"), [(2, 2, 2), (2, 1, 1), (2, 0, 0), (2, 3, 2)], ids=["all", "fewer", "gone", "more"]
)
def test_pruning_lowers_and_never_adds(counted: int, found: int, left: int) -> None:
    kept = pruned({("a", "r"): counted}, {("a", "r"): found, ("a", "new"): 1}, lambda _: True)
    assert kept == ({("a", "r"): left} if left else {})


def test_files_that_were_not_looked_at_keep_their_rows() -> None:
    old = {("seen", "r"): 1, ("unseen", "r"): 1}
    assert pruned(old, {}, lambda path: path == "seen") == {("unseen", "r"): 1}
    assert written(old, {("seen", "x"): 2}, {("seen", "x"): 2}, lambda path: path == "seen") == {
        ("unseen", "r"): 1,
        ("seen", "x"): 2,
    }


def test_what_is_found_and_not_shown_keeps_its_row() -> None:
    assert written({("a", "hidden"): 2}, {("a", "hidden"): 1}, {}, lambda _: True) == {("a", "hidden"): 1}
