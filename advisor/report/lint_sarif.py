"""A lint answer as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from advisor.report.json import render as render_json
from advisor.report.lint_markdown import rule_details
from advisor.report.lint_words import clean, fix_of, message_of, no_fix, pages_of
from advisor.secrets import without_keys

if TYPE_CHECKING:
    from advisor.finding import Edit, Finding, Fix, Linted, RulePage
    from advisor.left import Left
    from advisor.site import Site

__all__ = ["render"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"


def render(answer: Linted, *, version: str) -> str:
    """One log with one run; `version` is that of the tool."""
    pages = pages_of(answer)
    order = {id_: index for index, id_ in enumerate(pages)}
    driver = {"name": "advisor", "version": version, "rules": [_rule(page) for page in pages.values()]}
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {
            _ROOT: {
                "description": {"text": "The root of the repository, or else the folder in which the advisor was run."}
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": [_notification(one) for one in answer.left]}
        ],
        "results": [_result(one, order[one.rule]) for one in answer.findings],
        "properties": {
            "asOf": answer.as_of.isoformat(),
            "newestReading": answer.newest_reading.isoformat() if answer.newest_reading else None,
            "files": answer.files,
            "requests": answer.requests,
            "elsewhere": dict(answer.elsewhere),
            "suppressed": answer.suppressed,
            "baselined": sum(one.count for one in answer.baselined),
        },
    }
    return render_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(page: RulePage) -> dict[str, Any]:
    told = [page.because]
    told += [f"{name}:\n{example}" for name, example in (("Wrong", page.avoid), ("Right", page.prefer)) if example]
    told += [f"{one.title}: {one.url}" if one.url else one.title for one in page.sources]
    return {
        "id": page.id,
        "shortDescription": {"text": clean(page.title)},
        "fullDescription": {"text": clean(page.because)},
        "help": {"text": without_keys("\n".join(told)), "markdown": "\n".join(rule_details(page))},
        "defaultConfiguration": {"level": page.level},
        "properties": {"stage": page.stage, "tags": ["openai", "image generation", page.stage]},
    }


def _result(finding: Finding, index: int) -> dict[str, Any]:
    site = finding.site
    region = _region(site)
    if finding.code:
        region["snippet"] = {"text": _text(finding.code)}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": finding.level,
        "message": {"text": message_of(finding)},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(site.path), "region": region}}],
        "partialFingerprints": {"advisorFingerprint/v1": finding.fingerprint},
        "properties": {"confidence": finding.confidence},
    }
    if site.cell is not None:
        result["properties"] |= {"cell": site.cell, "cellLine": site.cell_line}
    fix = fix_of(finding)
    if fix is not None:
        result["fixes"] = [_fix(fix, site.path)]
    elif no_fix(finding):
        result["properties"]["unfixed"] = no_fix(finding)
    return result


def _fix(fix: Fix, path: str) -> dict[str, Any]:
    replacements = [{"deletedRegion": _region(edit), "insertedContent": {"text": edit.text}} for edit in fix.edits]
    return {
        "description": {"text": clean(f"{fix.says} ({fix.safety})")},
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": replacements}],
    }


def _region(place: Site | Edit) -> dict[str, Any]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _artifact(path: str) -> dict[str, str]:
    """Where a file is: below the folder of the run, or by its whole address where it lies elsewhere."""
    address = quote(path.encode("utf-8", "surrogateescape"))
    if path.startswith("/"):
        return {"uri": f"file://{address}"}
    if path[1:3] == ":/":  # a drive of Windows
        return {"uri": f"file:///{path[:2]}{address[4:]}"}
    return {"uri": address, "uriBaseId": _ROOT}


def _notification(left: Left) -> dict[str, Any]:
    return {
        "level": "note",
        "message": {"text": clean(f"{left.count:,} not read: {left.reason}")},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(one)}} for one in left.examples],
    }


def _text(code: str) -> str:
    """Code as text of JSON, without keys."""
    return without_keys(code).encode("utf-8", "backslashreplace").decode()
