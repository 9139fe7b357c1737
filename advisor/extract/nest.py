"""Spans that lie in one another, and which of them hold a place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from advisor.extract.view import Span

__all__ = ["Nest"]


class Nest:
    """Spans of one text, of which any two lie in one another or apart."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        """`spans` are starts and ends in order; one that holds others comes before them."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._around: list[int] = []
        """For each span, the number of the one that holds it; -1 where none does."""
        opened: list[int] = []
        for number, (start, end) in enumerate(spans):
            while opened and self._ends[opened[-1]] < end:
                opened.pop()
            self._starts.append(start)
            self._ends.append(end)
            self._around.append(opened[-1] if opened else -1)
            opened.append(number)

    def holding(self, place: Span) -> Iterator[int]:
        """The numbers of the spans that hold a place, innermost first."""
        at = bisect_right(self._starts, place.start) - 1
        while at >= 0:
            if self._ends[at] >= place.end:
                yield at
            at = self._around[at]
