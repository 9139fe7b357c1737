"""The published shape of a lint answer."""

from __future__ import annotations

import sys
from typing import Literal

from advisor.report.requests_shapes import LeftDocument
from advisor.report.shapes import KnowledgeDocument, ModelDocument

if sys.version_info >= (3, 12):
    from typing import NotRequired, TypedDict
else:  # pydantic, which brings it, reads no other before 3.12
    from typing import NotRequired

    from typing_extensions import TypedDict

__all__ = [
    "BaselinedDocument",
    "ComingDocument",
    "EditDocument",
    "FindingDocument",
    "FixDocument",
    "ForecastDocument",
    "LevelsDocument",
    "LintDocument",
    "LintSummary",
    "RulePageDocument",
]

Level = Literal["error", "warning", "note"]


class SpanDocument(TypedDict):
    """A place in the file, of what a finding is about."""

    line: int
    column: int
    end_line: int
    end_column: int


class EditDocument(TypedDict):
    """Characters of the file that become others; lines and columns count from 1, the end is the one after the last."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class FixDocument(TypedDict):
    """What mends a finding."""

    safety: Literal["safe", "unsafe"]
    says: str
    edits: list[EditDocument]


class CitedDocument(TypedDict):
    """A source."""

    id: str
    title: str
    url: str


class OverruledDocument(TypedDict):
    """What another source says, and why it is not believed."""

    question: str
    claim: str
    source: str
    seen: str
    because: str


class FindingDocument(TypedDict):
    """A rule that a request breaks, and where."""

    rule: str
    stage: str
    level: Level
    confidence: Literal["high", "medium", "low"]
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    language: str
    how: str
    host: str
    focus: SpanDocument | None
    source_line: str
    source_code: str
    message: str
    because: str
    sources: list[CitedDocument]
    overruled: list[OverruledDocument]
    missing: list[str]
    fix: FixDocument | None
    unfixed: str
    fingerprint: str
    cell: NotRequired[int]
    cell_line: NotRequired[int]


class LevelsDocument(TypedDict):
    """How many findings there are of each level."""

    error: int
    warning: int
    note: int


class BaselinedDocument(TypedDict):
    """Findings of one rule in one file that a baseline lets pass."""

    path: str
    rule: str
    count: int


class LintSummary(TypedDict):
    """What was looked at, and what was not."""

    files: int
    requests: int
    by_level: LevelsDocument
    elsewhere: dict[str, int]
    rules: int
    suppressed: int
    baselined: list[BaselinedDocument]
    left: list[LeftDocument]
    shard: NotRequired[str]


class RulePageDocument(TypedDict):
    """What there is to say of a rule beside its findings."""

    stage: str
    level: Level
    title: str
    because: str
    avoid: str
    prefer: str
    sources: list[CitedDocument]


class LintDocument(TypedDict):
    """Every finding in the files that were read."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    findings: list[FindingDocument]
    pages: dict[str, RulePageDocument]
    summary: LintSummary


class ComingDocument(TypedDict):
    """A day on which findings appear or become graver, and the models that are gone from it on."""

    day: str
    days: int
    findings: list[FindingDocument]
    models: list[ModelDocument]


class ForecastDocument(TypedDict):
    """What lint will find, and when."""

    version: Literal[1]
    as_of: str
    knowledge: KnowledgeDocument
    until: str
    now: int
    coming: list[ComingDocument]
    files: int
    requests: int
    left: list[LeftDocument]
