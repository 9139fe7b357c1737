"""Every payload against the official types, of the newest SDK and of March's, and against the official schema."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from advisor import Account, Job, recommend
from advisor.freshness import knowledge_of
from tests.clients import openapi, sdk_types
from tests.clients.conftest import MARCH_SDK
from tests.clients.jobs import BOOK, DAYS, Skeleton, skeletons
from tests.clients.parts import Refusal
from tests.clients.refusals import ROWS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent


class Refused(NamedTuple):
    """A payload with a field that a peer refuses."""

    skeleton: Skeleton
    field: str
    value: object

    @property
    def model(self) -> str:
        """The model that draws."""
        body = self.skeleton.body
        return str(body["tools"][0]["model"] if "tools" in body else body["model"])

    def __str__(self) -> str:
        return f"{self.skeleton.day} {self.skeleton.surface} {self.model}: {self.field} = {self.value!r} of {self.skeleton.wish}"


@cache
def payloads() -> tuple[Skeleton, ...]:
    """The distinct payloads of all days."""
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return tuple(one for found in pool.map(skeletons, DAYS) for one in found)


def path(skeleton: Skeleton) -> str:
    return str(knowledge_of(BOOK, skeleton.day).value(f"surface:{skeleton.surface}", "path"))


def test_every_surface_and_every_model_that_lives_is_tried() -> None:
    assert {one.surface for one in payloads()} == set(BOOK.routed)
    for day in DAYS:
        tried = {Refused(one, "", None).model for one in payloads() if one.day == day}
        knowledge = knowledge_of(BOOK, day)
        images = {model for model, card in BOOK.cards.items() if card.kind == "image"}
        assert tried >= {model for model in images if knowledge.lifecycle(model) == "active"}


def test_newest_types() -> None:
    found = [Refused(one, *refusal) for one in payloads() for refusal in sdk_types.refused(one.surface, one.body)]
    _explained("newest", found)


def test_types_of_march_2026(march_sdk: Path) -> None:
    asked = [one for one in payloads() if one.day == DAYS[0]]
    answered = _ask_other_sdk(march_sdk, asked)
    _explained(
        "march", [Refused(one, *refusal) for one, refused in zip(asked, answered, strict=True) for refusal in refused]
    )


def _ask_other_sdk(folder: Path, asked: Iterable[Skeleton]) -> list[list[Refusal]]:
    """What another SDK refuses, asked in a process of its own, for types of two versions do not mix."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.clients.sdk_types"],
        input=json.dumps([(one.surface, one.body) for one in asked]),
        env={**os.environ, "PYTHONPATH": str(folder)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    version, refused = json.loads(done.stdout)
    assert version == MARCH_SDK
    return [[Refusal(*one) for one in refusals] for refusals in refused]


def test_schema() -> None:
    found = [
        Refused(one, *refusal) for one in payloads() for refusal in openapi.refused(one.surface, path(one), one.body)
    ]
    _explained("schema", found)


def test_rows_since_a_day_are_younger_than_the_schema() -> None:
    assert all(row["since"] > openapi.day() for row in ROWS if "since" in row)


# -- the table of what is refused and allowed all the same -----------------------------------------------------------


def _explained(peer: str, found: list[Refused]) -> None:
    rows = [row for row in ROWS if peer in row["peers"]]
    unlisted = [str(one) for one in found if not any(_covers(row, one) for row in rows)]
    assert not unlisted, f"{len(unlisted)} not in refusals.yaml:\n" + "\n".join(sorted(unlisted)[:20])
    idle = [f"{row['fields']}: {gone}" for row in rows for gone in _idle(row, found)]
    assert not idle, "refused no longer, though refusals.yaml lists it:\n" + "\n".join(idle)
    wrong = [str(one) for row in rows for one in found if _covers(row, one) and not _so_because(row, one)]
    assert not wrong, "refusals.yaml gives another reason than the rules:\n" + "\n".join(wrong[:20])


def _covers(row: dict[str, Any], one: Refused) -> bool:
    return (
        one.field in row["fields"]
        and one.value in row["values"]
        and one.model in row.get("models", [one.model])
        and one.skeleton.day >= row.get("since", date.min)
    )


def _idle(row: dict[str, Any], found: list[Refused]) -> set[object]:
    """The fields, values and models of a row that nothing refused has any more."""
    covered = [one for one in found if _covers(row, one)]
    hit = {part for one in covered for part in (one.field, one.value, one.model)}
    return {*row["fields"], *row["values"], *row.get("models", ())} - hit


def _so_because(row: dict[str, Any], one: Refused) -> bool:
    """Whether the reason of a row is the rules' own: the claim that decides, or that none does."""
    day, surface = one.skeleton.day, one.skeleton.surface
    for fact, sources in row.get("decided_by", {}).items():
        reading = knowledge_of(BOOK, day).settle(f"model:{one.model}", fact, surface).reading
        if reading is None or reading.claim.source.id not in sources:
            return False
    if "lacks" not in row:
        return True
    answer = recommend(Job(**one.skeleton.wish), Account(), as_of=day, rules=BOOK)
    return f"image_model.{row['lacks']}" in {lack.fact for lack in answer.lacks}
