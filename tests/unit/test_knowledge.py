"""What is known of models and routes: lifecycle, snapshots, live routes, and which source is cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.claim import Claim
from advisor.facts import UNKNOWN
from tests.unit.books import GUIDE, REFERENCE, card, claim, day, known

OLD, NEW = card("old", generation="g1"), card("new", generation="g2", follows="old")
SNAPSHOT = card("new-2026", same_as="new")
CARDS = (OLD, NEW, SNAPSHOT)
FIRST_BY_NAME = replace(GUIDE, id="a-guide")


# -- the source that is cited ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("doubtful", "sure"), [("low", "medium"), ("low", "high"), ("medium", "high")], ids="{}".format
)
def test_of_readings_that_say_the_same_the_surest_is_cited(doubtful: str, sure: str) -> None:
    unsure = claim("new", "max_n", 4, FIRST_BY_NAME, confidence=doubtful)
    settled = known("06-01", CARDS, unsure, claim("new", "max_n", 4, GUIDE, confidence=sure)).settle(
        "model:new", "max_n"
    )
    assert settled.reading is not None
    assert settled.reading.claim.source is GUIDE
    assert [reading.claim.confidence for reading in settled.heard] == [sure, doubtful]


def test_confidence_never_decides_between_readings_that_differ() -> None:
    unsure = claim("new", "max_n", 8, FIRST_BY_NAME, confidence="low")
    settled = known("06-01", CARDS, unsure, claim("new", "max_n", 4, GUIDE)).settle("model:new", "max_n")
    assert (settled.value, settled.standing) == (UNKNOWN, "disputed")


def test_a_newer_reading_is_cited_before_a_surer_one() -> None:
    unsure = claim("new", "max_n", 4, GUIDE, seen="02-01", confidence="low")
    settled = known("06-01", CARDS, claim("new", "max_n", 4, FIRST_BY_NAME), unsure).settle("model:new", "max_n")
    assert settled.reading is not None
    assert settled.reading.claim.seen == day("02-01")


# -- lifecycle ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("badge", "state"), [("deprecated", "deprecated"), ("shutdown", "shutdown"), ("active", "active")]
)
def test_a_badge_alone_tells_the_lifecycle(badge: str, state: str) -> None:
    assert known("06-01", CARDS, claim("new", "badge", badge)).lifecycle("new") == state


def test_an_announced_day_says_more_than_a_badge() -> None:
    claims = (claim("new", "badge", "shutdown"), claim("new", "shutdown", day("07-01")))
    assert known("06-01", CARDS, *claims).lifecycle("new") == "deprecated"


# -- snapshots ---------------------------------------------------------------------------------------------------------


def _of_snapshot(*claims: Claim, fact: str = "max_n") -> tuple[object, str]:
    settled = known("06-01", CARDS, *claims).settle("model:new-2026", fact)
    return settled.value, settled.standing


def test_a_snapshot_is_asked_together_with_its_alias() -> None:
    own, alias = claim("new-2026", "max_n", 2, GUIDE, seen="02-01"), claim("new", "max_n", 4, GUIDE, seen="03-01")
    assert _of_snapshot(own) == (2, "settled")
    assert _of_snapshot(alias) == (4, "settled")
    assert _of_snapshot(own, alias) == (4, "settled"), "the newest word holds for both"
    assert _of_snapshot(replace(own, seen=day("04-01")), alias) == (2, "settled")


def test_before_the_generation_before_a_snapshot_takes_the_word_on_its_alias() -> None:
    alias, before = claim("new", "max_n", 4, GUIDE), claim("old", "max_n", 8, GUIDE, seen="05-01")
    assert _of_snapshot(alias, before) == (4, "settled")
    assert _of_snapshot(before) == (8, "carried over")


def test_an_alias_takes_no_word_on_its_snapshot() -> None:
    settled = known("06-01", CARDS, claim("new-2026", "max_n", 2, GUIDE)).settle("model:new", "max_n")
    assert settled.value is UNKNOWN


def test_a_snapshot_ends_with_its_alias() -> None:
    knowledge = known("06-01", CARDS, claim("new", "shutdown", day("05-01")))
    assert knowledge.lifecycle("new-2026") == "shutdown"
    assert knowledge.lifecycle("old") is UNKNOWN


def test_what_is_said_of_an_alias_makes_its_snapshot_known() -> None:
    knowledge = known("06-01", CARDS, claim("new", "max_n", 4, GUIDE))
    assert [knowledge.lifecycle(model) for model in ("new", "new-2026", "old")] == ["active", "active", UNKNOWN]


def test_a_snapshot_takes_the_word_on_the_family_from_the_birth_of_its_alias() -> None:
    born = claim("new", "released", day("03-01"))
    assert _of_snapshot(born, claim("family:family", "max_n", 4, GUIDE, seen="03-01")) == (4, "settled")
    assert _of_snapshot(born, claim("family:family", "max_n", 4, GUIDE, seen="02-28")) == (4, "carried over")


# -- live routes -------------------------------------------------------------------------------------------------------

ROUTE = "images.variations"
SERVED = claim("old", "serves", (ROUTE,))
GONE = claim("old", "shutdown", day("05-01"))


@pytest.mark.parametrize(
    ("claims", "live"),
    [
        ((), UNKNOWN),
        ((SERVED,), True),
        ((SERVED, claim(f"surface:{ROUTE}", "accepts_requests", True, REFERENCE)), True),
        ((SERVED, claim(f"surface:{ROUTE}", "accepts_requests", False, REFERENCE)), False),
        ((SERVED, GONE), False),
        ((SERVED, GONE, claim("new", "max_n", 4)), UNKNOWN),
        ((SERVED, GONE, claim("new", "serves", ("images.edits",))), False),
        ((claim("old", "serves", ("images.edits",)),), UNKNOWN),
    ],
    ids=[
        "nobody spoke",
        "a live model serves it",
        "and it is said to answer",
        "it is said to answer no more",
        "its only model is gone",
        "of a live model nobody says which routes it serves",
        "the live model serves another",
        "nobody ever served it",
    ],
)
def test_a_route_is_live(claims: tuple[Claim, ...], live: object) -> None:
    assert known("06-01", (replace(NEW, follows=""), OLD), *claims).is_live(ROUTE) is live
