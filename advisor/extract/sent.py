"""A request as code sends it, before it is known whether every part of it can be told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from advisor.extract.resolve import Resolver
from advisor.extract.table import CallTable, SurfaceCalls
from advisor.extract.values import HOLE, Fields, Possible
from advisor.extract.view import Call, Span
from advisor.facts import ABSENT, UNKNOWN, Maybe

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
    only_alike: bool = False
    """Its address only ends like one of ours, on a server that nothing is known of."""
    path: Maybe[str] = ABSENT
    """The path that it is sent to on our own server, as it is written."""

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
    if _is_anothers(sent, table) or (sent.only_alike and not _names_ours(sent, table)):
        return None
    known = {one.value for one in sent.models() if isinstance(one.value, str)}
    draws = bool(known & (table.image_models | set(table.aliases)))
    kept = tuple(
        surface
        for surface in sent.surfaces
        if surface.model_kind == "image" or draws or (surface.tool and sent.tool(surface) is not None)
    )
    return replace(sent, surfaces=kept, fields=_deployed(sent)) if kept else None


def _deployed(sent: Sent) -> Fields:
    """The fields; on Azure a deployment that nobody sees stands for the model where the body names none."""
    named = any(one.value for one in sent.fields.entries.get("model", ()))
    if sent.host != "azure" or named:
        return sent.fields
    return sent.fields.with_entry("model", (Possible(UNKNOWN, "unknown"),))


def _is_anothers(sent: Sent, table: CallTable) -> bool:
    """Whether raw HTTP to a host that is not known asks for models of other vendors only: a protocol of like shape."""
    drawing = all(surface.model_kind == "image" for surface in sent.surfaces)
    unknown = sent.how == "http" and sent.host == "dynamic"
    return drawing and unknown and bool(_named(sent)) and not _names_ours(sent, table)


def _named(sent: Sent) -> set[str]:
    """The models that a request names."""
    values = (one.value for one in sent.models() if isinstance(one.value, str))
    return {value for value in values if value and HOLE not in value}


def _names_ours(sent: Sent, table: CallTable) -> bool:
    """Whether a request names a model that is one of ours, or called like one."""
    stems = tuple({re.split(r"\d", model)[0] for model in table.image_models})
    return any(name.rpartition("/")[2].startswith(stems) or name in table.aliases for name in _named(sent))
