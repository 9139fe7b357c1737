"""What recommend prints lints without a warning, on the day for which it is printed.

Two things may stand against it, both told by recommend too: the announced end of a model that the job needs because no
other does what it asks, and whatever is said of the model that a migration or comparison keeps.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given, settings

from advisor import Account, Job, Linted, Recommendation, lint, recommend
from advisor.report.document import snippets
from tests.property.strategies import BOOK, DAYS, JOBS

NAMES = {"python": "snippet.py", "javascript": "snippet.mjs", "curl": "snippet.sh"}
ANNOUNCED_END = {"image-model-deprecated", "mainline-deprecated"}
OF_A_KEPT_MODEL = {"tool-model-pairing-refused", "mainline-without-image-tool", "image-model-not-in-tool"}


def linted(answer: Recommendation, day: date) -> dict[str, Linted]:
    """What lint says of every snippet that there is, by its language."""
    printed: dict[str, Any] = dict(snippets(answer))
    return {
        language: lint({name: printed[language]}, as_of=day, rules=BOOK)
        for language, name in NAMES.items()
        if printed[language]
    }


def graver_than_notes(answer: Linted) -> set[str]:
    return {one.rule for one in answer.findings if one.level != "note"}


@settings(deadline=None, max_examples=60)
@given(JOBS, DAYS)
def test_a_recommended_snippet_breaks_no_rule(job: Job, day: date) -> None:
    answer = recommend(job, Account(), as_of=day, rules=BOOK)
    kept = job.current_model in (answer.request.model, answer.request.image_model)
    allowed = ANNOUNCED_END | (OF_A_KEPT_MODEL if kept else set())
    for language, found in linted(answer, day).items():
        assert found.requests == 1, f"{language}: the request in the snippet is not found"
        assert graver_than_notes(found) <= allowed, language
