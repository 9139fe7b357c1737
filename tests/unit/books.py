"""Small books for the unit tests: the base book's topics and rules, with a few cards and claims of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

from advisor import RuleBook, load_rules
from advisor.claim import Claim, Source
from advisor.freshness import Knowledge
from advisor.rulebook import Card

BASE = load_rules()
PAGE = Source("page", "deprecations_page", "Page", "x", "")
GUIDE = Source("guide", "main_guide", "Guide", "x", "")
REFERENCE = Source("reference", "api_reference", "Reference", "x", "")
TOOL_GUIDE = Source("tool-guide", "tool_guide", "Tool guide", "x", "")


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def claim(subject: str, fact: str, value: Any, source: Source = PAGE, seen: str = "01-01", **more: Any) -> Claim:
    """A claim of a model, or of `surface:<id>`, `family:<id>`."""
    full = subject if ":" in subject else f"model:{subject}"
    parts: dict[str, Any] = {"confidence": "high", "precision": "", "via": "", "edition": "", "surfaces": ()}
    place = f"{full} {fact} {seen} {source.id}"
    return Claim(full, fact, value, source, day(seen), **{**parts, **more}, place=place)


def card(id_: str, kind: str = "image", **more: str) -> Card:
    parts = {"family": "family", "generation": "", "line": "", "follows": "", "same_as": ""}
    return Card(id=id_, kind=kind, **{**parts, **more})


def book(cards: tuple[Card, ...], *claims: Claim) -> RuleBook:
    by: dict[tuple[str, str], tuple[Claim, ...]] = {}
    for one in claims:
        by[one.subject, one.fact] = (*by.get((one.subject, one.fact), ()), one)
    return replace(BASE, claims=MappingProxyType(by), cards=MappingProxyType({one.id: one for one in cards}))


def known(on: str, cards: tuple[Card, ...], *claims: Claim) -> Knowledge:
    return Knowledge(book(cards, *claims), day(on))
