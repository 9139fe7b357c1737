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
    "Events",
    "Lack",
    "Limit",
    "NotChosen",
    "Overruled",
    "Question",
    "Reason",
    "Recommendation",
    "Route",
    "Unmet",
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
    failures_at: tuple[str, ...]
    """Why the answer failed or the stream broke off, where the SDKs raise no error by themselves."""


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
    failure_at: str
    """Where an answer of status 200 says why it failed, as a jq path; `<absent>` where it never does."""
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
    turns: tuple[date, ...]
    """The days to come on which the answer changes or a deciding reading goes stale, in order."""

    @property
    def valid_until(self) -> date | None:
        """The first of them; None where none is ahead."""
        return self.turns[0] if self.turns else None
