"""What diagnosis rests on: causes, their checks, the signatures of errors, and days on which the API failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from advisor.condition import Condition

__all__ = ["Incident", "KnownCause", "Led", "Probe", "Signature", "WordList"]


@dataclass(frozen=True, slots=True)
class Probe:
    """The cheapest check of something."""

    look: str
    """What to look at, and what it tells."""
    command: str
    """What to run for it, with `{fact}`s of the request; empty where there is none."""
    link: str
    paid: bool
    """It costs money; all others are free."""


@dataclass(frozen=True, slots=True)
class KnownCause:
    """A cause of failures."""

    id: str
    stage: str
    means: str
    next_step: str
    command: str
    """What to run as the next step, with `{fact}`s of the request; empty where there is none."""
    link: str
    probe: Probe
    do_not: tuple[str, ...]
    tells: Mapping[str, bool]
    """Facts of the account that are so where the cause is shown, by their full names."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Led:
    """A cause that a signature leads to, and when."""

    cause: str
    when: Condition
    standing: str
    """`shown`, `likely` or `possible`: how far the signature shows it where it is the first that holds."""
    because: str


@dataclass(frozen=True, slots=True)
class Signature:
    """How an error looks, what it means, and what it clears."""

    id: str
    title: str
    when: Condition
    because: str
    causes: tuple[Led, ...]
    """Best first. The first that holds leads; those that may hold, and those after it, are possible."""
    clears: tuple[str, ...]
    """Stages and causes that cannot be to blame, for the failure came after them."""
    sets_aside: tuple[str, ...]
    """Signatures that count for nothing where this one holds, for it says more."""
    sources: tuple[str, ...]
    matches: tuple[object, ...]
    """Cases with this signature, each with the cause that comes first."""
    differs: tuple[object, ...]
    """Cases without it that look alike."""
    as_of: date
    place: str


@dataclass(frozen=True, slots=True)
class WordList:
    """Words of one meaning that several conditions look for."""

    id: str
    means: str
    phrases: tuple[str, ...]
    used_by: tuple[str, ...]
    """The files whose conditions name it, in order."""


@dataclass(frozen=True, slots=True)
class Incident:
    """A day on which the API failed for many at once."""

    day: date
    what: str
    source: str
    seen: date
    """The day on which the source was read."""
