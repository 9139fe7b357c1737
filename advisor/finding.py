"""The value types of a lint answer. Reports see these and never the rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from advisor.left import Left
from advisor.site import Region, Site

if TYPE_CHECKING:  # a run that finds nothing needs none
    from advisor.answer import Overruled

__all__ = ["CONFIDENCES", "Baselined", "Cited", "Edit", "Finding", "Fix", "Linted", "RulePage"]

CONFIDENCES = ("high", "medium", "low")
"""The surest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Characters of a file that become others. Lines and columns count from 1, in characters of the file."""

    line: int
    column: int
    end_line: int
    end_column: int
    """The column after the last character."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """What would mend a finding, with whatever else must change with it."""

    safety: str
    """`safe` where the mended request asks for the same image, else `unsafe`."""
    says: str
    """What it does, in words."""
    edits: tuple[Edit, ...]
    """In the order of their places; none overlaps another."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A source that a finding rests on."""

    id: str
    title: str
    url: str
    """Empty where the exact address is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePage:
    """What there is to say of a rule beside its findings."""

    id: str
    stage: str
    level: str
    title: str
    because: str
    avoid: str
    """A call that breaks it; empty where its examples are no code."""
    prefer: str
    """A call that breaks no rule; empty likewise."""
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that a request breaks, and where."""

    rule: str
    stage: str
    level: str
    """`error`, `warning` or `note`, which for some rules depends on the day."""
    confidence: str
    """`high`, `medium` or `low`: whether the request is broken whatever the code decides, and whether it is one."""
    site: Site
    message: str
    because: str
    sources: tuple[Cited, ...]
    overruled: tuple[Overruled, ...] = ()
    """What other sources say, and why they are not believed."""
    missing: tuple[str, ...] = ()
    """The unknown facts that keep it from being decided; only with `pedantic` are there such findings."""
    fix: Fix | None = None
    unfixed: str = ""
    """Why there is no fix; empty where there is one."""
    focus: Region | None = None
    """Where in the file stands what the rule is about, a field or a model; None where nothing does."""
    line: str = ""
    """The line of the file that is shown of it, without its end; empty where it was not read again."""
    code: str = ""
    """All that stands in its place, as the file has it; empty likewise."""
    fingerprint: str = ""
    """The same as long as rule, path and request are, whatever the lines."""

    @property
    def shown(self) -> Region | Site:
        """Where what it is about begins: a field or a model of the request, else the request itself."""
        return self.focus or self.site


@dataclass(frozen=True, slots=True)
class Baselined:
    """Findings of one rule in one file that a baseline lets pass."""

    path: str
    rule: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """Every finding in the files that were read, and what was looked at."""

    as_of: date
    newest_reading: date | None
    findings: tuple[Finding, ...]
    """By path, then by place, then the gravest first."""
    files: int
    """How many were read."""
    requests: int
    """How many were judged."""
    elsewhere: Mapping[str, int]
    """How many were not judged by models and fields, by kind of host, in order."""
    rules: int
    """How many were applied."""
    pages: Mapping[str, RulePage]
    """By id, in order: the rules of the findings."""
    left: tuple[Left, ...] = ()
    suppressed: int = 0
    """Findings that a comment lets pass."""
    baselined: tuple[Baselined, ...] = ()
    shard: str = ""
    """Which part of all files was read, such as `1/4`; empty where all were."""

    def only(self, wanted: Callable[[Finding], bool]) -> Linted:
        """The same answer with some of its findings."""
        kept = tuple(filter(wanted, self.findings))
        rules = {one.rule for one in kept}
        return replace(self, findings=kept, pages={id_: page for id_, page in self.pages.items() if id_ in rules})
