"""Calls of the Python SDK become requests; whatever is no plain literal is not known."""

from __future__ import annotations

import pytest

from advisor import ABSENT, UNKNOWN, Request
from advisor.extract.find import sightings
from advisor.extract.python import PYTHON
from advisor.extract.table import CallTable, SurfaceCalls
from advisor.extract.unit import Unit

TABLE = CallTable(
    surfaces=(
        SurfaceCalls("images.generations", calls={"python": (("images", "generate"),)}),
        SurfaceCalls("images.edits", calls={"python": (("images", "edit"),)}),
        SurfaceCalls(
            "responses.image_generation",
            calls={"python": (("responses", "create"),)},
            tool="image_generation",
            model_kind="text",
        ),
    ),
    image_models=frozenset(),
)


def requests(source: str) -> list[Request]:
    found = sightings(Unit(source.encode(), PYTHON), TABLE, "example.py", None, lambda _: None)
    return [request for sighting in found for request in sighting.requests()]


def only(source: str) -> Request:
    (request,) = requests(source)
    return request


def test_the_model_fills_both_slots_of_a_direct_call() -> None:
    found = only('client.images.generate(model="one", prompt="a cat", n=2)')
    assert (found.surface, found.model, found.image_model) == ("images.generations", "one", "one")
    assert found.params == {"prompt": "a cat", "n": 2}
    assert not found.open


def test_the_tool_names_the_model_that_draws() -> None:
    tools = '[{"type": "web_search"}, {"type": "image_generation", "model": "two", "quality": "high"}]'
    found = only(f'client.responses.create(model="one", input="a cat", tools={tools})')
    assert (found.model, found.image_model) == ("one", "two")
    assert found.params == {"input": "a cat", "quality": "high"}


@pytest.mark.parametrize("tools", ["", ', tools=[{"type": "web_search"}]', ", tools=TOOLS"])
def test_a_call_of_responses_without_the_image_tool_is_none_of_ours(tools: str) -> None:
    assert requests(f'client.responses.create(model="one", input="a cat"{tools})') == []


def test_a_field_left_out_is_told_from_one_that_is_not_known() -> None:
    closed, dynamic, open_ = (
        only(f"client.images.generate({given})") for given in ('prompt="a cat"', "model=MODEL, n=count()", "**more")
    )
    assert (closed.model, closed.param("n")) == (ABSENT, ABSENT)
    assert (dynamic.model, dynamic.param("n"), dynamic.param("size")) == (UNKNOWN, UNKNOWN, ABSENT)
    assert (open_.model, open_.param("n"), open_.open) == (UNKNOWN, UNKNOWN, True)


def test_lists_and_maps_are_read_as_far_as_they_are_written_out() -> None:
    found = only('client.images.edit(image=["a.png", open("b.png")], svg={"effort": "high", KEY: 1, "n": n})')
    assert found.params == {"image": ["a.png", UNKNOWN], "svg": {"effort": "high", "n": UNKNOWN}}


def test_other_calls_are_passed_over() -> None:
    assert requests('client.images.list()\ngenerate(model="one")\nimages.edit') == []
