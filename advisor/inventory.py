"""The requests of a code base, each with the state of the models it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from advisor.facts import ABSENT, UNKNOWN, Gap
from advisor.left import Left
from advisor.site import Sighting
from advisor.wording import shown

if TYPE_CHECKING:  # what is known of models is loaded where one is named
    from advisor.freshness import Knowledge
    from advisor.lookup import ModelRow

__all__ = ["Found", "Inventory", "inventory", "one_of"]

_JUDGED = ("openai", "dynamic")
"""Hosts whose models end when OpenAI says; others keep calendars of their own."""


@dataclass(frozen=True, slots=True)
class Found:
    """A request in code, and the state of the models it names."""

    sighting: Sighting
    lifecycle: tuple[str, ...]
    """Of each model it names, once each; empty where it names none, or where the host keeps a calendar of its own."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """Every request of the files that were read."""

    as_of: date
    newest_reading: date | None
    found: tuple[Found, ...]
    models: tuple[ModelRow, ...]
    """The line of the lifecycle table for every known model that is named, in the table's order."""
    files: int
    """How many were read."""
    left: tuple[Left, ...]


def inventory(
    knowledge: Knowledge, sightings: Iterable[Sighting], files: int, left: tuple[Left, ...] = ()
) -> Inventory:
    """What was seen, put beside what is known of its models on the day."""
    from advisor.lifecycle import model_row

    seen = tuple(one for one in sightings if one.site.how != "prose")
    named = {model for one in seen for model in _named(one)}
    rows = tuple(model_row(knowledge, model) for model in knowledge.book.cards if model in named)
    states = {row.model: row.lifecycle for row in rows}
    found = tuple(Found(one, _lifecycle(one, states)) for one in seen)
    return Inventory(knowledge.as_of, knowledge.book.newest_reading(knowledge.as_of), found, rows, files, left)


def _named(sighting: Sighting) -> list[str]:
    """The models a request names, once each."""
    names = (model for model in (*sighting.model, *sighting.image_model) if isinstance(model, str))
    return list(dict.fromkeys(names))


def _lifecycle(sighting: Sighting, states: dict[str, str]) -> tuple[str, ...]:
    if sighting.site.host not in _JUDGED:
        return ()
    return tuple(dict.fromkeys(states.get(model, str(shown(UNKNOWN))) for model in _named(sighting)))


def one_of(values: Iterable[object]) -> object:
    """What a part of a request may be, as one value.

    A single named value stands for itself, several are a tuple; UNKNOWN where none is named and any may be sent, else
    ABSENT. That a named value may be given otherwise is told by where it comes from.
    """
    known = [value for value in values if not isinstance(value, Gap)]
    if known:
        return known[0] if len(known) == 1 else tuple(known)
    return UNKNOWN if UNKNOWN in values else ABSENT
