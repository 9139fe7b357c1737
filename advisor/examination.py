"""The value types of what `advisor doctor` found. Reports see these, never the rules. No text here holds a secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from advisor.diagnosis import Evidence, Step
from advisor.finding import Cited

__all__ = ["STATES", "Checked", "Examination"]

STATES = ("proved", "refuted", "no evidence", "skipped", "crashed")
"""Of a check. What nobody proved or refuted is `no evidence`, whatever else works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What one check found."""

    check: str
    title: str
    stage: str
    """The stage of the debugging order that it belongs to."""
    state: str
    """One of STATES."""
    shows: str
    """What was seen, or why it was not looked at."""
    details: tuple[str, ...] = ()
    cause: str = ""
    """An id of rules/causes.yaml, where the rules name one for what was refused; else empty."""
    standing: str = ""
    """How far that cause is shown: `shown`, `likely` or `possible`; empty where there is none."""
    because: str = ""
    """Why the evidence speaks for that cause, or for the stage to look at where no cause is named."""
    evidence: tuple[Evidence, ...] = ()
    next_step: Step | None = None
    do_not: tuple[str, ...] = ()
    sources: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What all checks found, in debugging order, and the one first step."""

    as_of: date
    newest_reading: date | None
    address: str
    """Where requests went, without what opens it."""
    checks: tuple[Checked, ...]
    first_step: Step
    do_not: tuple[str, ...]
    """What would lead astray now."""
    spent: bool
    """A request that costs money was sent, whatever came of it."""
    stopped: bool
    """It was stopped before it was done."""
    image: str = ""
    """The file that the drawn image was saved in; empty where none was."""
    account: str = ""
    """The file that what was learned was written to; empty where none was asked for."""
    changed: tuple[str, ...] = ()
    """What is different in that file now, one line a fact."""

    @property
    def refuted(self) -> bool:
        """Whether any check is refuted."""
        return any(one.state == "refuted" for one in self.checks)

    @property
    def crashed(self) -> bool:
        """Whether any check crashed."""
        return any(one.state == "crashed" for one in self.checks)
