"""The lines of code that findings are about, read again from their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from advisor.extract.fragment import physical_lines
from advisor.front.source import decode, largest, read_source

if TYPE_CHECKING:
    from advisor.finding import Finding, Linted

__all__ = ["with_lines"]


def with_lines(answer: Linted, given: Mapping[str, bytes] | None = None) -> Linted:
    """The answer, each finding with its code; `given` holds, by path, what stands in no file.

    Lines are those of the file, in notebooks too. What can no longer be read, or was cut since, stays empty; what has
    its code already keeps it.
    """

    @cache
    def lines(path: str) -> list[str]:
        content = given[path] if given and path in given else read_source(path, largest(path))
        return [] if isinstance(content, str) else physical_lines(decode(content))

    return replace(
        answer,
        findings=tuple(one if one.line else _with_code(one, lines(one.site.path)) for one in answer.findings),
    )


def _with_code(finding: Finding, lines: list[str]) -> Finding:
    site = finding.site
    held = lines[site.line - 1 : site.end_line]
    if not held:
        return finding
    line = lines[finding.shown.line - 1] if finding.shown.line <= len(lines) else ""
    held[-1] = held[-1][: site.end_column - 1]
    held[0] = held[0][site.column - 1 :]
    return replace(finding, line=line, code="\n".join(held))
