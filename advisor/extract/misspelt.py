"""Addresses on our own server whose path is almost one of the API's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from operator import itemgetter

from advisor.extract.table import CallTable, SurfaceCalls
from advisor.extract.values import HOLE

__all__ = ["Misspelt", "own_path", "searched_for"]

_ALIKE = {"image": 0.7, "text": 0.9}
"""How alike a path must be to be meant for a surface, by the kind of model that takes: text has many other paths."""
_STEM = 4
"""Letters of a path's last word that a misspelt one has too."""


class Misspelt:
    """Tells which surface an address on our own server is meant for."""

    def __init__(self, table: CallTable) -> None:
        self._table = table
        self._paths = [(path, surface) for surface in table.surfaces for path in surface.paths]
        self.patterns = tuple(_patterns(table))
        """What finds the ends of such addresses in a text."""

    def surface(self, address: str) -> SurfaceCalls | None:
        """The surface whose path is most like that of an address; None where none is, or the server is another's."""
        written = own_path(address, self._table)
        alike = [
            (likeness, path, surface)
            for path, surface in (self._paths if written else ())
            if _stem(path) in written
            and (likeness := SequenceMatcher(None, written, path).ratio()) >= _ALIKE[surface.model_kind]
        ]
        named = [one for one in alike if one[1].rpartition("/")[2][:_STEM] in written]
        return max(named or alike[:1], key=itemgetter(0))[2] if alike else None


def own_path(address: str, table: CallTable) -> str:
    """The path of an address that is written out and on our own server; empty for any other."""
    host, path = _parted(address)
    is_own = any(re.fullmatch(name.replace(".", r"\.").replace("*", "[^/]+"), host) for name in own_hosts(table))
    return path if is_own and HOLE not in path else ""


@cache
def _parted(address: str) -> tuple[str, str]:
    found = re.match(r"https?://([^/:?#]+)(?::\d+)?([^?#\s\"'`]*)", address)
    return (found[1].lower(), re.sub("//+", "/", found[2]).rstrip("/")) if found else ("", "")


def own_hosts(table: CallTable) -> Iterator[str]:
    """The names of our own servers."""
    return (name for kind, names in table.hosts for name in names if kind == "openai")


def searched_for(table: CallTable) -> Iterator[tuple[str, str]]:
    """The names of our own servers, each with a pattern of what follows where an image is meant."""
    stems = "|".join(sorted({_stem(path) for surface in table.surfaces if _draws(surface) for path in surface.paths}))
    yield from ((name, rf"[^\s\"'`<>]*(?:{stems})") for name in own_hosts(table) if "*" not in name)


def _patterns(table: CallTable) -> Iterator[str]:
    yield from (rf"{re.escape(name)}/[^\s\"'`<>]*" for name in own_hosts(table) if "*" not in name)
    for path in {path for surface in table.surfaces if _draws(surface) for path in surface.paths}:
        last = path.rpartition("/")[2]
        yield rf"/{_stem(path)}s?/{last[:_STEM]}\w*"


def _draws(surface: SurfaceCalls) -> bool:
    return surface.model_kind == "image"


def _stem(path: str) -> str:
    """The word below the version, without the ending of a plural."""
    return path.strip("/").split("/")[1].rstrip("s")
