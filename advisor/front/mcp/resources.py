"""The page of every rule, model, surface, cause and source, by an address of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from advisor.errors import InputError, as_written, nearest
from advisor.explain import explained, references
from advisor.front.mcp.desk import Desk
from advisor.lookup import Reference
from advisor.report.explanation_markdown import render

__all__ = ["Batch", "Resources", "address", "template"]

_SCHEME = "advisor://"
_A_BATCH = 200
_MOST_COMPLETIONS = 100
"""More than that the protocol does not allow."""


class Batch(NamedTuple):
    """Some of the pages, and where the next ones begin; empty after the last."""

    pages: Sequence[Reference]
    more: str


def address(reference: Reference) -> str:
    """The address of a page."""
    return f"{_SCHEME}{reference.path}"


def template(kind: str) -> str:
    """The form of the addresses of a kind."""
    return address(Reference(kind, "{id}"))


class Resources:
    """The pages of one rule book."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def _all(self) -> dict[str, Reference]:
        return {address(one): one for one in references(self._desk.book)}

    def batch(self, begins: str | None) -> Batch:
        """The pages from a place on, as the batch before told it.

        Raises:
            InputError: no such place.
        """
        every = tuple(self._all.values())
        if begins and not (begins.isdecimal() and int(begins) < len(every)):
            raise InputError(f"cursor: {as_written(begins)} is none that was told")
        start = int(begins or 0)
        end = start + _A_BATCH
        return Batch(every[start:end], str(end) if end < len(every) else "")

    def page(self, uri: str) -> str:
        """The page at an address, as Markdown with links to the others, on the day it is read.

        Raises:
            InputError: nothing has that address.
        """
        if uri not in self._all:
            hint = nearest(uri, self._all)
            raise InputError(f"nothing has the address {as_written(uri)}{hint}; it is not in the records")
        return render(explained(self._desk.knowledge(), self._all[uri]), address)

    def completions(self, form: str, begun: str) -> list[str]:
        """The ids that go on with what was begun, then those that hold it, for the addresses of a kind."""
        ids = [one.id for one in self._all.values() if template(one.kind) == form and begun.lower() in one.id]
        return sorted(ids, key=lambda id_: not id_.startswith(begun.lower()))[:_MOST_COMPLETIONS]
