"""The published shape of every answer but that of changes; `advisor schema NAME` prints them as JSON Schema."""

from __future__ import annotations

import sys
from typing import Any, Literal

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:  # pydantic, which brings it, reads no other before 3.12
    from typing_extensions import TypedDict

__all__ = [
    "AccessDocument",
    "BlockerDocument",
    "CheckDocument",
    "DecidedDocument",
    "DisputeDocument",
    "EventsDocument",
    "ExplanationDocument",
    "FaultDocument",
    "KnowledgeDocument",
    "LackDocument",
    "LimitDocument",
    "ModelDocument",
    "ModelsDocument",
    "NotChosenDocument",
    "OverruledDocument",
    "QuestionDocument",
    "ReasonDocument",
    "RecommendationDocument",
    "RouteDocument",
    "RouteLineDocument",
    "RoutesDocument",
    "SdkDocument",
    "SectionDocument",
    "SnippetsDocument",
    "SourcesDocument",
    "TopicAnswerDocument",
    "UnmetDocument",
    "VoiceDocument",
]


class KnowledgeDocument(TypedDict):
    """How old the rules' knowledge is on the day of the answer."""

    newest_reading: str | None
    age_days: int | None


class SdkDocument(TypedDict):
    """The call in each official SDK."""

    python: str
    javascript: str


class EventsDocument(TypedDict):
    """Where things stand in the events of the stream, as jq paths."""

    partial_at: str
    image_at: str
    text_at: str
    failures_at: list[str]


class RouteDocument(TypedDict):
    """The surface and how it is reached."""

    row: str
    surface: str
    method: str
    path: str
    url: str
    sdk: SdkDocument
    client_base_url: str
    image_at: str
    text_at: str
    text_property: str
    failure_at: str
    events: EventsDocument | None
    sends: Literal["json", "multipart"]
    use_first_when: str
    mistake: str


class BlockerDocument(TypedDict):
    """What keeps the request from working."""

    rule: str
    text: str
    certainty: Literal["certain", "likely"]
    free_check: str
    sources: list[str]


class QuestionDocument(TypedDict):
    """What nobody told and decides."""

    fact: str
    why: str
    free_check: str
    rule: str
    told: bool


class LimitDocument(TypedDict):
    """A limit of a model of the request for the account's tier."""

    model: str
    fact: str
    value: int | str
    published: dict[str, int]
    renamed: bool
    source: str
    seen: str
    standing: str
    stale: bool


class AccessDocument(TypedDict):
    """Whether the account may send the request."""

    standing: Literal["ready", "blocked", "unknown"]
    blockers: list[BlockerDocument]
    questions: list[QuestionDocument]
    limits: list[LimitDocument]


class UnmetDocument(TypedDict):
    """A wish that cannot be served."""

    fact: str
    asked: Any
    given: Any
    rule: str
    text: str


class ReasonDocument(TypedDict):
    """Why something is as it is."""

    rule: str
    text: str
    sources: list[str]


class NotChosenDocument(TypedDict):
    """A surface that was not chosen."""

    surface: str
    because: str
    would_change_if: list[str]


class OverruledDocument(TypedDict):
    """A reading that lost."""

    question: str
    claim: str
    source: str
    seen: str
    because: str


class DecidedDocument(TypedDict):
    """What was settled among sources."""

    topic: str
    subject: str
    fact: str
    value: Any
    standing: str
    source: str
    seen: str
    stale: bool
    age_days: int


class LackDocument(TypedDict):
    """What the answer still lacks."""

    fact: str
    because: str


class SnippetsDocument(TypedDict):
    """The request as code to run as it stands; empty while the address or a model is not known."""

    python: str
    javascript: str
    curl: str


class RecommendationDocument(TypedDict):
    """The answer of `advisor recommend`; `<unknown>` and `<absent>` mark what nobody tells and what is left out."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    route: RouteDocument
    model: str
    image_model: str
    body: dict[str, Any]
    access: AccessDocument
    assumed: dict[str, Any]
    unmet: list[UnmetDocument]
    reasons: list[ReasonDocument]
    cautions: list[ReasonDocument]
    costs: list[str]
    not_chosen: list[NotChosenDocument]
    overruled: list[OverruledDocument]
    lacks: list[LackDocument]
    decided: list[DecidedDocument]
    proof: list[str]
    debugging: list[str]
    do_not: list[str]
    patience_seconds: int
    valid_until: str
    snippets: SnippetsDocument


class ModelDocument(TypedDict):
    """A line of the lifecycle table."""

    model: str
    kind: Literal["image", "text"]
    lifecycle: Literal["active", "deprecated", "shutdown", "<unknown>"]
    released: str
    deprecated: str
    shutdown: str
    days_left: int | str
    replacement: list[str]
    sources: list[str]


class ModelsDocument(TypedDict):
    """The answer of `advisor models`."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    models: list[ModelDocument]


class RouteLineDocument(TypedDict):
    """A row of the route table."""

    row: str
    when: str
    surface: str
    allowed: bool
    closed: str
    method: str
    path: str
    python: str
    model_field: str
    use_first_when: str
    mistake: str
    costs: list[str]
    sources: list[str]


class RoutesDocument(TypedDict):
    """The answer of `advisor routes`."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    hit_policy: Literal["first"]
    routes: list[RouteLineDocument]


class VoiceDocument(TypedDict):
    """What one source says."""

    source: str
    title: str
    kind: str
    rank: int
    says: Any
    since: str
    seen: str
    verdict: Literal["decides", "agrees", "disputed", "overruled"]
    because: str


class TopicAnswerDocument(TypedDict):
    """One question of a topic."""

    topic: str
    question: str
    subject: str
    fact: str
    value: Any
    standing: Literal["settled", "carried over", "disputed", "unknown"]
    stale: bool
    age: int
    because: str
    voices: list[VoiceDocument]


class SourcesDocument(TypedDict):
    """The answer of `advisor sources`."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    answers: list[TopicAnswerDocument]


class ReferenceDocument(TypedDict):
    """Something that `advisor explain` explains."""

    kind: str
    id: str


class SectionDocument(TypedDict):
    """A part of an explanation."""

    title: str
    lines: list[str]
    language: str
    """Where the lines are code, its language; empty otherwise."""
    see: list[ReferenceDocument]
    """What the lines name and is explained elsewhere."""


class ExplanationDocument(TypedDict):
    """The answer of `advisor explain`."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    id: str
    kind: str
    title: str
    sections: list[SectionDocument]
    marks: dict[str, str]
    """What it is in a word or two, such as its stage."""


class FaultDocument(TypedDict):
    """Something wrong with the rules as a whole."""

    where: str
    message: str
    witness: str


class DisputeDocument(TypedDict):
    """A stretch of days on which sources of equal weight differ."""

    subject: str
    fact: str
    first: str
    last: str
    sides: list[str]


class CheckDocument(TypedDict):
    """The answer of `advisor rules check`."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    counts: dict[str, int]
    faults: list[FaultDocument]
    disputes: list[DisputeDocument]
