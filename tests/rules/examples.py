"""Reads the examples of a rule: a call of the Python SDK, or a flat map of facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from advisor.call_table import call_table
from advisor.claim import Claim, Source
from advisor.extract.find import sightings
from advisor.extract.python import PYTHON
from advisor.extract.unit import Unit
from advisor.facts import ABSENT, Account, Facts, Job, Request
from advisor.freshness import Knowledge
from advisor.rulebook import RuleBook
from advisor.site import Site

SLOTS = {slot.name for slot in fields(Request)} - {"params", "open"}
DERIVED_FROM: dict[str, tuple[str, Callable[[int], object]]] = {
    "prompt_chars": ("prompt", lambda count: "x" * count),
    "image_count": ("image", lambda count: [f"source-{number}.png" for number in range(count)]),
}
"""Derived facts that an example may state, and the field that is made up for each."""

NOWHERE: dict[str, Any] = {
    "path": "example",
    "line": 1,
    "column": 1,
    "end_line": 1,
    "end_column": 2,
    "language": "python",
    "how": "sdk",
    "host": "openai",
    "model_from": "unknown",
}
"""The place of an example that states something of one."""


def book_of_example(example: object, book: RuleBook, as_of: date) -> RuleBook:
    """The book with what the example states of platform and surface, as an organization's word on the day."""
    stated = dict(example) if isinstance(example, Mapping) else {}
    said = {}
    for name, value in stated.items():
        group, _, fact = name.partition(".")
        if group in ("platform", "surface"):
            subject = f"surface:{stated['request.surface']}" if group == "surface" else group
            said[subject, fact] = (_own_word(subject, fact, value, as_of),)
    return replace(book, claims={**book.claims, **said})


def _own_word(subject: str, fact: str, value: object, seen: date) -> Claim:
    us = Source("us", "organization", "Our own word", "us", "")
    return Claim(subject, fact, value, us, seen, "high", "", "", "", (), "example")


def facts_of_example(example: object, knowledge: Knowledge) -> Facts:
    """What an example states; request fields it does not name are left out, account facts unknown."""
    if isinstance(example, str):
        (found,) = sightings(
            Unit(example.encode(), PYTHON), call_table(knowledge.book), "example", None, lambda _: None
        )
        (request,) = found.requests()
        return Facts(as_of=knowledge.as_of, request=request, site=found.site)
    assert isinstance(example, Mapping)
    groups: dict[str, dict[str, Any]] = {"job": {}, "account": {}, "request": {}, "site": {}}
    for name, value in example.items():
        group, _, fact = name.partition(".")
        groups.setdefault(group, {})[fact] = value
    return Facts(
        as_of=knowledge.as_of,
        job=Job(**groups["job"]),
        account=Account(**groups["account"]),
        request=_request(groups["request"], knowledge) if groups["request"] else Request(open=True),
        site=Site(**{**NOWHERE, **groups["site"]}) if groups["site"] else None,
    )


def _request(told: dict[str, Any], knowledge: Knowledge) -> Request:
    slots = {"model": ABSENT, **{name: value for name, value in told.items() if name in SLOTS}}
    draws_itself = not knowledge.book.surfaces[told["surface"]].tool
    slots.setdefault("image_model", slots["model"] if draws_itself else ABSENT)
    params = {name: value for name, value in told.items() if name not in SLOTS and name not in DERIVED_FROM}
    for name, (source, make) in DERIVED_FROM.items():
        if name in told:
            params[source] = make(told[name])
    return Request(**slots, params=params)
