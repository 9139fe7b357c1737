"""No answer is written down twice: delete a deciding claim and the answer changes or turns UNKNOWN with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from advisor import Account, Job, Recommendation, RuleBook, load_rules, recommend
from advisor.claim import Claim
from advisor.freshness import Settled
from advisor.report.document import recommendation_document

BOOK = load_rules()
JOBS = {
    "generate": Job(task="generate"),
    "edit": Job(source_images=2, fidelity="high"),
    "vary": Job(task="vary"),
    "responses": Job(other_tools=True),
    "transparent": Job(transparent=True),
}
DAYS = [date(2026, 3, 23), date(2026, 5, 20), date(2026, 9, 15), date(2026, 11, 22)]


def _without(book: RuleBook, deleted: Claim) -> RuleBook:
    """The book with one claim deleted: from all models it names, and as often as the page says it that day."""

    def stays(claim: Claim) -> bool:
        repeated = (claim.subject, claim.fact, claim.source, claim.seen, claim.value) == (
            (deleted.subject, deleted.fact, deleted.source, deleted.seen, deleted.value)
        )
        return claim.place != deleted.place and not repeated

    kept = {key: tuple(filter(stays, claims)) for key, claims in book.claims.items()}
    return replace(book, claims=MappingProxyType(kept))


def _word(settled: Settled) -> tuple[object, ...]:
    """What is held to be true and on whose word."""
    if settled.reading is None:
        return (settled.value,)
    claim = settled.reading.claim
    return (settled.value, claim.source.id, claim.seen, claim.edition, claim.subject)


def _find(answer: Recommendation, settled: Settled) -> Settled | None:
    key = (settled.topic, settled.subject, settled.fact)
    return next((one for one in answer.decided if (one.topic, one.subject, one.fact) == key), None)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("name", JOBS)
def test_deleting_a_deciding_claim_changes_the_answer(name: str, day: date) -> None:
    job = JOBS[name]
    before = recommend(job, Account(tier="tier-1"), as_of=day, rules=BOOK)
    assert before.decided
    for settled in before.decided:
        assert settled.reading is not None
        after = recommend(job, Account(tier="tier-1"), as_of=day, rules=_without(BOOK, settled.reading.claim))
        assert recommendation_document(after) != recommendation_document(before), settled.fact
        now = _find(after, settled)
        assert now is None or _word(now) != _word(settled), settled.fact


def test_deleting_every_word_on_the_current_generation_leaves_it_unknown_with_a_reason() -> None:
    kept = {key: claims for key, claims in BOOK.claims.items() if key[1] != "current"}
    answer = recommend(Job(), as_of=date(2026, 11, 22), rules=replace(BOOK, claims=MappingProxyType(kept)))
    assert [lack.because for lack in answer.lacks if lack.fact == "image-generation"] == [
        "no source says it on or before 2026-11-22"
    ]
