"""What a run left out, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from advisor.printable import in_utf8, on_one_line

__all__ = ["EXAMPLES", "Left", "summed"]

EXAMPLES = 3
"""Paths told beside a count."""


@dataclass(frozen=True, slots=True)
class Left:
    """What was left out for one reason."""

    reason: str
    count: int
    examples: tuple[str, ...]
    """The first few paths."""

    def __str__(self) -> str:
        more = ", ..." if self.count > len(self.examples) else ""
        shown = ", ".join(map(on_one_line, self.examples))
        return f"{self.count:,} {'path' if self.count == 1 else 'paths'}: {self.reason} ({shown}{more})"


def summed(left: Iterable[Left]) -> tuple[Left, ...]:
    """One entry a reason, by reason, each with the first of all examples by name: the same whatever came first."""
    by_reason: dict[str, list[Left]] = defaultdict(list)
    for one in left:
        by_reason[one.reason].append(one)
    return tuple(_sum(reason, by_reason[reason]) for reason in sorted(by_reason))


def _sum(reason: str, parts: Iterable[Left]) -> Left:
    parts = tuple(parts)
    examples = sorted({path for one in parts for path in one.examples}, key=in_utf8)
    return Left(reason, sum(one.count for one in parts), tuple(examples[:EXAMPLES]))
