"""A request as code sends it, before it is known whether every part of it can be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from advisor.extract.resolve import Resolver
from advisor.extract.table import CallTable, SurfaceCalls
from advisor.extract.values import HOLE, Fields, Possible
from advisor.extract.view import Call, Span

__all__ = ["Sent", "is_request"]


@dataclass(frozen=True, slots=True)
class Sent:
    """A call that sends a request."""

    surfaces: tuple[SurfaceCalls, ...]
    """One, or those between which a condition decides."""
    fields: Fields
    """The body, a tool's fields still inside of it."""
    span: Span
    how: str
    host: str
    call: Call | None
    """The call that gives the answer; None where there is none."""
    resolver: Resolver | None
    """Of the file; None where the code has no names."""

    def models(self) -> tuple[Possible, ...]:
        """What may stand in the top-level `model`."""
        return self.fields.get("model")

    def tool(self, surface: SurfaceCalls) -> Fields | None:
        """The tool that holds the image fields, if the body has it."""
        return next(tools_of(self.fields, surface.tool), None)


def tools_of(fields: Fields, kind: str) -> Iterator[Fields]:
    """The tools of a kind in a body."""
    for possible in fields.get("tools"):
        for item in possible.value if isinstance(possible.value, tuple) else ():
            tool = item.value
            if isinstance(tool, Fields) and any(one.value == kind for one in tool.entries.get("type", ())):
                yield tool


def is_request(sent: Sent, table: CallTable) -> Sent | None:
    """The request with the surfaces on which it makes images; None where there is none.

    A call of a surface for text counts with the image tool, or with an image model in its `model`.
    """
    if _is_anothers(sent, table):
        return None
    known = {one.value for one in sent.models() if isinstance(one.value, str)}
    draws = bool(known & (table.image_models | set(table.aliases)))
    kept = tuple(
        surface
        for surface in sent.surfaces
        if surface.model_kind == "image" or draws or (surface.tool and sent.tool(surface) is not None)
    )
    return replace(sent, surfaces=kept) if kept else None


def _is_anothers(sent: Sent, table: CallTable) -> bool:
    """Whether raw HTTP to a host that is not known asks for models of other vendors only: a protocol of like shape."""
    named = {one.value for one in sent.models() if isinstance(one.value, str) and one.value and HOLE not in one.value}
    stems = {re.split(r"\d", model)[0] for model in table.image_models}
    drawing = all(surface.model_kind == "image" for surface in sent.surfaces)
    return (
        drawing
        and sent.how == "http"
        and sent.host == "dynamic"
        and bool(named)
        and not any(name.startswith(tuple(stems)) or name in table.aliases for name in named)
    )
