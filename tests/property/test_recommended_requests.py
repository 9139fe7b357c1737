"""A recommended request breaks no route, model or payload rule, and names no model that is gone.

Two things may stand against it, both told: the model that a migration or comparison keeps, and the announced end of a
model that the job needs because no other can do what it asks.
"""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from advisor import Account, Job, recommend
from advisor.evaluate import evaluate
from advisor.facts import Facts, Gap
from advisor.freshness import Knowledge
from advisor.truth import Truth
from tests.property.strategies import ACCOUNTS, BOOK, DAYS, JOBS

ANNOUNCED_END = {"image-model-deprecated", "mainline-deprecated"}


@settings(deadline=None, max_examples=300)
@given(JOBS, ACCOUNTS, DAYS)
def test_breaks_no_rule(job: Job, account: Account, day: date) -> None:
    answer = recommend(job, account, as_of=day, rules=BOOK)
    matches = evaluate(Knowledge(BOOK, day), Facts(as_of=day, request=answer.request))
    broken = {match.rule.id for match in matches if match.truth is Truth.TRUE and match.rule.stage in STAGES}
    kept = job.current_model in (answer.request.model, answer.request.image_model)
    notes = {rule.id for rule in BOOK.rules if rule.level == "note"}
    allowed = ANNOUNCED_END | notes | ({"tool-model-pairing-refused", "mainline-without-image-tool"} if kept else set())
    assert broken <= allowed


STAGES = ("route", "model", "payload")


@settings(deadline=None, max_examples=300)
@given(JOBS, DAYS)
def test_names_no_model_that_is_gone(job: Job, day: date) -> None:
    answer = recommend(job, Account(), as_of=day, rules=BOOK)
    knowledge = Knowledge(BOOK, day)
    for model in (answer.request.model, answer.request.image_model):
        assert isinstance(model, Gap) or knowledge.lifecycle(model) != "shutdown"


@settings(deadline=None, max_examples=200)
@given(JOBS, DAYS)
def test_tells_every_wish_it_does_not_meet(job: Job, day: date) -> None:
    answer = recommend(job, Account(), as_of=day, rules=BOOK)
    if job.intent == "first-proof":
        return
    sent = {**answer.request.params}
    told = {unmet.fact for unmet in answer.unmet} | {reason.rule.removeprefix("fills/") for reason in answer.reasons}
    for wish, name in (("size", "size"), ("quality", "quality"), ("n", "n"), ("output_format", "output_format")):
        asked = getattr(job, wish)
        assert isinstance(asked, Gap) or sent.get(name) == asked or wish in told


@settings(deadline=None, max_examples=200)
@given(JOBS, ACCOUNTS, DAYS)
def test_no_account_changes_route_model_or_body(job: Job, account: Account, day: date) -> None:
    told, untold = (recommend(job, one, as_of=day, rules=BOOK) for one in (account, Account()))
    assert (told.route, told.request, told.body) == (untold.route, untold.request, untold.body)
