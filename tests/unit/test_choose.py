"""Which models may be offered, and which mainline model stands at the top level, on books of a few claims."""

from __future__ import annotations

import pytest

from advisor.choose import candidates, eligible, preferred_mainline
from advisor.claim import Claim
from advisor.facts import UNKNOWN
from tests.unit.books import TOOL_GUIDE, card, claim, day, known

EDITS, TOOL = "images.edits", "responses.image_generation"
DRAWS = (card("first", generation="g1"), card("second", generation="g2"))
SERVES = claim("second", "serves", (EDITS,))


@pytest.mark.parametrize(
    ("claims", "surface", "may"),
    [
        ((SERVES,), EDITS, True),
        ((SERVES,), "images.generations", False),
        ((), EDITS, False),
        ((claim("second", "max_n", 4),), EDITS, True),
        ((SERVES, claim("second", "available", True)), EDITS, True),
        ((SERVES, claim("second", "available", False)), EDITS, False),
        ((SERVES, claim("second", "available", False, seen="07-01")), EDITS, True),
        ((SERVES, claim("second", "shutdown", day("05-01"))), EDITS, False),
        ((SERVES, claim("second", "shutdown", day("07-01"))), EDITS, True),
        ((SERVES, claim("second", "in_tool", False, TOOL_GUIDE)), TOOL, False),
        ((SERVES, claim("second", "in_tool", True, TOOL_GUIDE)), TOOL, True),
    ],
    ids=[
        "serves the surface",
        "serves another",
        "nobody spoke of it",
        "nobody says which surfaces it serves",
        "available",
        "not available",
        "not available later",
        "shut down",
        "deprecated",
        "not in the tool",
        "in the tool",
    ],
)
def test_eligible(claims: tuple[Claim, ...], surface: str, may: bool) -> None:
    assert eligible(known("06-01", DRAWS, *claims), "second", surface) is may


def test_a_model_that_is_not_available_is_not_offered() -> None:
    served = (claim("first", "serves", (EDITS,)), SERVES)
    assert candidates(known("06-01", DRAWS, *served), EDITS, "second") == ["second", "first"]
    hidden = claim("second", "available", False)
    assert candidates(known("06-01", DRAWS, *served, hidden), EDITS, "second") == ["first"]


# -- the mainline model ------------------------------------------------------------------------------------------------

WRITES = tuple(card(name, "text") for name in ("oldest", "older", "newest"))
NAMED = tuple(
    claim(name, "mainline", "used-in-samples", TOOL_GUIDE, seen=seen)
    for name, seen in (("oldest", "02-01"), ("older", "03-01"), ("newest", "04-01"))
)
WITHOUT_TOOL = claim("newest", "image_tool", False, TOOL_GUIDE)
SHUT_DOWN = claim("newest", "shutdown", day("05-01"))


@pytest.mark.parametrize(
    ("claims", "model", "passed"),
    [
        ((), "newest", []),
        ((claim("newest", "image_tool", True, TOOL_GUIDE),), "newest", []),
        ((WITHOUT_TOOL,), "older", [("newest", "does not support the image tool")]),
        ((SHUT_DOWN,), "older", [("newest", "was shut down on 2026-05-01")]),
        ((claim("newest", "shutdown", day("07-01")),), "newest", []),
        (
            (SHUT_DOWN, claim("older", "image_tool", False, TOOL_GUIDE)),
            "oldest",
            [("newest", "was shut down on 2026-05-01"), ("older", "does not support the image tool")],
        ),
    ],
    ids=["newest word", "with the tool", "without the tool", "shut down", "deprecated", "two in a row"],
)
def test_preferred_mainline(claims: tuple[Claim, ...], model: str, passed: list[tuple[str, str]]) -> None:
    settled, over = preferred_mainline(known("06-01", WRITES, *NAMED, *claims))
    assert settled.value == model
    assert over == passed


def test_where_every_mainline_model_is_passed_over_none_is_preferred() -> None:
    claims = [claim(one.id, "image_tool", False, TOOL_GUIDE) for one in WRITES]
    settled, over = preferred_mainline(known("06-01", WRITES, *NAMED, *claims))
    assert settled.value is UNKNOWN
    assert [name for name, _ in over] == ["newest", "older", "oldest"]
