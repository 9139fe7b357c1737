"""A lint answer as plain data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from advisor.finding import LEVELS
from advisor.printable import in_utf8
from advisor.report.document import head
from advisor.report.secrets import without_keys

if TYPE_CHECKING:
    from advisor.finding import Finding, Linted
    from advisor.report.lint_shapes import LintDocument

__all__ = ["by_level", "finding_data", "lint_document"]


def lint_document(answer: Linted) -> LintDocument:
    """The answer as plain data."""
    document: Any = {
        **head(answer.as_of, answer.newest_reading),
        "findings": [finding_data(one) for one in answer.findings],
        "summary": {
            "files": answer.files,
            "requests": answer.requests,
            "by_level": by_level(answer),
            "elsewhere": dict(answer.elsewhere),
            "rules": answer.rules,
            "suppressed": answer.suppressed,
            "baselined": [
                {"path": in_utf8(one.path), "rule": one.rule, "count": one.count} for one in answer.baselined
            ],
            "left": [
                {"reason": one.reason, "count": one.count, "examples": list(map(in_utf8, one.examples))}
                for one in answer.left
            ],
        },
    }
    return document  # type: ignore[no-any-return]


def by_level(answer: Linted) -> dict[str, int]:
    """How many findings there are of each level, the gravest first."""
    counts = Counter(one.level for one in answer.findings)
    return {level: counts[level] for level in LEVELS}


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as plain data."""
    site = finding.site
    row: dict[str, Any] = {
        "rule": finding.rule,
        "stage": finding.stage,
        "level": finding.level,
        "confidence": finding.confidence,
        "path": in_utf8(site.path),
        "line": site.line,
        "column": site.column,
        "end_line": site.end_line,
        "end_column": site.end_column,
        "message": without_keys(finding.message),
        "because": finding.because,
        "sources": [{"id": one.id, "title": one.title, "url": one.url} for one in finding.sources],
        "overruled": [
            {
                "question": one.question,
                "claim": one.claim,
                "source": one.source,
                "seen": one.seen.isoformat(),
                "because": one.because,
            }
            for one in finding.overruled
        ],
        "missing": list(finding.missing),
        "fix": None,
        "unfixed": finding.unfixed,
        "fingerprint": finding.fingerprint,
    }
    if finding.fix is not None:
        edits = [
            {
                "line": edit.line,
                "column": edit.column,
                "end_line": edit.end_line,
                "end_column": edit.end_column,
                "text": without_keys(edit.text),
            }
            for edit in finding.fix.edits
        ]
        row["fix"] = {"safety": finding.fix.safety, "says": finding.fix.says, "edits": edits}
    if site.cell is not None:
        row |= {"cell": site.cell, "cell_line": site.cell_line}
    return row
