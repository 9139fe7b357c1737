"""A lint answer as a Code Quality report of GitLab.

The format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from advisor.printable import in_utf8
from advisor.report.lint_words import clean, message_of

if TYPE_CHECKING:
    from advisor.finding import Finding, Linted

__all__ = ["render"]

_SEVERITIES = {"error": "major", "warning": "minor", "note": "info"}


def render(answer: Linted) -> str:
    """A list with an object a finding."""
    return json.dumps([_issue(one) for one in answer.findings], indent=2, ensure_ascii=False) + "\n"


def _issue(finding: Finding) -> dict[str, Any]:
    site = finding.site
    return {
        "description": f"{message_of(finding)} {clean(finding.because)}",
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES[finding.level],
        "location": {"path": in_utf8(site.path), "lines": {"begin": site.line, "end": site.end_line}},
    }
