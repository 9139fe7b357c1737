"""A lint answer as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from advisor.printable import in_utf8
from advisor.report.document import head, left_data
from advisor.report.lint_words import by_level, clean, fix_of, no_fix
from advisor.secrets import with_dummies, without_keys

if TYPE_CHECKING:
    from advisor.finding import Cited, Edit, Finding, Linted, RulePage
    from advisor.report.lint_shapes import LintDocument
    from advisor.site import Region, Site

__all__ = ["finding_data", "lint_document"]


def lint_document(answer: Linted) -> LintDocument:
    """The answer as plain data."""
    document: Any = {
        **head(answer.as_of, answer.newest_reading),
        "findings": [finding_data(one) for one in answer.findings],
        "pages": {id_: _page(page) for id_, page in answer.pages.items()},
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
            "left": left_data(answer.left),
        },
    }
    if answer.shard:
        document["summary"]["shard"] = answer.shard
    return document  # type: ignore[no-any-return]


def _page(page: RulePage) -> dict[str, Any]:
    texts = {name: getattr(page, name) for name in ("stage", "level", "title", "because", "avoid", "prefer")}
    return {**texts, "sources": _cited(page.sources)}


def _cited(sources: Iterable[Cited]) -> list[dict[str, str]]:
    return [{"id": one.id, "title": one.title, "url": one.url} for one in sources]


def _span(place: Site | Region | Edit) -> dict[str, int]:
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """A finding as plain data."""
    site = finding.site
    row: dict[str, Any] = {
        "rule": finding.rule,
        "stage": finding.stage,
        "level": finding.level,
        "confidence": finding.confidence,
        "path": in_utf8(site.path),
        **_span(site),
        "language": site.language,
        "how": site.how,
        "host": site.host,
        "focus": None if finding.focus is None else _span(finding.focus),
        "source_line": with_dummies(finding.line),  # below which a caret is put
        "source_code": without_keys(finding.code),
        "message": clean(finding.message),
        "because": finding.because,
        "sources": _cited(finding.sources),
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
        "unfixed": no_fix(finding),
        "fingerprint": finding.fingerprint,
    }
    fix = fix_of(finding)
    if fix is not None:
        edits = [{**_span(edit), "text": edit.text} for edit in fix.edits]
        row["fix"] = {"safety": fix.safety, "says": clean(fix.says), "edits": edits}
    if site.cell is not None:
        row |= {"cell": site.cell, "cell_line": site.cell_line}
    return row
