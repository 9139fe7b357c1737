"""What is told to be different is different, and nothing is told to be the same that nobody spoke of."""

from __future__ import annotations

from datetime import date
from typing import Any

import jsonschema
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from advisor.changes import since_day, since_model
from advisor.evaluate import View, evaluate
from advisor.facts import UNKNOWN, Facts, Request, alike
from advisor.freshness import knowledge_of
from advisor.lookup import Changes
from advisor.report.changes_page import changes_page
from advisor.report.document import changes_document
from advisor.report.published import DOCUMENTS
from advisor.report.text import render
from advisor.truth import Truth
from tests.property.strategies import BOOK, DAYS, IMAGE_MODELS, MODELS

SCHEMA = jsonschema.Draft202012Validator(TypeAdapter(DOCUMENTS["changes"]).json_schema())


def _check(found: Changes) -> None:
    SCHEMA.validate(changes_document(found))
    assert max(map(len, render(changes_page(found)).splitlines())) <= 100
    for change in found.changes:
        assert all(not alike(change.before.value, one.value) for one in change.now)
        assert (change.standing == "untold") == (change.now[0].value is UNKNOWN)
    assert not {change.fact for change in found.changes} & set(found.unchanged)
    assert set(found.carried) <= set(found.unchanged)


@settings(deadline=None, max_examples=80)
@given(st.sampled_from(MODELS), DAYS)
def test_every_model_is_answered_on_every_day_it_is_known(model: str, day: date) -> None:
    knowledge = knowledge_of(BOOK, day)
    assume(knowledge.is_known(model))
    found = since_model(knowledge, model)
    _check(found)
    for change in found.changes:
        surface = change.surfaces[0]
        settled = knowledge.settle(change.now[0].subject, change.fact, _lands_on(found, surface))
        assert settled.value == change.now[0].value
        assert knowledge.settle(f"model:{model}", change.fact, surface).value == change.before.value


def _lands_on(found: Changes, surface: str) -> str:
    return next(move.new_surface for move in found.moves if move.surface == surface)


@settings(deadline=None, max_examples=40)
@given(DAYS, DAYS)
def test_every_pair_of_days_is_answered(one: date, other: date) -> None:
    day, since = max(one, other), min(one, other)
    found = since_day(knowledge_of(BOOK, day), since)
    SCHEMA.validate(changes_document(found))
    assert max(map(len, render(changes_page(found)).splitlines())) <= 100
    then, now = knowledge_of(BOOK, since), knowledge_of(BOOK, day)
    for change in found.changes:
        surface = (*change.surfaces, "")[0]
        assert then.settle(change.before.subject, change.fact, surface).value == change.before.value
        assert now.settle(change.before.subject, change.fact, surface).value == change.now[0].value
        assert not alike(change.before.value, change.now[0].value)


@settings(deadline=None, max_examples=30)
@given(DAYS)
def test_since_today_nothing_changed(day: date) -> None:
    found = since_day(knowledge_of(BOOK, day), day)
    assert (found.changes, found.breaks) == ((), ())
    assert all(move.stays for move in found.moves)
    assert all(one.was == one.now.lifecycle for one in found.models)


def _broken(model: str, surface: str, day: date, params: dict[str, Any]) -> set[str]:
    request = Request(surface=surface, model=UNKNOWN, image_model=model, params=params)
    view = View(knowledge_of(BOOK, day), Facts(as_of=day, request=request))
    matches = evaluate(view.knowledge, view.facts, BOOK.by_stage["payload"])
    return {match.rule.id for match in matches if match.truth is Truth.TRUE}


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(IMAGE_MODELS), DAYS)
def test_what_breaks_is_refused_for_the_new_model_and_not_for_the_old_one(model: str, day: date) -> None:
    knowledge = knowledge_of(BOOK, day)
    assume(knowledge.is_known(model))
    found = since_model(knowledge, model)
    fields = {name.removeprefix("request.") for name in BOOK.vocabulary.names() if name.startswith("request.")}
    for one in found.breaks:
        for value in one.values if one.field in fields and one.field != "mask_megabytes" else ():
            for move in (move for move in found.moves if move.surface in one.surfaces):
                assert one.rule in _broken(move.new_model, move.new_surface, day, {one.field: value})
                assert one.rule not in _broken(model, move.surface, day, {one.field: value})


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(IMAGE_MODELS), DAYS)
def test_every_word_a_model_takes_and_its_successor_does_not_is_told(model: str, day: date) -> None:
    """The other way round: no lost entry of a list of values goes without the rule that refuses it, where one does."""
    knowledge = knowledge_of(BOOK, day)
    assume(knowledge.is_known(model))
    found = since_model(knowledge, model)
    told = {(one.field, value) for one in found.breaks for value in one.values}
    for field, fact in (("quality", "qualities"), ("style", "styles"), ("output_format", "output_formats")):
        for change in (one for one in found.changes if one.fact == fact):
            assert {(field, value) for value in change.gone} <= told
