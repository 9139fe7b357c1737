"""The address a request went to, as a paste tells it, and the surface behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advisor.extract.table import CallTable, SurfaceCalls
from advisor.facts import UNKNOWN, Maybe

__all__ = ["address_told", "surface_called", "surface_of"]

_SENT = re.compile(r"\b(?:POST|PUT)\s*[\"'`:]?\s*(https?://[^\s\"'`<>)\]},]+|/[\w./{}-]{3,})")
_URL = re.compile(r"https?://[^\s\"'`<>)\]},]+")
_PATH = re.compile(r"(?<![\w.-])/[\w./{}-]{3,120}")


def surface_of(endpoint: str, surfaces: Iterable[SurfaceCalls]) -> SurfaceCalls | None:
    """The surface whose path an address ends in, the longest first."""
    bare = endpoint.partition("?")[0].partition("#")[0].rstrip("/.")
    ends = ((path, one) for one in surfaces for path in one.paths)
    return next((one for path, one in sorted(ends, key=lambda pair: -len(pair[0])) if _ends(bare, path)), None)


def _ends(address: str, path: str) -> bool:
    """Whether an address leads to a path, with or without the version before it."""
    tail = path.partition("/v1")[2] or path
    return address.endswith(tail)


def address_told(text: str, table: CallTable) -> Maybe[str]:
    """The address a text says was called: one of a surface, else one that something was posted to."""
    for form in (_SENT, _URL, _PATH):
        for found in form.finditer(text):
            address = found[found.lastindex or 0].rstrip(".:;")
            if surface_of(address, table.surfaces):
                return address
    posted = _SENT.search(text)
    return posted[1].rstrip(".:;") if posted else UNKNOWN


def surface_called(text: str, table: CallTable) -> tuple[SurfaceCalls, int] | None:
    """The surface whose call of an SDK stands in a text, such as in the lines of a traceback, and where it ends."""
    best: tuple[SurfaceCalls, int] | None = None
    for surface in table.surfaces:
        for names in {one for calls in surface.calls.values() for one in calls if len(one) > 1}:
            form = re.compile(r"\b" + r"(?:\(\))?\s*\??\.\s*".join(map(re.escape, names)) + r"\s*\(", re.IGNORECASE)
            found = form.search(text)
            if found and (best is None or found.end() < best[1]):
                best = surface, found.end()
    return best
