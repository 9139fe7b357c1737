"""Answers as plain data, the same for JSON and YAML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from advisor.answer import Access, Recommendation
from advisor.facts import Gap
from advisor.printable import in_utf8
from advisor.report.curl import curl_command
from advisor.report.javascript import javascript_module
from advisor.report.python import python_script

if TYPE_CHECKING:
    from advisor.left import Left
    from advisor.lookup import Changes, Checkup, Explanation, ModelRow, RouteLine, TopicAnswer
    from advisor.report.changes_shapes import ChangesDocument
    from advisor.report.shapes import (
        AccessDocument,
        CheckDocument,
        ExplanationDocument,
        ModelsDocument,
        RecommendationDocument,
        RoutesDocument,
        SnippetsDocument,
        SourcesDocument,
    )

__all__ = [
    "access_document",
    "changes_document",
    "check_document",
    "explanation_document",
    "head",
    "left_data",
    "models_document",
    "recommendation_document",
    "routes_document",
    "snippets",
    "sources_document",
]

VERSION: Literal[1] = 1


def recommendation_document(answer: Recommendation) -> RecommendationDocument:
    """The recommendation as plain data."""
    route = {
        name: value for name, value in _data(answer.route).items() if name not in ("python", "javascript", "files")
    }
    document: Any = {
        **head(answer.as_of, answer.newest_reading),
        "route": {**route, "sdk": {"python": answer.route.python, "javascript": answer.route.javascript}},
        "model": _data(answer.request.model),
        "image_model": _data(answer.request.image_model),
        "body": _data(answer.body),
        "access": access_document(answer.access),
        **{name: _data(getattr(answer, name)) for name in _IN_ORDER},
        "decided": [_settled(settled) for settled in answer.decided],
        "proof": _data(answer.proof),
        "debugging": _data(answer.debugging),
        "do_not": _data(answer.do_not),
        "patience_seconds": answer.patience_seconds,
        "valid_until": answer.valid_until.isoformat() if answer.valid_until else "<unknown>",
        "snippets": snippets(answer),
    }
    return document  # type: ignore[no-any-return]


def access_document(access: Access) -> AccessDocument:
    """Whether the account may send the request, as plain data."""
    return {**_data(access), "limits": [_limit(limit) for limit in access.limits]}  # type: ignore[typeddict-item]


_IN_ORDER = ("assumed", "unmet", "reasons", "cautions", "costs", "not_chosen", "overruled", "lacks")


def snippets(answer: Recommendation) -> SnippetsDocument:
    """The request as code, by language."""
    return {
        "python": python_script(answer),
        "javascript": javascript_module(answer),
        "curl": curl_command(answer),
    }


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
    return {**head(as_of, newest), "models": _data(rows)}  # type: ignore[typeddict-item]


def routes_document(lines: tuple[RouteLine, ...], as_of: date, newest: date | None) -> RoutesDocument:
    """The route table as plain data."""
    return {**head(as_of, newest), "hit_policy": "first", "routes": _data(lines)}  # type: ignore[typeddict-item]


def sources_document(answers: tuple[TopicAnswer, ...], as_of: date, newest: date | None) -> SourcesDocument:
    """Who says what, as plain data."""
    return {**head(as_of, newest), "answers": _data(answers)}  # type: ignore[typeddict-item]


def explanation_document(explanation: Explanation, as_of: date, newest: date | None) -> ExplanationDocument:
    """An explanation as plain data."""
    return {**head(as_of, newest), **_data(explanation)}  # type: ignore[typeddict-item]


def check_document(checkup: Checkup, as_of: date, newest: date | None) -> CheckDocument:
    """The state of the rules, as plain data."""
    return {**head(as_of, newest), **_data(checkup)}  # type: ignore[typeddict-item]


def changes_document(answer: Changes) -> ChangesDocument:
    """What is different now, as plain data."""
    plain = ("since", "model", "says", "moves", "models", "named")
    document: Any = {
        **head(answer.as_of, answer.newest_reading),
        **{name: _data(getattr(answer, name)) for name in plain},
        "named_by": [_settled(answer.named_by)] if answer.named_by else [],
        "breaks": [{**_data(one), "rests_on": list(map(_settled, one.rests_on))} for one in answer.breaks],
        "changes": [
            {**_data(one), "before": _settled(one.before), "now": list(map(_settled, one.now))}
            for one in answer.changes
        ],
        "unchanged": list(answer.unchanged),
        "carried": list(answer.carried),
    }
    return document  # type: ignore[no-any-return]


def head(as_of: date, newest: date | None) -> dict[str, Any]:
    """What every document begins with."""
    age = (as_of - newest).days if newest else None
    reading = newest.isoformat() if newest else None
    return {"version": VERSION, "as_of": as_of.isoformat(), "knowledge": {"newest_reading": reading, "age_days": age}}


def left_data(left: Iterable[Left]) -> list[dict[str, Any]]:
    """What was not read."""
    return [{"reason": one.reason, "count": one.count, "examples": list(map(in_utf8, one.examples))} for one in left]


def _data(value: Any) -> Any:
    """Plain data: gaps as their markers, days as ISO dates, dataclasses as maps."""
    if isinstance(value, Gap):
        return value.value
    if isinstance(value, str):
        return str(value)  # no subclass of it, which YAML would not know
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _data(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_data(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {slot.name: _data(getattr(value, slot.name)) for slot in fields(value)}
    return value
