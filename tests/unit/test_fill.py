"""A job's wishes become fields, or are left out for a reason, on a surface of a few fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest

from advisor import ABSENT, Job, Request
from advisor.condition import compile_condition
from advisor.evaluate import View
from advisor.facts import Facts
from advisor.fill import Filled, fill
from advisor.notes import Notes
from advisor.rulebook import Fill, Surface
from advisor.wishes import mended
from tests.unit.books import BASE, GUIDE, card, claim, day, known

EDITS = BASE.surfaces["images.edits"]


def row(value: object = ABSENT, when: Mapping[str, Any] | None = None, omit: str = "", given: str = "") -> Fill:
    return Fill(compile_condition(when or {}, BASE.vocabulary), value, omit, given)


def surface(**fills: tuple[Fill, ...]) -> Surface:
    return replace(EDITS, fills=MappingProxyType(fills))


def view(**job: Any) -> View:
    """A job of which everything else is left out, and a model that keeps source images at high fidelity."""
    told = {"prompt": ABSENT, "fidelity": ABSENT, "n": ABSENT, "size": ABSENT, "mask": False, "source_images": 1, **job}
    request = Request(surface=EDITS.id, model="one", image_model="one")
    knowledge = known("06-01", (card("one"),), claim("one", "fixed_fidelity", "high", GUIDE))
    return View(knowledge, Facts(as_of=day("06-01"), job=Job(**told), request=request))


KEPT = surface(
    input_fidelity=(row(omit="it is always high", given="$image_model.fixed_fidelity"), row("$job.fidelity"))
)
NO_SOURCE = surface(input_fidelity=(row(when={"job.fidelity|present": True}, omit="there is no source image"),))
NO_MASK = surface(mask=(row(when={"job.source_images": 1}, omit="no mask"), row("$job.mask"), row("$job.fidelity")))


# -- fields ------------------------------------------------------------------------------------------------------------


def _filled(on: Surface, **job: Any) -> Filled:
    return fill(view(**job), on)


def test_the_first_row_that_holds_fills_a_field() -> None:
    rows = (row("many", {"job.n|above": 1}), row("one", {"job.n": 1}), row("any", {"job.n|present": True}))
    on = surface(size=rows)
    assert [_filled(on, n=n).request.params for n in (1, 2)] == [{"size": "one"}, {"size": "many"}]
    assert _filled(on).request.params == {}


def test_a_wish_that_nobody_has_fills_no_field() -> None:
    assert _filled(surface(n=(row("$job.n"),))).request.params == {}


def test_one_value_for_each_source_image() -> None:
    each = row({"each": "$job.source_images", "value": "source-{number}.png"})
    assert _filled(surface(image=(each,)), source_images=2).request.params == {
        "image": ["source-1.png", "source-2.png"]
    }


# -- fields that need not be sent ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("on", [KEPT, NO_SOURCE], ids=["by its value", "by its condition"])
def test_a_field_is_left_out_for_a_reason_only_where_it_is_wished_for(on: Surface) -> None:
    wished, unwished = _filled(on, fidelity="high"), _filled(on)
    assert list(wished.omitted) == ["input_fidelity"]
    assert unwished.omitted == {}
    assert wished.request.params == unwished.request.params == {}


def test_a_field_behind_two_wishes_is_left_out_for_a_reason_only_where_both_are_wished_for() -> None:
    assert list(_filled(NO_MASK, mask=True, fidelity="low").omitted) == ["mask"]
    assert _filled(NO_MASK, mask=True).omitted == {}


def test_the_wishes_behind_a_field() -> None:
    assert KEPT.carried("input_fidelity") == ("fidelity",)
    assert NO_SOURCE.carried("input_fidelity") == ("fidelity",)
    assert NO_MASK.carried("mask") == ("mask", "fidelity")
    assert KEPT.carried("mask") == ()


# -- and are told --------------------------------------------------------------------------------------------------------


def _told(on: Surface, wished: frozenset[str], **job: Any) -> Notes:
    notes, seen = Notes(), view(**job)
    request = fill(seen, on).request
    assert mended(request, on, seen, wished, notes).params == {}
    return notes


FIDELITY = frozenset({"fidelity"})


def test_what_is_left_out_is_a_reason_and_no_loss_where_the_model_gives_it_all_the_same() -> None:
    notes = _told(KEPT, FIDELITY, fidelity="high")
    assert [(one.rule, one.text) for one in notes.reasons] == [
        (EDITS.id, "input_fidelity is not sent: it is always high.")
    ]
    assert notes.unmet == []


def test_what_is_left_out_is_a_loss_where_the_model_gives_something_else() -> None:
    (unmet,) = _told(KEPT, FIDELITY, fidelity="low").unmet
    assert (unmet.fact, unmet.asked, unmet.given, unmet.rule) == ("fidelity", "low", "high", EDITS.id)


def test_nobody_loses_what_was_only_assumed() -> None:
    notes = _told(KEPT, frozenset(), fidelity="low")
    assert notes.unmet == []


def test_nothing_is_told_where_nothing_is_wished() -> None:
    notes = _told(KEPT, frozenset())
    assert (notes.reasons, notes.unmet) == ([], [])
