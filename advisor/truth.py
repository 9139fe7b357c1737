"""Kleene's three truth values. UNKNOWN is a value of its own and never turns into FALSE."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

__all__ = ["Truth"]


class Truth(Enum):
    """TRUE, FALSE or UNKNOWN."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, value: bool) -> Truth:
        """The truth of a plain boolean."""
        return cls.TRUE if value else cls.FALSE

    @classmethod
    def all(cls, truths: Iterable[Truth]) -> Truth:
        """FALSE if any is FALSE, else UNKNOWN if any is UNKNOWN, else TRUE."""
        found = set(truths)
        if cls.FALSE in found:
            return cls.FALSE
        return cls.UNKNOWN if cls.UNKNOWN in found else cls.TRUE

    @classmethod
    def any(cls, truths: Iterable[Truth]) -> Truth:
        """TRUE if any is TRUE, else UNKNOWN if any is UNKNOWN, else FALSE."""
        found = set(truths)
        if cls.TRUE in found:
            return cls.TRUE
        return cls.UNKNOWN if cls.UNKNOWN in found else cls.FALSE

    def negated(self) -> Truth:
        """TRUE and FALSE swapped; UNKNOWN stays."""
        if self is Truth.UNKNOWN:
            return self
        return Truth.FALSE if self is Truth.TRUE else Truth.TRUE
