"""A lint answer for coding agents: a line a finding, a line at the end, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.report.lint_words import (
    cell_of,
    clean,
    fix_of,
    how_to_fix,
    message_of,
    no_fix,
    place_of,
    tally,
    unsure,
)

if TYPE_CHECKING:
    from advisor.finding import Edit, Finding, Linted

__all__ = ["render"]


def render(answer: Linted) -> str:
    """Where, which rule, what is wrong, and how to mend it: as edits, with the options that make them, or in words."""
    lines = [_line(one) for one in answer.findings]
    newest = f"newest source read {answer.newest_reading}" if answer.newest_reading else "nothing read by then"
    safe = any(one.fix and one.fix.safety == "safe" for one in answer.findings)
    run = " Run again with --fix to make the safe edits." if safe else ""
    return "\n".join([*lines, f"{tally(answer)}; as of {answer.as_of}, {newest}.{run}"]) + "\n"


def _line(finding: Finding) -> str:
    cell = cell_of(finding.site)
    parts = [
        f"{place_of(finding.site)}{f' ({cell})' if cell else ''}: {finding.level}[{finding.rule}] {message_of(finding)}"
    ]
    if unsure(finding):
        parts.append(f"confidence {finding.confidence}")
    fix, why = fix_of(finding), no_fix(finding)
    if fix is not None:
        edits = " ".join(map(_edit, fix.edits))
        parts.append(f"fix ({how_to_fix(fix)}): {clean(fix.says)}: {edits}")
    elif why:
        parts.append(f"no fix: {why}")
    return " | ".join(parts)


def _edit(edit: Edit) -> str:
    """Which characters become what: an empty text deletes them."""
    return f"{edit.line}:{edit.column}-{edit.end_line}:{edit.end_column} -> {clean(repr(edit.text))}"
