"""The page of every rule, model, surface, cause and source, by an address of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from advisor.errors import InputError, as_written, nearest
from advisor.front.mcp.desk import Desk
from advisor.front.mcp.records import KINDS, Record, records
from advisor.report.markdown import render
from advisor.report.pages import explanation_page

__all__ = ["SCHEME", "Batch", "Resources", "address", "template"]

SCHEME = "advisor://"
_A_BATCH = 200
_MOST_COMPLETIONS = 100
"""More than that the protocol does not allow."""


class Batch(NamedTuple):
    """Some of the records, and where the next ones begin; empty after the last."""

    records: Sequence[Record]
    more: str


def address(record: Record) -> str:
    """The address of a page."""
    return f"{SCHEME}{record.kind}/{record.id}"


def template(kind: str) -> str:
    """The form of the addresses of a kind."""
    return f"{SCHEME}{kind}/{{id}}"


class Resources:
    """The pages of one rule book."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def _all(self) -> tuple[Record, ...]:
        return tuple(records(self._desk.book))

    def batch(self, begins: str | None) -> Batch:
        """The records from a place on, as the batch before told it.

        Raises:
            InputError: no such place.
        """
        if begins and not (begins.isdecimal() and int(begins) < len(self._all)):
            raise InputError(f"cursor: {as_written(begins)} is none that was told")
        start = int(begins or 0)
        end = start + _A_BATCH
        return Batch(self._all[start:end], str(end) if end < len(self._all) else "")

    def page(self, uri: str) -> str:
        """The page at an address, as Markdown, on the day it is read.

        Raises:
            InputError: nothing has that address.
        """
        known = {address(one): one for one in self._all}
        if uri not in known:
            raise InputError(
                f"nothing has the address {as_written(uri)}{nearest(uri, known)}; it is not in the records"
            )
        record = known[uri]
        told = self._desk.explanation(
            self._desk.knowledge(), f"routes/{record.id}" if record.kind == "routes" else record.id
        )
        if told is None:  # it stands in the book
            raise InputError(f"{as_written(uri)}: nothing is told of it")
        return render(explanation_page(told))

    def completions(self, form: str, begun: str) -> list[str]:
        """The ids that go on with what was begun, then those that hold it, for the addresses of a kind."""
        kind = next((kind for kind in KINDS if template(kind) == form), "")
        ids = [one.id for one in self._all if one.kind == kind and begun.lower() in one.id]
        return sorted(ids, key=lambda id_: not id_.startswith(begun.lower()))[:_MOST_COMPLETIONS]
