"""Every wish of a job is in the body, or told as unmet, or there is a reason why it is not sent."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from hypothesis import example, given, settings

from advisor import Account, Job, recommend
from advisor.answer import Recommendation
from advisor.facts import told
from advisor.rulebook import Surface
from tests.property.strategies import BOOK, DAYS, JOBS

CARRIED = {fact for surface in BOOK.surfaces.values() for name in surface.fills for fact in surface.carried(name)}
"""The job facts that some surface carries in a field; all others choose the route or the model."""


def test_the_wishes_are_those_a_person_would_name() -> None:
    picture = {"prompt", "size", "quality", "n", "transparent", "output_format", "compression", "stream"}
    source = {"source_images", "mask", "fidelity"}
    assert picture | source == CARRIED


REFUSED = Job(task="edit", source_images=1, intent="compare", current_model="gpt-image-1-mini", fidelity="high")
"""A kept model that refuses a wish, which chance rarely finds."""


@settings(deadline=None, max_examples=400)
@example(REFUSED, date(2026, 3, 23))
@given(JOBS, DAYS)
def test_no_wish_is_dropped_in_silence(job: Job, day: date) -> None:
    answer = recommend(job, Account(), as_of=day, rules=BOOK)
    surface = BOOK.surfaces[answer.route.surface]
    for wish, asked in told(job).items():
        if wish in CARRIED and asked is not False and asked != 0:
            fields = [name for name in surface.fills if wish in surface.carried(name)]
            sent = any(_carries(answer.request.params.get(name), asked) for name in fields)
            unmet = any(one.fact == wish for one in answer.unmet)
            assert sent or unmet or _explained(answer, wish, fields, surface), f"{wish} = {asked!r} is dropped"


def _carries(value: object, asked: object) -> bool:
    """Whether a field holds what was asked for: the value itself, the file it needs, or as many source images."""
    if value is None:
        return False
    if asked is True or value == asked:
        return True
    written = json.dumps(value, ensure_ascii=False)
    if isinstance(asked, int):
        return written.count("source-") == asked
    return any(asked == part for part in _texts(value))


def _texts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        yield from (text for part in value.values() for text in _texts(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _texts(part))
    else:
        yield value


def _explained(answer: Recommendation, wish: str, fields: list[str], surface: Surface) -> bool:
    """The surface says why a field is not sent, or a first proof leaves the wish for later."""
    for reason in answer.reasons:
        if reason.rule == surface.id and any(reason.text.startswith(f"{name} is not sent: ") for name in fields):
            return True
        later, _, names = reason.text.partition(": ")
        if later.startswith("Left for later") and wish.replace("_", " ") in names.rstrip(".").split(", "):
            return True
    return False
