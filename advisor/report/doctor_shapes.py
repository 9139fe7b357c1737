"""The published shape of what `advisor doctor` found."""

from __future__ import annotations

import sys
from typing import Literal

from advisor.report.diagnosis_shapes import EvidenceDocument, StepDocument
from advisor.report.lint_shapes import CitedDocument
from advisor.report.shapes import KnowledgeDocument

if sys.version_info >= (3, 12):
    from typing import TypedDict
else:  # pydantic, which brings it, reads no other before 3.12
    from typing_extensions import TypedDict

__all__ = ["CheckedDocument", "DoctorDocument"]


class CheckedDocument(TypedDict):
    """What one check found."""

    check: str
    title: str
    stage: Literal["route", "model", "access", "payload", "other"]
    state: Literal["proved", "refuted", "no evidence", "skipped", "crashed"]
    shows: str
    details: list[str]
    cause: str
    standing: Literal["", "shown", "likely", "possible", "cleared"]
    because: str
    evidence: list[EvidenceDocument]
    next_step: StepDocument | None
    do_not: list[str]
    sources: list[CitedDocument]


class DoctorDocument(TypedDict):
    """The answer of `advisor doctor`."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    address: str
    checks: list[CheckedDocument]
    first_step: StepDocument
    do_not: list[str]
    spent: bool
    stopped: bool
    image: str
    account: str
    changed: list[str]
