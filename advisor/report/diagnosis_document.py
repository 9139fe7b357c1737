"""A diagnosis as plain data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from advisor.printable import in_utf8
from advisor.report.diagnosis_words import clean
from advisor.report.document import head
from advisor.report.lint_document import finding_data

if TYPE_CHECKING:
    from advisor.diagnosis import CallSite, Cause, Check, Diagnosis, Step
    from advisor.report.diagnosis_shapes import DiagnosisDocument

__all__ = ["diagnosis_document", "unread_document"]


def diagnosis_document(answer: Diagnosis) -> DiagnosisDocument:
    """The answer as plain data."""
    sites = answer.call_sites
    document: Any = {
        **head(answer.as_of, answer.newest_reading),
        "id": _id(answer.id),
        "error": "",
        "understood": {clean(name): _value(value) for name, value in answer.understood.items()},
        "causes": list(map(_cause, answer.causes)),
        "first_step": _step(answer.first_step),
        "do_not": list(answer.do_not),
        "checks": list(map(_check, answer.checks)),
        "linked": [{"message": clean(one.message), "cause": one.cause} for one in answer.linked],
        "cleared": [{"what": one.what, "because": one.because, "signature": one.signature} for one in answer.cleared],
        "call_sites": None if sites is None else list(map(_call_site, sites)),
    }
    return document  # type: ignore[no-any-return]


def unread_document(error: str, as_of: date, newest: date | None) -> DiagnosisDocument:
    """The answer to a line that could not be read: the same shape, with nothing told but why."""
    document: Any = {
        **head(as_of, newest),
        "id": None,
        "error": clean(error),
        "understood": {},
        "causes": [],
        "first_step": {"text": "", "command": "", "link": "", "paid": False},
        "do_not": [],
        "checks": [],
        "linked": [],
        "cleared": [],
        "call_sites": None,
    }
    return document  # type: ignore[no-any-return]


def _cause(cause: Cause) -> dict[str, Any]:
    plain = ("cause", "stage", "standing", "confidence", "means", "because")
    return {
        **{name: getattr(cause, name) for name in plain},
        "evidence": [{"fact": one.fact, "shows": clean(one.shows)} for one in cause.evidence],
        "next_step": _step(cause.next_step),
        "check": _step(cause.check),
        "sources": [{"id": one.id, "title": one.title, "url": one.url} for one in cause.sources],
        "signatures": list(cause.signatures),
    }


def _step(step: Step) -> dict[str, Any]:
    return {"text": step.text, "command": clean(step.command), "link": step.link, "paid": step.paid}


def _check(check: Check) -> dict[str, Any]:
    return {"stage": check.stage, "title": check.title, "asks": check.asks, "check": _step(check.check)}


def _call_site(site: CallSite) -> dict[str, Any]:
    return {
        "path": in_utf8(site.path),
        "line": site.line,
        "column": site.column,
        "call": clean(site.call),
        "fits": list(map(clean, site.fits)),
        "findings": list(map(finding_data, site.findings)),
    }


def _value(value: object) -> object:
    return clean(value) if isinstance(value, str) else value


def _id(value: object) -> object:
    """An id as it was told; of anything but a number, only what is no secret."""
    return value if value is None or isinstance(value, (int, float)) else clean(str(value))
