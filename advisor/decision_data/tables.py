"""Data in which every part is written once: tables of parts, and numbers in the places where they stand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

__all__ = ["Table", "Tables", "columns"]


class Table:
    """Parts of plain data, numbered in the order in which they were first met."""

    def __init__(self) -> None:
        self.parts: list[Any] = []
        self._numbers: dict[str, int] = {}

    def number(self, part: Any) -> int:
        """The number of a part, which is taken in where it is new; days are written out."""
        written = json.dumps(part, default=str)
        if written not in self._numbers:
            self._numbers[written] = len(self.parts)
            self.parts.append(json.loads(written))
        return self._numbers[written]


class Tables:
    """The tables of a page."""

    def __init__(self) -> None:
        self.parts = Table()
        """Whatever stands in an answer: a reason, a request, a question."""
        self.lists = Table()
        """Lists of parts."""
        self.ends = Table()
        """Recommendations without what the account adds."""
        self.rows = Table()
        """What some facts of an account add."""
        self.forks = Table()
        """Questions with what follows from each answer: a fork, or below zero `-1 - number` of an end or a row."""
        self.access = Table()
        """The trees on the account that belong to a request."""

    def list_of(self, parts: Iterable[Any]) -> int:
        """The number of a list of parts."""
        return self.lists.number([self.parts.number(part) for part in parts])


def columns(table: Table) -> dict[str, list[Any]]:
    """A table of maps as one list a key, which packs far better."""
    return {name: [part[name] for part in table.parts] for name in table.parts[0]}
