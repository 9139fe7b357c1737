"""The value types of a diagnosis. Reports see these and never the rules. No text here holds a secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from advisor.finding import Cited, Finding

__all__ = ["CallSite", "Cause", "Check", "Cleared", "Diagnosis", "Evidence", "Linked", "Step"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that was told, and that speaks for a cause."""

    fact: str
    """What it was read from: a fact such as `failure.code`, or `rule <id>`."""
    shows: str
    """What stands there, in the words of the failure, or what the rule says."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do."""

    text: str
    command: str
    """What to run for it; empty where there is no command, or it would need what nobody told."""
    link: str
    paid: bool
    """It costs money."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What may be to blame."""

    cause: str
    """An id of rules/causes.yaml; `<unknown>` where only a stage can be named."""
    stage: str
    standing: str
    """`shown`, `likely`, `possible`, or `cleared`: the failure came after it."""
    confidence: str
    """high, medium or low."""
    means: str
    because: str
    """Why the evidence speaks for it, or what clears it."""
    evidence: tuple[Evidence, ...]
    next_step: Step
    check: Step
    """The cheapest check of whether it is so."""
    sources: tuple[Cited, ...]
    signatures: tuple[str, ...]
    """The signatures and rules that lead to it."""


@dataclass(frozen=True, slots=True)
class Check:
    """The cheapest check of a stage of the debugging order."""

    stage: str
    title: str
    asks: str
    check: Step


@dataclass(frozen=True, slots=True)
class Cleared:
    """A stage or a cause that cannot be to blame."""

    what: str
    """The id of a stage or of a cause."""
    because: str
    signature: str


@dataclass(frozen=True, slots=True)
class Linked:
    """Another error of the same paste, which followed from the one that was judged or is less telling."""

    message: str
    cause: str
    """What it alone would be put down to; `<unknown>` where nothing tells."""


@dataclass(frozen=True, slots=True)
class CallSite:
    """A call in code that could have sent the request."""

    path: str
    line: int
    column: int
    call: str
    fits: tuple[str, ...]
    """What it has in common with the request that failed, such as `size 1024x1024`."""
    findings: tuple[Finding, ...]
    """What lint says of it."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is to blame, on what evidence, and the one next step."""

    as_of: date
    newest_reading: date | None
    understood: Mapping[str, object]
    """What was read from the failure and told of the request, by the names of facts; no secrets."""
    causes: tuple[Cause, ...]
    """The likeliest first, five at most; what is cleared stands last."""
    first_step: Step
    do_not: tuple[str, ...]
    checks: tuple[Check, ...]
    """The debugging order, where no cause is shown."""
    linked: tuple[Linked, ...]
    cleared: tuple[Cleared, ...] = ()
    """What the failure shows to be in order."""
    call_sites: tuple[CallSite, ...] | None = None
    """Where the request may stand in code; None where no code was looked at."""
    id: object = None
    """By which whoever handed the case in knows it."""
