"""A lint answer as annotations of GitHub Actions.

The commands and their escapes: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.levels import LEVELS
from advisor.printable import in_utf8
from advisor.report.lint_words import (
    cell_of,
    clean,
    fix_of,
    how_to_fix,
    message_of,
    no_fix,
    surroundings,
    unsure,
    verdict,
)

if TYPE_CHECKING:
    from advisor.finding import Finding, Linted

__all__ = ["command", "plain", "render"]

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def render(answer: Linted) -> str:
    """A command a finding, the gravest first since GitHub shows few of them; then the summary, as lines of the log."""
    ordered = sorted(answer.findings, key=lambda one: LEVELS.index(one.level))
    lines = [_command(one) for one in ordered]
    lines += [plain(sentence) for sentence in (verdict(answer), *surroundings(answer))]
    return "\n".join(lines) + "\n"


def command(path: str, line: int, title: str, message: str) -> str:
    """An error on a line of a file."""
    told = f"file={_escaped(in_utf8(path), _PROPERTY)},line={line},title=advisor {_escaped(title, _PROPERTY)}"
    return f"::error {told}::{_escaped(message, _DATA)}"


def _command(finding: Finding) -> str:
    site = finding.site
    properties: dict[str, object] = {"file": in_utf8(site.path), "line": site.line, "endLine": site.end_line}
    if site.line == site.end_line:  # GitHub takes columns of places on one line only
        properties |= {"col": site.column, "endColumn": site.end_column}
    properties["title"] = f"advisor {finding.rule}"
    told = ",".join(f"{name}={_escaped(str(value), _PROPERTY)}" for name, value in properties.items())
    message = _escaped("\n".join(_message(finding)), _DATA)
    return f"::{_COMMANDS[finding.level]} {told}::{message}"


def _message(finding: Finding) -> Iterator[str]:
    cell = cell_of(finding.site)
    yield message_of(finding) + (f" ({cell})" if cell else "")
    yield clean(finding.because)
    if unsure(finding):
        yield f"Confidence: {unsure(finding)}."
    fix, why = fix_of(finding), no_fix(finding)
    if fix is not None:
        yield f"Fix: {clean(fix.says)} ({how_to_fix(fix)})."
    elif why:
        yield f"No fix: {why}"
    yield from (f"{one.title}: {one.url}" for one in finding.sources if one.url)


def _escaped(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(one, one) for one in text)


def plain(text: str) -> str:
    """A line of the log that the runner takes for no command, whatever names it holds."""
    return text.replace("::", ": :").replace("##[", "## [")
