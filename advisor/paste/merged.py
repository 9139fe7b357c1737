"""What several places of a paste tell of one failure, put together."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from advisor.facts import ABSENT, UNKNOWN
from advisor.failure import Failure

__all__ = ["beside"]


def beside(first: Failure, *others: Failure) -> Failure:
    """The failure that the first tells of, with what only the others know."""
    for other in others:
        gaps: dict[str, Any] = {
            slot.name: getattr(other, slot.name)
            for slot in fields(Failure)
            if getattr(first, slot.name) is UNKNOWN and getattr(other, slot.name) is not UNKNOWN
        }
        if first.param is ABSENT and isinstance(other.param, str):
            gaps["param"] = other.param  # a gateway that says null still repeats the message that names it
        first = replace(first, **gaps) if gaps else first
    return first
