"""Answers as plain data for JSON and YAML. The types are the published shape; `advisor schema NAME` prints them."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Literal

from advisor.answer import Checkup, Explanation, ModelRow, Recommendation, RouteLine, TopicAnswer
from advisor.facts import Gap
from advisor.report.curl import curl_command

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:  # pydantic, which brings it, reads no other before 3.12
    from typing_extensions import TypedDict

__all__ = [
    "DOCUMENTS",
    "check_document",
    "explanation_document",
    "models_document",
    "recommendation_document",
    "routes_document",
    "sources_document",
]

VERSION: Literal[1] = 1


class KnowledgeDocument(TypedDict):
    """How old the rules' knowledge is on the day of the answer."""

    newest_reading: str | None
    age_days: int | None


class SdkDocument(TypedDict):
    """The call in each official SDK."""

    python: str
    javascript: str


class RouteDocument(TypedDict):
    """The surface and how it is reached."""

    row: str
    surface: str
    method: str
    path: str
    url: str
    sdk: SdkDocument
    image_at: str
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
    """The request as code."""

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


class SectionDocument(TypedDict):
    """A part of an explanation."""

    title: str
    lines: list[str]


class ExplanationDocument(TypedDict):
    """The answer of `advisor explain`."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    id: str
    kind: str
    title: str
    sections: list[SectionDocument]


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


DOCUMENTS: Mapping[str, Any] = {
    "recommend": RecommendationDocument,
    "models": ModelsDocument,
    "routes": RoutesDocument,
    "sources": SourcesDocument,
    "explain": ExplanationDocument,
    "check": CheckDocument,
}
"""Every published document, by the command that prints it."""


def recommendation_document(answer: Recommendation) -> RecommendationDocument:
    """The recommendation as plain data."""
    route = {
        name: value for name, value in _data(answer.route).items() if name not in ("python", "javascript", "files")
    }
    parts = {
        name: _data(getattr(answer, name))
        for name in ("unmet", "reasons", "cautions", "not_chosen", "overruled", "lacks")
    }
    parts |= {
        name: _data(getattr(answer, name)) for name in ("costs", "proof", "debugging", "do_not", "assumed", "body")
    }
    document: Any = {
        **_head(answer.as_of, answer.newest_reading),
        "route": {**route, "sdk": {"python": answer.route.python, "javascript": answer.route.javascript}},
        "model": _data(answer.request.model),
        "image_model": _data(answer.request.image_model),
        **parts,
        "access": {**_data(answer.access), "limits": [_limit(limit) for limit in answer.access.limits]},
        "decided": [_settled(settled) for settled in answer.decided],
        "valid_until": answer.valid_until.isoformat() if answer.valid_until else "<unknown>",
        "snippets": {"curl": curl_command(answer)},
    }
    return {name: document[name] for name in RecommendationDocument.__annotations__}  # type: ignore[return-value]


def _limit(limit: Any) -> dict[str, object]:
    settled = _settled(limit.settled)
    kept = {name: settled[name] for name in ("source", "seen", "standing", "stale")}
    return {
        "model": limit.model,
        "fact": limit.fact,
        "value": _data(limit.value),
        "published": _data(limit.published),
        "renamed": limit.renamed,
        **kept,
    }


def _settled(settled: Any) -> dict[str, object]:
    claim = settled.reading.claim if settled.reading else None
    return {
        "topic": settled.topic,
        "subject": settled.subject,
        "fact": settled.fact,
        "value": _data(settled.value),
        "standing": settled.standing,
        "source": claim.source.id if claim else "",
        "seen": claim.seen.isoformat() if claim else "",
        "stale": settled.stale,
        "age_days": settled.age,
    }


def models_document(rows: tuple[ModelRow, ...], as_of: date, newest: date | None) -> ModelsDocument:
    """The lifecycle table as plain data."""
    return {**_head(as_of, newest), "models": _data(rows)}  # type: ignore[typeddict-item]


def routes_document(lines: tuple[RouteLine, ...], as_of: date, newest: date | None) -> RoutesDocument:
    """The route table as plain data."""
    return {**_head(as_of, newest), "hit_policy": "first", "routes": _data(lines)}  # type: ignore[typeddict-item]


def sources_document(answers: tuple[TopicAnswer, ...], as_of: date, newest: date | None) -> SourcesDocument:
    """Who says what, as plain data."""
    return {**_head(as_of, newest), "answers": _data(answers)}  # type: ignore[typeddict-item]


def explanation_document(explanation: Explanation, as_of: date, newest: date | None) -> ExplanationDocument:
    """An explanation as plain data."""
    return {**_head(as_of, newest), **_data(explanation)}  # type: ignore[typeddict-item]


def check_document(checkup: Checkup, as_of: date, newest: date | None) -> CheckDocument:
    """The state of the rules, as plain data."""
    return {**_head(as_of, newest), **_data(checkup)}  # type: ignore[typeddict-item]


def _head(as_of: date, newest: date | None) -> dict[str, Any]:
    age = (as_of - newest).days if newest else None
    reading = newest.isoformat() if newest else None
    return {"version": VERSION, "as_of": as_of.isoformat(), "knowledge": {"newest_reading": reading, "age_days": age}}


def _data(value: Any) -> Any:
    """Plain data: gaps as their markers, days as ISO dates, dataclasses as maps."""
    if isinstance(value, Gap):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _data(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_data(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {slot.name: _data(getattr(value, slot.name)) for slot in fields(value)}
    return value
