"""Learning a fact never removes a TRUE match nor brings back a FALSE one: UNKNOWN only becomes TRUE or FALSE."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import Account, Job, Request
from advisor.condition import compile_condition
from advisor.evaluate import evaluate
from advisor.facts import ABSENT, UNKNOWN, Facts, facts_of
from advisor.freshness import Knowledge
from advisor.truth import Truth
from tests.property.strategies import BOOK, DAYS, FULL_ACCOUNTS, JOBS, REQUESTS, less


@settings(deadline=None, max_examples=300)
@given(JOBS, FULL_ACCOUNTS, REQUESTS, DAYS, st.sets(st.sampled_from(sorted(facts_of(Account)))))
def test_learning_an_account_fact_keeps_every_true_match(
    job: Job, account: Account, request: Request, day: date, forgotten: set[str]
) -> None:
    knowledge = Knowledge(BOOK, day)
    before, after = (
        {
            match.rule.id: match.truth
            for match in evaluate(knowledge, Facts(as_of=day, job=job, account=one, request=request))
        }
        for one in (less(account, forgotten), account)
    )
    assert {rule for rule, truth in before.items() if truth is Truth.TRUE} <= {
        rule for rule, truth in after.items() if truth is Truth.TRUE
    }
    assert set(after) <= set(before)


NAMES = ("job.n", "job.source_images", "job.task")
LEAVES = st.sampled_from(
    [
        {"job.n|min": 2},
        {"job.n|not_in": [1, 3]},
        {"job.n": [2, 4]},
        {"job.source_images|above": "$job.n"},
        {"job.n|absent": True},
        {"job.n|present": True},
        {"job.task": "edit"},
        {"job.task|not": "vary"},
    ]
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(lambda part: {"not": part}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
    ),
    max_leaves=8,
)
WORLDS = st.fixed_dictionaries(
    {
        "job.n": st.just(ABSENT) | st.integers(1, 4),
        "job.source_images": st.integers(0, 4),
        "job.task": st.sampled_from(["generate", "edit", "vary"]),
    }
)


@settings(deadline=None)
@given(CONDITIONS, WORLDS, st.sets(st.sampled_from(NAMES)))
def test_a_condition_only_ever_becomes_more_certain(
    when: dict[str, object], world: dict[str, object], forgotten: set[str]
) -> None:
    condition = compile_condition(when, BOOK.vocabulary)
    known = condition(world.__getitem__)
    partly = condition(lambda name: UNKNOWN if name in forgotten else world[name])
    assert partly.truth in (known.truth, Truth.UNKNOWN)
    assert bool(partly.missing) == (partly.truth is Truth.UNKNOWN)
    assert partly.missing <= forgotten
    assert not known.missing
