"""What can be known: the job, the account, the request, the day. Each fact declares its domain and its question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from advisor.domain import Choice, Count, Domain, Flag, ModelId, Names, Text
from advisor.errors import InputError, as_written, nearest

if TYPE_CHECKING:  # a site and a failure tell of requests
    from advisor.failure import Failure
    from advisor.site import Site

__all__ = [
    "ABSENT",
    "UNKNOWN",
    "Account",
    "Embedded",
    "Fact",
    "Facts",
    "Gap",
    "Job",
    "Maybe",
    "Request",
    "alike",
    "assumed_beside",
    "close_job",
    "facts_of",
    "told",
    "with_facts",
]


class Gap(Enum):
    """The two ways of not having a value, which are never confused with each other nor with a value."""

    UNKNOWN = "<unknown>"
    """Nobody said."""
    ABSENT = "<absent>"
    """Known to be left out, or known to be none."""

    def __repr__(self) -> str:
        return self.name


UNKNOWN = Gap.UNKNOWN
ABSENT = Gap.ABSENT

T = TypeVar("T")
Maybe: TypeAlias = T | Gap


@dataclass(frozen=True, slots=True)
class Fact:
    """How one field of a job or an account is named, bounded, asked for and closed."""

    group: str
    """`job` or `account`."""
    name: str
    domain: Domain
    asks: str
    """The question, as a person is asked it."""
    assumed: object
    """What a recommendation assumes while nobody said; UNKNOWN where nothing may be assumed."""

    @property
    def full_name(self) -> str:
        """The name rules use, such as `job.size`."""
        return f"{self.group}.{self.name}"


def _fact(domain: Domain, asks: str, assumed: object = ABSENT) -> Any:
    return field(default=UNKNOWN, metadata={"domain": domain, "asks": asks, "assumed": assumed})


_FORMAT = Text(r"[a-z0-9]{1,8}", "a few small letters or digits, such as png")
_SIZE = Text(r"auto|[1-9]\d{0,4}x[1-9]\d{0,4}", "WIDTHxHEIGHT in pixels, such as 1024x1024, or auto")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is to be made. A field nobody set is UNKNOWN.

    Raises:
        InputError: a value outside the domain of its field.
    """

    task: Maybe[str] = _fact(Choice(("generate", "edit", "vary")), "Make an image, edit one, or vary one?", "generate")
    """generate, edit or vary."""
    source_images: Maybe[int] = _fact(Count(0, 1000), "How many images do you start from?", 0)
    """How many images go in."""
    mask: Maybe[bool] = _fact(Flag(), "Does a mask say which part to change?", False)
    """A mask marks the part to change."""
    text_and_image: Maybe[bool] = _fact(Flag(), "Must one request be able to answer with text and an image?", False)
    """One request may produce both."""
    other_tools: Maybe[bool] = _fact(Flag(), "Is image generation one tool among several?", False)
    """Image generation is one tool among several."""
    model_decides: Maybe[bool] = _fact(
        Flag(), "Does a model decide whether to generate, revise or go on reasoning?", False
    )
    """A model decides whether to generate, revise or go on reasoning."""
    multi_turn: Maybe[bool] = _fact(Flag(), "Is the image refined over several turns of one conversation?", False)
    """The image is refined over several turns."""
    intent: Maybe[str] = _fact(
        Choice(("new", "migrate", "compare", "first-proof")),
        "New work, a migration, a comparison, or a first proof?",
        "new",
    )
    """new, migrate, compare or first-proof."""
    current_model: Maybe[str] = _fact(ModelId(), "Which model does the code use today?")
    """The model that is migrated or compared."""
    priority: Maybe[str] = _fact(Choice(("quality", "speed")), "Does quality or speed come first?")
    """quality or speed; left out, the job itself decides."""
    prompt: Maybe[str] = _fact(
        Text(), "What should the image show?", "A red paper boat on a white table, soft morning light"
    )
    """The text of the request."""
    size: Maybe[str] = _fact(_SIZE, "Which size, in pixels?")
    """WIDTHxHEIGHT in pixels, or auto."""
    quality: Maybe[str] = _fact(Text(), "Which quality?")
    """A quality value of the API."""
    n: Maybe[int] = _fact(Count(1, 1000), "How many images per request?")
    """Images per request."""
    transparent: Maybe[bool] = _fact(Flag(), "Must the background be transparent?", False)
    """The background must be transparent."""
    output_format: Maybe[str] = _fact(_FORMAT, "Which file format?")
    """A format value of the API."""
    compression: Maybe[int] = _fact(Count(0, 100), "How strongly compressed, from 0 to 100?")
    """0 to 100."""
    fidelity: Maybe[str] = _fact(Choice(("low", "high")), "How closely must the source images be kept?")
    """How much of the source must be kept: low or high."""
    stream: Maybe[bool] = _fact(Flag(), "Should partial images be streamed?", False)
    """The answer is streamed."""
    images_per_minute: Maybe[int] = _fact(Count(1), "How many images per minute at the peak?")
    """Images per minute at the peak."""
    runs_in: Maybe[str] = _fact(
        Choice(("backend", "browser")), "Does the call run in your backend or in a browser?", "backend"
    )
    """backend or browser."""

    def __post_init__(self) -> None:
        _check_domains(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is known of the account. A field nobody told is UNKNOWN and is never assumed.

    Raises:
        InputError: a value outside the domain of its field.
    """

    tier: Maybe[str] = _fact(
        Choice(("free", "tier-1", "tier-2", "tier-3", "tier-4", "tier-5", "build", "launch", "grow")),
        "Which usage tier is the organization in?",
        UNKNOWN,
    )
    """Usage tier, under the names until 2026-10-05 or since."""
    organization_verified: Maybe[bool] = _fact(Flag(), "Is the organization verified?", UNKNOWN)
    """API Organization Verification is complete."""
    models_visible: Maybe[tuple[str, ...]] = _fact(Names(), "Which models does GET /v1/models list?", UNKNOWN)
    """Model ids the account sees."""
    models_allowed: Maybe[tuple[str, ...]] = _fact(Names(), "Which models does the project allow?", UNKNOWN)
    """Model ids the project may use."""
    billing_active: Maybe[bool] = _fact(Flag(), "Is there credit, and no spending limit reached?", UNKNOWN)
    """Credit is left and no spending limit is reached."""
    key_scope: Maybe[str] = _fact(
        Choice(("all", "restricted", "read-only")), "Which permissions does the key have?", UNKNOWN
    )
    """Permissions of the API key."""

    def __post_init__(self) -> None:
        _check_domains(self)


def facts_of(group: type[Job] | type[Account]) -> Mapping[str, Fact]:
    """The facts a job or an account can state, by field name, in the order they are asked."""
    return _declared(group)  # type: ignore[arg-type]  # a class is hashable


@cache
def _declared(group: Any) -> Mapping[str, Fact]:
    name = group.__name__.lower()
    facts = {
        slot.name: Fact(name, slot.name, slot.metadata["domain"], slot.metadata["asks"], slot.metadata["assumed"])
        for slot in fields(group)
    }
    return MappingProxyType(facts)


def alike(one: object, other: object) -> bool:
    """Whether two readings say the same; the order of a list says nothing."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return sorted(map(str, one)) == sorted(map(str, other))
    return one == other


def with_facts(job: Job, values: Mapping[str, Any]) -> Job:
    """The job with some facts set.

    Raises:
        InputError: a value outside its domain.
    """
    return replace(job, **values)


def close_job(job: Job) -> Job:
    """The job with every open fact assumed."""
    return with_facts(job, assumed_beside(told(job)))


def assumed_beside(known: Mapping[str, object]) -> dict[str, object]:
    """What is assumed of every fact that is not known, as its declaration says; source images mean an edit."""
    assumed = {name: fact.assumed for name, fact in facts_of(Job).items() if name not in known}
    if "task" not in known and (known.get("source_images") or known.get("mask")):
        assumed["task"] = "edit"
    if "source_images" not in known and (known.get("task") in ("edit", "vary") or known.get("mask")):
        assumed["source_images"] = 1
    return assumed


def _check_domains(told_facts: Job | Account) -> None:
    for name, fact in facts_of(type(told_facts)).items():
        value, domain = getattr(told_facts, name), fact.domain
        if isinstance(value, list):
            value = tuple(value)
            object.__setattr__(told_facts, name, value)
        if value is UNKNOWN or value is ABSENT or domain.holds(value):
            continue
        hint = nearest(value, domain.values) if isinstance(domain, Choice) and isinstance(value, str) else ""
        raise InputError(f"{name}: {as_written(value)} is not {domain.expected}{hint}")


def told(known: Job | Account) -> dict[str, object]:
    """The fields somebody set, in order."""
    values = ((name, getattr(known, name)) for name in known.__slots__)
    return {name: value for name, value in values if value is not UNKNOWN and value is not ABSENT}


class Embedded(str):
    """A text of a request that ends in a file's content as base64: `data:image/png;base64,<source-1.png>`.

    A text of the job that merely looks like one is none.
    """

    __slots__ = ()

    @property
    def before(self) -> str:
        """What stands before the content."""
        return self.partition("<")[0]

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.partition("<")[2].removesuffix(">")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One call: its surface, the model in its top-level field, the model that draws, and its other fields."""

    surface: Maybe[str] = UNKNOWN
    """A surface id of rules/surfaces.yaml."""
    model: Maybe[str] = UNKNOWN
    """What stands in the top-level `model` field."""
    image_model: Maybe[str] = UNKNOWN
    """What draws: the same on the Images API, the tool's own field on Responses."""
    params: Mapping[str, object] = field(default_factory=dict)
    """The other fields, by name; a value may be UNKNOWN. Fields of the tool stand here too."""
    open: bool = False
    """Fields that are not listed may be there all the same (`**kwargs`): they are UNKNOWN instead of ABSENT."""
    image_megabytes: Maybe[float] = UNKNOWN
    """Size of the largest source image in megabytes."""
    image_types: Maybe[tuple[str, ...]] = UNKNOWN
    """Formats of the source images, such as png."""
    mask_megabytes: Maybe[float] = UNKNOWN
    """Size of the mask in megabytes."""

    def param(self, name: str) -> object:
        """A field: its value, ABSENT where it is left out, UNKNOWN where it is dynamic or the request is open."""
        return self.params.get(name, UNKNOWN if self.open else ABSENT)

    def with_param(self, name: str, value: object) -> Request:
        """The same request with one field set, or left out where `value` is ABSENT."""
        kept = {key: old for key, old in self.params.items() if key != name or value is not ABSENT}
        if value is not ABSENT:
            kept[name] = value
        return replace(self, params=kept)

    def derived(self, name: str) -> object:
        """A fact that follows from the fields: `fields`, `image_count`, `prompt_chars`, or a measure of `size`."""
        if name == "fields":
            return UNKNOWN if self.open else tuple(self.params)
        source, measure = DERIVED[name]
        value = self.param(source)
        return value if isinstance(value, Gap) else measure(value)


def _edges(size: object) -> tuple[int, int] | None:
    match = re.fullmatch(r"(\d{1,6})x(\d{1,6})", str(size))
    return (int(match[1]), int(match[2])) if match else None


def _measure_size(part: str) -> Any:
    def measure(size: object) -> object:
        edges = _edges(size)
        if edges is None or 0 in edges:
            return ABSENT
        width, height = edges
        return {
            "width": width,
            "height": height,
            "pixels": width * height,
            "longest_edge": max(edges),
            "ratio": max(edges) / min(edges),
        }[part]

    return measure


DERIVED: dict[str, tuple[str, Any]] = {
    **{part: ("size", _measure_size(part)) for part in ("width", "height", "pixels", "longest_edge", "ratio")},
    "image_count": ("image", lambda images: len(images) if isinstance(images, (list, tuple)) else 1),
    "prompt_chars": ("prompt", lambda prompt: len(str(prompt))),
}
"""Derived facts of a request: the field each follows from, and how (pixels, characters, images)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is known when rules are evaluated. The day is always given; nothing here reads a clock."""

    as_of: date
    job: Job = field(default_factory=Job)
    account: Account = field(default_factory=Account)
    request: Request = field(default_factory=lambda: Request(open=True))
    site: Site | None = None
    """Where the request stands in code; None where it stands in none, and every fact of a site is UNKNOWN."""
    failure: Failure | None = None
    """What came of the request; None where nothing did, and every fact of a failure is UNKNOWN."""
