"""Settling, on a book of a few claims: class before day, day before release, else UNKNOWN."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from advisor import RuleBook, load_rules
from advisor.claim import Claim, Source
from advisor.facts import ABSENT, UNKNOWN
from advisor.freshness import Knowledge
from advisor.rulebook import Card

BASE = load_rules()
GUIDE = Source("guide", "main_guide", "Guide", "x", "")
SPEC = Source("spec", "openapi_spec", "Spec", "x", "")
OTHER_SPEC = Source("sdk", "sdk_types", "SDK", "x", "")
BLOG = Source("blog", "article", "Blog", "x", "")
OWN = Source("own", "organization", "Own word", "x", "")

OLD = Card("old", "family", "image", "g1", "", "", "")
NEW = Card("new", "family", "image", "g2", "", "old", "")
DATED = Card("new-2026", "family", "image", "", "", "", "new")


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def claim(model: str, value: Any, source: Source, seen: str, fact: str = "max_n", **more: Any) -> Claim:
    subject = model if ":" in model else f"model:{model}"
    parts: dict[str, Any] = {"confidence": "high", "precision": "", "via": "", "edition": "", "surfaces": ()}
    return Claim(subject, fact, value, source, day(seen), **{**parts, **more}, place=f"{subject} {seen} {source.id}")


def book(*claims: Claim) -> RuleBook:
    by: dict[tuple[str, str], tuple[Claim, ...]] = {}
    for one in claims:
        by[one.subject, one.fact] = (*by.get((one.subject, one.fact), ()), one)
    cards = MappingProxyType({card.id: card for card in (OLD, NEW, DATED)})
    return replace(BASE, claims=MappingProxyType(by), cards=cards)


def settle(on: str, *claims: Claim, model: str = "new", fact: str = "max_n", surface: str = "") -> Any:
    return Knowledge(book(*claims), day(on)).settle(f"model:{model}", fact, surface)


def test_the_better_class_wins_even_when_older() -> None:
    settled = settle("06-01", claim("new", 4, GUIDE, "01-01"), claim("new", 8, SPEC, "05-01"))
    assert (settled.value, settled.standing) == (4, "settled")
    assert [reading.says for reading in settled.overruled] == [8]


def test_within_a_class_the_newest_day_wins() -> None:
    assert settle("06-01", claim("new", 4, SPEC, "01-01"), claim("new", 8, OTHER_SPEC, "05-01")).value == 8


def test_only_what_was_read_by_the_day_counts() -> None:
    claims = (claim("new", 4, SPEC, "01-01"), claim("new", 8, GUIDE, "05-01"))
    assert settle("04-30", *claims).value == 4
    assert settle("05-01", *claims).value == 8
    unread = settle("05-01", claim("new", 8, GUIDE, "05-02"))
    assert (unread.value, unread.because) == (UNKNOWN, "no source says it on or before 2026-05-01")


def test_equal_weight_is_disputed_with_both_sides() -> None:
    settled = settle("06-01", claim("new", 4, SPEC, "05-01"), claim("new", 8, OTHER_SPEC, "05-01"))
    assert (settled.value, settled.standing) == (UNKNOWN, "disputed")
    assert {reading.says for reading in settled.disputed} == {4, 8}


def test_what_a_page_said_before_is_not_overruled() -> None:
    settled = settle("06-01", claim("new", 4, GUIDE, "01-01"), claim("new", 8, GUIDE, "05-01"))
    assert settled.overruled == ()


def test_an_organization_speaks_first() -> None:
    assert settle("06-01", claim("new", 4, GUIDE, "05-01"), claim("new", 2, OWN, "01-01")).value == 2


def test_none_is_a_value_of_its_own() -> None:
    assert settle("06-01", claim("new", ABSENT, GUIDE, "05-01"), claim("new", 8, SPEC, "05-02")).value is ABSENT


def test_a_reading_goes_stale_and_still_answers() -> None:
    stale_after = BASE.topics["parameters"].stale_after
    claims = (claim("new", 4, GUIDE, "01-01"),)
    fresh, stale = (
        Knowledge(book(*claims), date.fromordinal(day("01-01").toordinal() + age)) for age in (1, stale_after)
    )
    assert not fresh.settle("model:new", "max_n").stale
    settled = stale.settle("model:new", "max_n")
    assert (settled.stale, settled.value, settled.age) == (True, 4, stale_after)
    assert settled.good_until == stale.as_of


def test_a_surface_is_told_apart() -> None:
    claims = (claim("new", 4, GUIDE, "01-01", surfaces=("images.edits",)), claim("new", 8, GUIDE, "01-02"))
    assert settle("06-01", *claims, surface="images.generations").value == 8
    assert settle("06-01", *claims[:1], surface="images.generations").value is UNKNOWN


@pytest.mark.parametrize(
    ("claims", "model", "standing"),
    [
        ((claim("old", 4, GUIDE, "01-01"),), "new", "carried over"),
        ((claim("new", 4, GUIDE, "01-01"),), "new-2026", "settled"),
        ((claim("old", 4, GUIDE, "01-01"),), "new-2026", "carried over"),
        ((claim("family:family", 4, GUIDE, "01-01"),), "new", "settled"),
    ],
    ids=["from the generation before", "a snapshot is its alias", "snapshot, alias, generation before", "family"],
)
def test_falls_back(claims: tuple[Claim, ...], model: str, standing: str) -> None:
    settled = settle("06-01", *claims, model=model)
    assert (settled.value, settled.standing) == (4, standing)


def test_what_was_said_of_the_family_before_the_model_existed_is_carried_over() -> None:
    born = claim("new", day("02-01"), GUIDE, "02-01", fact="released")
    assert settle("06-01", born, claim("family:family", 4, GUIDE, "01-01")).standing == "carried over"
    assert settle("06-01", born, claim("family:family", 4, GUIDE, "03-01")).standing == "settled"


def test_lifecycle_is_never_carried_over() -> None:
    assert (
        settle("06-01", claim("old", day("05-01"), GUIDE, "01-01", fact="shutdown"), fact="shutdown").value is UNKNOWN
    )


@pytest.mark.parametrize(
    ("claims", "on", "state"),
    [
        ((), "06-01", UNKNOWN),
        ((claim("new", 4, GUIDE, "01-01"),), "06-01", "active"),
        ((claim("new", day("05-01"), GUIDE, "05-01", fact="deprecated"),), "06-01", "deprecated"),
        ((claim("new", day("07-01"), GUIDE, "05-01", fact="shutdown"),), "06-30", "deprecated"),
        ((claim("new", day("07-01"), GUIDE, "05-01", fact="shutdown"),), "07-01", "shutdown"),
        ((claim("new", ABSENT, GUIDE, "05-01", fact="shutdown"),), "06-01", "active"),
    ],
    ids=["unknown is neither", "active", "announced", "the day before", "the day itself", "none announced"],
)
def test_lifecycle(claims: tuple[Claim, ...], on: str, state: object) -> None:
    assert Knowledge(book(*claims), day(on)).lifecycle("new") == state


def test_on_the_same_day_the_model_released_later_is_current() -> None:
    page = Source("page", "model_page", "Page", "x", "")
    claims = (
        claim("old", "state-of-the-art", page, "05-01", fact="current"),
        claim("new", "latest", replace(page, id="page2"), "05-01", fact="current"),
        claim("old", day("01-01"), page, "05-01", fact="released"),
        claim("new", day("02-01"), page, "05-01", fact="released"),
    )
    settled = Knowledge(book(*claims), day("06-01")).generation()
    assert settled.value == "g2"
    assert [reading.says for reading in settled.overruled] == ["g1"]
