"""What is different: edge cases on the base book with some claims taken out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from advisor import InputError, RuleBook
from advisor.changes import since_day, since_model
from advisor.freshness import Knowledge
from tests.unit.books import BASE

DAY = date(2026, 11, 22)


def _without(*facts: str, of: str = "gpt-image") -> RuleBook:
    """The base book, in which nobody ever spoke of some facts of some models."""
    kept = {
        key: () if key[1] in facts and key[0].partition(":")[2].startswith(of) else claims
        for key, claims in BASE.claims.items()
    }
    return replace(BASE, claims=MappingProxyType(kept))


def _known(book: RuleBook = BASE, day: date = DAY) -> Knowledge:
    return Knowledge(book, day)


@pytest.mark.parametrize(
    ("model", "day", "message"),
    [
        (
            "gpt-image-15",
            DAY,
            r"no model is named 'gpt-image-15' \(did you mean 'gpt-image-1.5'\?\); expected a model or",
        ),
        (
            "gpt-image-2",
            date(2026, 3, 23),
            r"nothing is said of 'gpt-image-2' on or before 2026-03-23 \(did you mean 'gpt-",
        ),
    ],
)
def test_a_model_that_is_unknown_to_the_book_or_on_the_day(model: str, day: date, message: str) -> None:
    with pytest.raises(InputError, match=message):
        since_model(_known(day=day), model)


def test_a_day_after_the_day_of_the_answer() -> None:
    with pytest.raises(InputError, match="2026-11-23 lies after 2026-11-22"):
        since_day(_known(), date(2026, 11, 23))


def test_the_current_choice_has_nothing_to_migrate() -> None:
    found = since_model(_known(day=date(2026, 5, 20)), "gpt-image-2")
    assert "nothing to migrate" in found.says
    assert all(move.stays for move in found.moves)
    assert (found.changes, found.breaks, found.unchanged) == ((), (), ())


def test_what_no_source_tells_of_the_successor_is_untold_and_breaks_nothing() -> None:
    found = since_model(_known(_without("qualities")), "dall-e-3")
    quality = next(one for one in found.changes if one.fact == "qualities")
    assert quality.standing == "untold"
    assert (quality.gone, quality.added) == ((), ())
    assert "quality" not in {one.field for one in found.breaks}
    assert "qualities" not in found.unchanged


def test_where_no_source_tells_what_follows_that_is_said() -> None:
    silent = _without("current", "serves", "in_tool", "available", "released")
    found = since_model(_known(silent), "dall-e-3")
    assert found.says == "dall-e-3 was shut down on 2026-05-12; no source tells what follows."
    assert [move.new_model for move in found.moves] == ["<unknown>"]
    assert (found.changes, found.breaks) == ((), ())


def test_before_anything_was_read_nothing_was_known() -> None:
    found = since_day(_known(), date(2020, 1, 1))
    assert all(move.model == "<unknown>" for move in found.moves)
    assert {change.standing for change in found.changes} <= {"new"}
    assert found.breaks == ()


def test_a_limit_that_shrinks_breaks_what_was_at_the_limit() -> None:
    claims = {key: claims for key, claims in BASE.claims.items() if key[1] != "max_n" or "gpt-image" not in key[0]}
    lower = [replace(one, value=2) for one in BASE.claims["family:gpt-image", "max_n"]]
    claims["family:gpt-image", "max_n"] = tuple(lower)
    found = since_model(_known(replace(BASE, claims=MappingProxyType(claims))), "dall-e-2")
    over = next(one for one in found.breaks if one.field == "n")
    assert (over.values, over.rule, over.fix) == ((10,), "n-over-limit", "n becomes 2")


def test_a_surface_that_no_route_leads_to_is_never_a_move() -> None:
    assert {move.surface for move in since_model(_known(), "gpt-5").moves} == {"responses.image_generation"}
    untold = since_model(_known(_without("serves", "in_tool")), "gpt-image-1")
    assert {move.surface for move in untold.moves} == set(BASE.routed)


def test_that_a_call_was_told_of_is_no_change() -> None:
    found = since_day(_known(), date(2026, 8, 1))
    assert not {one.fact for one in found.changes if one.fact.endswith("_calls")}
