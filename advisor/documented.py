"""The value types of an answer about documentation. Reports see these and never the rules."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor.finding import Linted

__all__ = ["EDITED", "EMPTY", "FRESH", "STALE", "BlockState", "Documented"]

FRESH, STALE, EMPTY, EDITED = "fresh", "stale", "empty", "edited"
"""How a block stands: as it would be written, otherwise, not written yet, or written by hand."""


@dataclass(frozen=True, slots=True)
class BlockState:
    """A block of a page."""

    path: str
    line: int
    """Where it begins, from 1."""
    kind: str
    as_of: date
    """The day for which it would be written."""
    standing: str
    """`fresh`, `stale`, `empty` or `edited`, as it was found."""
    written: bool = False
    """Whether it was written in this run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented:
    """Every block of the pages that were read, and what else is wrong with them."""

    as_of: date
    newest_reading: date | None
    pages: int
    """How many were read."""
    blocks: tuple[BlockState, ...]
    """By page, in order."""
    diff: str = ""
    """What would be written over something else, hand edits included."""
    max_age: int | None = None
    """The most days that the newest reading may be old; None where nobody says."""
    lint: Linted | None = None
    """What the pages' own code and statements break; None where nobody looked."""

    @property
    def is_too_old(self) -> bool:
        """Whether the knowledge is older than allowed."""
        if self.max_age is None:
            return False
        return self.newest_reading is None or (self.as_of - self.newest_reading).days > self.max_age

    @property
    def amiss(self) -> tuple[BlockState, ...]:
        """The blocks that are not as they would be written, and were not written."""
        return tuple(one for one in self.blocks if one.standing != FRESH and not one.written)

    @property
    def counts(self) -> Counter[str]:
        """How many blocks were written in this run, and how many of the others there are of each standing."""
        return Counter("written" if one.written else one.standing for one in self.blocks)
