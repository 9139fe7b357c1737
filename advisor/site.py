"""Where and how a request stands in code, and all that it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from advisor.facts import ABSENT, UNKNOWN, Maybe, Request

__all__ = ["IGNORE_STATES", "MOST_REQUESTS", "Region", "Sighting", "Site", "Written"]

IGNORE_STATES = ("used", "unused", "expired", "without-reason", "without-rule", "unknown-rule", "no-day")
"""How a comment that lets findings pass may stand; only one that is used or unused lets any pass."""
MOST_REQUESTS = 16
"""Combinations of possible values that are judged one by one; with more, the values that vary most count as unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where a request stands in code, and what is known of it there. Lines and columns (characters) count from 1."""

    path: str
    """As it was given, with forward slashes."""
    line: int
    column: int
    end_line: int
    end_column: int
    """The column after the last character."""
    language: str
    """Of the code itself: in Markdown, of the fence."""
    how: str
    """How it is sent: sdk, http, curl, body (a request body in a file) or setting (a model id alone)."""
    host: str
    """Whose server: openai, azure, gateway, local, other-vendor, chatgpt-backend or dynamic (configured elsewhere)."""
    model_from: str
    """Where the model's name comes from: literal, constant, default-arg, env-default, parameter, omitted or unknown."""
    call: Maybe[str] = UNKNOWN
    """What is called, as its names are written: `client.images.generate`; UNKNOWN where it has none."""
    path_written: Maybe[str] = ABSENT
    """With an address on OpenAI's own server that is written out: its path; ABSENT with any other, and without one."""
    calls_latest: Maybe[str] = ABSENT
    """In prose: the model that the text calls the latest or the like; ABSENT in code."""
    tools: Maybe[int] = UNKNOWN
    """How many tools the request offers; UNKNOWN where code decides, or the request has none."""
    one_turn: Maybe[bool] = UNKNOWN
    """With Responses: nothing was said before it, as far as its code shows; UNKNOWN where its input may be anything."""
    confidence: str = "high"
    """high, medium or low."""
    cell: int | None = None
    """In a notebook: the index of the cell among all cells, from 0."""
    cell_line: int | None = None
    """In a notebook: the line in the cell."""
    browser: bool = False
    """It runs in a browser."""
    literal_key: bool = False
    """An API key is written out in the code that sends it."""
    first_with_key: bool = True
    """No request before it in the file has a key written out; one key is told once."""
    reads: tuple[str, ...] = ()
    """Fields of the answer that the code reads: `url`, `b64_json`, ..."""
    decodes: Maybe[bool] = UNKNOWN
    """Whether the code decodes base64 of the answer."""
    printed: bool = False
    """The base64 of the answer is only printed."""
    ignore: Maybe[str] = ABSENT
    """Of a comment that lets findings pass: one of IGNORE_STATES; ABSENT where a request stands."""
    ignores: Maybe[str] = ABSENT
    """The rule it names, as it is written; several where what is said holds for all of them."""
    ignores_nearest: Maybe[str] = ABSENT
    """Where no rule has that name: the nearest one that has, or `none`."""
    ignores_until: Maybe[str] = ABSENT
    """The day from which on it lets nothing pass, as it is written; ABSENT where it names none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Characters of a file; lines and columns count from 1, the end is the column after the last."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    """As the code says it; in a notebook the file holds it escaped."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where one of the values of a field is written out."""

    value: object
    at: tuple[Region, ...]
    """Of the value alone; nowhere where it is put together, or stands in another file."""
    entries: tuple[Region, ...]
    """Of the whole entry, name and value; nowhere where it is set by a statement of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A request in code. Where code decides, a part has several possible values: UNKNOWN among them means any other."""

    site: Site
    surfaces: tuple[Maybe[str], ...]
    """UNKNOWN where a model alone is named."""
    model: tuple[Maybe[str], ...]
    """What may stand in the top-level `model` field."""
    image_model: tuple[Maybe[str], ...]
    """What may draw."""
    params: Mapping[str, tuple[object, ...]]
    """The other fields, by name; a tool's fields stand here too."""
    open: bool = False
    """There may be fields that nobody sees."""
    written: Mapping[str, tuple[Written, ...]] = field(default_factory=dict)
    """By field: where its values stand; `model` and `image_model` too, and under `surface` what is called."""

    def requests(self) -> tuple[Request, ...]:
        """One request per combination of what may be; where those are too many, the fields that vary are unknown."""
        direct = self.model == self.image_model
        models = [(one, one) for one in self.model] if direct else list(product(self.model, self.image_model))
        choices = dict(self.params)
        while len(self.surfaces) * len(models) * _combinations(choices) > MOST_REQUESTS:
            widest = max(choices, key=lambda name: len(choices[name]), default="")
            if not widest or len(choices[widest]) == 1:
                models = [(UNKNOWN, UNKNOWN)]
                break
            choices[widest] = (UNKNOWN,)
        return tuple(
            Request(surface=surface, model=model, image_model=drawing, params=_sent(choices, values), open=self.open)
            for surface in self.surfaces
            for model, drawing in models
            for values in product(*choices.values())
        )


def _combinations(choices: Mapping[str, tuple[object, ...]]) -> int:
    total = 1
    for values in choices.values():
        total *= len(values)
    return total


def _sent(choices: Mapping[str, tuple[object, ...]], values: tuple[object, ...]) -> dict[str, object]:
    return {name: value for name, value in zip(choices, values, strict=True) if value is not ABSENT}
