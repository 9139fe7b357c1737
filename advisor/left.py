"""What a run left out, and why."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.printable import on_one_line

__all__ = ["Left"]


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
