"""The published shape of a diagnosis; `advisor schema diagnose` prints it as JSON Schema."""

from __future__ import annotations

import sys
from typing import Any, Literal

from advisor.report.lint_shapes import CitedDocument, FindingDocument
from advisor.report.shapes import KnowledgeDocument

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:  # pydantic, which brings it, reads no other before 3.12
    from typing_extensions import TypedDict

__all__ = [
    "CallSiteDocument",
    "CauseDocument",
    "CheckStepDocument",
    "ClearedDocument",
    "DiagnosisDocument",
    "EvidenceDocument",
    "LinkedDocument",
    "StepDocument",
]


class EvidenceDocument(TypedDict):
    """Something that was told, and that speaks for a cause."""

    fact: str
    shows: str


class StepDocument(TypedDict):
    """Something to do. `command` and `link` are empty where there is none."""

    text: str
    command: str
    link: str
    paid: bool


class CauseDocument(TypedDict):
    """What may be to blame; `cause` is `<unknown>` where only a stage can be named."""

    cause: str
    stage: Literal["route", "model", "access", "payload", "other"]
    standing: Literal["shown", "likely", "possible", "cleared"]
    confidence: Literal["high", "medium", "low"]
    means: str
    because: str
    evidence: list[EvidenceDocument]
    next_step: StepDocument
    check: StepDocument
    sources: list[CitedDocument]
    signatures: list[str]


class CheckStepDocument(TypedDict):
    """The cheapest check of a stage of the debugging order."""

    stage: str
    title: str
    asks: str
    check: StepDocument


class LinkedDocument(TypedDict):
    """Another error of the same paste; `cause` is `<unknown>` where nothing tells."""

    message: str
    cause: str


class ClearedDocument(TypedDict):
    """A stage or a cause that cannot be to blame, why, and by which signature."""

    what: str
    because: str
    signature: str


class CallSiteDocument(TypedDict):
    """A call in code that could have sent the request, and what lint says of it."""

    path: str
    line: int
    column: int
    call: str
    fits: list[str]
    findings: list[FindingDocument]


class DiagnosisDocument(TypedDict):
    """The answer of `advisor diagnose`, and with --jsonl of each line."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    id: Any
    """By which whoever handed the case in knows it; null where there is none."""
    error: str
    """Why a line was not read, and nothing else is told; empty where it was."""
    understood: dict[str, Any]
    causes: list[CauseDocument]
    first_step: StepDocument
    do_not: list[str]
    checks: list[CheckStepDocument]
    linked: list[LinkedDocument]
    cleared: list[ClearedDocument]
    call_sites: list[CallSiteDocument] | None
    """Null where no code was looked at."""
