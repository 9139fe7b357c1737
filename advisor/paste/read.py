"""The case that a paste tells, whatever form it has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.extract.table import CallTable
from advisor.facts import UNKNOWN
from advisor.failure import Case, Failure
from advisor.paste.case import case_of

__all__ = ["read_case"]


def read_case(given: str | bytes | Mapping[str, Any] | BaseException, table: CallTable) -> Case:
    """The case that a paste, a mapping or an exception tells."""
    if isinstance(given, Mapping):
        return case_of(given, table)
    text = given.decode("utf-8", "replace") if isinstance(given, bytes) else str(given)
    return Case(failures=(Failure(text=text or UNKNOWN, message=text or UNKNOWN),))
