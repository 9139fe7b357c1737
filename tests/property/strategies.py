"""Every generator of the property tests."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from advisor import Account, Job, Request, load_rules
from advisor.domain import Choice, Count, Domain, Flag, Names
from advisor.facts import ABSENT, UNKNOWN, facts_of

BOOK = load_rules()
DAYS = st.dates(date(2026, 3, 23), date(2027, 3, 1))
"""From the day of the first whole answer on."""
MODELS = sorted(BOOK.cards)
IMAGE_MODELS = [model for model in MODELS if BOOK.cards[model].kind == "image"]

SIZES = ["auto", "1024x1024", "1536x1024", "256x256", "1000x1000", "3840x2160", "4096x4096", "512x2048", "2048x2048"]
WORDS = {
    "size": SIZES,
    "quality": ["low", "medium", "high", "xhigh", "max", "auto", "hd", "standard", "best"],
    "output_format": ["png", "jpeg", "webp", "gif", "svg", "bmp"],
    "prompt": ["a cat", "x" * 5000, "y" * 33000],
    "current_model": MODELS,
}


def _values(name: str, domain: Domain) -> SearchStrategy[Any]:
    if name in WORDS:
        return st.sampled_from(WORDS[name])
    if isinstance(domain, Choice):
        return st.sampled_from(domain.values)
    if isinstance(domain, Flag):
        return st.booleans()
    if isinstance(domain, Names):
        return st.lists(st.sampled_from(MODELS), max_size=6).map(tuple)
    assert isinstance(domain, Count)
    return st.integers(domain.least, min(domain.most, 40))


def _facts(group: type[Job] | type[Account], *, likely: float) -> SearchStrategy[dict[str, Any]]:
    """Some of a group's facts, each told or not."""
    parts = {}
    for name, fact in facts_of(group).items():
        parts[name] = st.just(UNKNOWN) | _values(name, fact.domain) if likely < 1 else _values(name, fact.domain)
    return st.fixed_dictionaries(parts)


def _contradicts(facts: dict[str, Any]) -> bool:
    starts_from_nothing = facts["source_images"] == 0
    return (starts_from_nothing and (facts["task"] in ("edit", "vary") or facts["mask"] is True)) or (
        facts["intent"] in ("migrate", "compare") and facts["current_model"] is UNKNOWN
    )


JOBS = _facts(Job, likely=0.5).filter(lambda facts: not _contradicts(facts)).map(lambda facts: Job(**facts))
ACCOUNTS = _facts(Account, likely=0.5).map(lambda facts: Account(**facts))
FULL_ACCOUNTS = _facts(Account, likely=1).map(lambda facts: Account(**facts))

PARAMS = st.fixed_dictionaries(
    {},
    optional={
        "prompt": st.sampled_from(WORDS["prompt"]),
        "size": st.sampled_from(SIZES) | st.just(UNKNOWN),
        "quality": st.sampled_from(WORDS["quality"]) | st.just(UNKNOWN),
        "background": st.sampled_from(["transparent", "opaque", "auto"]),
        "output_format": st.sampled_from(WORDS["output_format"]),
        "output_compression": st.integers(-5, 120),
        "n": st.integers(1, 20) | st.just(UNKNOWN),
        "stream": st.booleans(),
        "partial_images": st.integers(0, 5),
        "response_format": st.sampled_from(["url", "b64_json"]),
        "style": st.sampled_from(["vivid", "natural"]),
        "input_fidelity": st.sampled_from(["low", "high"]),
        "image": st.lists(st.just("a.png"), min_size=1, max_size=20),
        "moderation": st.sampled_from(["auto", "low", "off"]),
    },
)
MODEL_FIELDS = st.sampled_from([*MODELS, ABSENT, UNKNOWN, "no-such-model"])
REQUESTS = st.builds(
    Request,
    surface=st.sampled_from(sorted(BOOK.surfaces)),
    model=MODEL_FIELDS,
    image_model=MODEL_FIELDS,
    params=PARAMS,
    open=st.booleans(),
)


def less(account: Account, names: set[str]) -> Account:
    """The account with some facts forgotten."""
    return Account(
        **{slot.name: UNKNOWN if slot.name in names else getattr(account, slot.name) for slot in fields(account)}
    )
