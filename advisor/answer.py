"""The value types of a recommendation. Reports see these and never the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from advisor.facts import Request
from advisor.freshness import Settled

__all__ = [
    "Access",
    "Blocker",
    "Checkup",
    "Dispute",
    "Events",
    "Explanation",
    "Fault",
    "Lack",
    "Limit",
    "ModelRow",
    "NotChosen",
    "Overruled",
    "Question",
    "Reason",
    "Recommendation",
    "Route",
    "RouteLine",
    "Section",
    "TopicAnswer",
    "Unmet",
    "Voice",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is."""

    rule: str
    """A rule id, a route row or a topic of precedence.yaml."""
    text: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blocker:
    """Something about the account that keeps the request from working."""

    rule: str
    text: str
    certainty: str
    """`certain` or `likely`."""
    free_check: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Something about the account that nobody told and that decides."""

    fact: str
    why: str
    free_check: str
    rule: str
    told: bool
    """It was told; what is open is whether what was said of an older model holds for this one."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a model of the request for the account's usage tier."""

    model: str
    fact: str
    """`images_per_minute`, `tokens_per_minute` or `requests_per_minute`."""
    value: object
    """The limit for the tier, or UNKNOWN where none was published under its name."""
    published: Mapping[str, object]
    """What was published, by tier name."""
    renamed: bool
    """Some of those tier names are no longer in use, and no official source maps them to the new ones."""
    settled: Settled


@dataclass(frozen=True, slots=True)
class Access:
    """Whether the account may send the request."""

    standing: str
    """`ready`, `blocked` or `unknown`."""
    blockers: tuple[Blocker, ...]
    questions: tuple[Question, ...]
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Unmet:
    """A wish that the route and the model cannot serve."""

    fact: str
    asked: object
    given: object
    """What the body holds instead; ABSENT where the field is left out."""
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class NotChosen:
    """A surface that was not chosen."""

    surface: str
    because: str
    would_change_if: tuple[str, ...]
    """Each a single change of the job that leads to it."""


@dataclass(frozen=True, slots=True)
class Overruled:
    """A reading that lost."""

    question: str
    """What it answers otherwise."""
    claim: str
    source: str
    seen: date
    because: str


@dataclass(frozen=True, slots=True)
class Lack:
    """Something the answer still lacks."""

    fact: str
    because: str


@dataclass(frozen=True, slots=True)
class Events:
    """Where things stand in the events of a stream, as jq paths; each selects the events it is about."""

    partial_at: str
    """A partial image, in base64."""
    image_at: str
    """A finished image, in base64."""
    text_at: str
    """A finished text; `<absent>` where the stream has none."""


@dataclass(frozen=True, slots=True)
class Route:
    """The surface and how it is reached; a part that no source tells is the marker `<unknown>`."""

    row: str
    surface: str
    method: str
    path: str
    url: str
    python: str
    javascript: str
    client_base_url: str
    """The address an SDK has to be told; empty where it calls the right one by itself."""
    image_at: str
    """Where the base64 image stands in the answer, as a jq path."""
    text_at: str
    """Where its text stands, as a jq path; `<absent>` where an answer has none."""
    text_property: str
    """The property of the SDKs' answer that holds the text; `<absent>` where an answer has none."""
    events: Events | None
    """Where things stand in the events of the stream; None where the answer is not streamed."""
    sends: str
    """`json` or `multipart`."""
    files: tuple[str, ...]
    """Fields that are files."""
    use_first_when: str
    mistake: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """The request to send, why, what blocks it, and what is still to be asked."""

    as_of: date
    newest_reading: date | None
    """The day of the newest reading on or before `as_of`; None where there is none."""
    route: Route
    request: Request
    body: Mapping[str, object]
    access: Access
    assumed: Mapping[str, object]
    unmet: tuple[Unmet, ...]
    reasons: tuple[Reason, ...]
    cautions: tuple[Reason, ...]
    """What holds against the request and does not stop it, such as a deprecated model."""
    costs: tuple[str, ...]
    not_chosen: tuple[NotChosen, ...]
    overruled: tuple[Overruled, ...]
    lacks: tuple[Lack, ...]
    proof: tuple[str, ...]
    debugging: tuple[str, ...]
    """The stages in which to look for a fault, in order."""
    do_not: tuple[str, ...]
    patience_seconds: int
    """How long to wait for the answer."""
    decided: tuple[Settled, ...]
    """What was settled among sources for this answer."""
    valid_until: date | None
    """The next day on which the answer changes or a deciding reading goes stale; None where none is ahead."""


@dataclass(frozen=True, slots=True)
class ModelRow:
    """A line of the lifecycle table. A day that nobody tells is UNKNOWN; a shutdown that is not announced is ABSENT."""

    model: str
    kind: str
    """`image` or `text`."""
    lifecycle: str
    """`active`, `deprecated` (announced, still callable), `shutdown`, or `<unknown>`."""
    released: object
    deprecated: object
    shutdown: object
    days_left: object
    """Days until the shutdown; negative since."""
    replacement: tuple[str, ...]
    """Models named instead that are not gone themselves, a deprecated one with the day it ends."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RouteLine:
    """A row of the route table as a person reads it."""

    row: str
    when: str
    surface: str
    method: str
    path: str
    python: str
    model_field: str
    """What kind of model goes into the top-level `model`, and which on this day."""
    use_first_when: str
    mistake: str
    costs: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """What one source says on a question."""

    source: str
    title: str
    kind: str
    rank: int
    """The class of its kind, 1 for the best."""
    says: object
    since: date
    """The first day on which it is known to have said so without a break."""
    seen: date
    """The day of its newest reading."""
    verdict: str
    """`decides`, `agrees`, `disputed` or `overruled`."""
    because: str
    """Why it is overruled; empty otherwise."""


@dataclass(frozen=True, slots=True)
class TopicAnswer:
    """One question of a topic: what is held to be true and who says what."""

    topic: str
    question: str
    subject: str
    fact: str
    value: object
    standing: str
    stale: bool
    age: int
    because: str
    """Why there is no value; empty where there is one."""
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an explanation."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule, model, surface or source is."""

    id: str
    kind: str
    """`rule`, `model`, `family`, `surface`, `source`, `topic`, `route` or `stage`."""
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the rules as a whole, with facts that show it."""

    where: str
    message: str
    witness: str
    """Facts that bring the fault about; empty where none are needed."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A stretch of days on which sources of equal weight differ: known, and no fault of the rules."""

    subject: str
    fact: str
    first: date
    last: date
    """The last day; `date.max` where it lasts."""
    sides: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checkup:
    """The state of the rules."""

    counts: Mapping[str, int]
    """How many rules, claims, models and sources there are."""
    faults: tuple[Fault, ...]
    disputes: tuple[Dispute, ...]
