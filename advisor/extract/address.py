"""Which surface an address belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable

from advisor.extract.misspelt import Misspelt, own_path
from advisor.extract.table import CallTable, SurfaceCalls
from advisor.extract.values import HOLE, Fields, Possible
from advisor.extract.view import Span
from advisor.facts import ABSENT, UNKNOWN, Maybe

__all__ = ["Addresses", "deployed", "is_ours", "path_written", "with_deployment"]

_DEPLOYMENT = re.compile(r"/deployments/([^/?#]+)")


class Addresses:
    """Tells which surface an address belongs to."""

    def __init__(self, table: CallTable) -> None:
        self._patterns = [
            (re.compile(rf"(?:^|[/{HOLE}]){_tail(path)}(?=$|[/?#:{HOLE}\s\"'])(?!/[^?#\s\"'])"), path, surface)
            for surface in table.surfaces
            for path in surface.paths
        ]
        self._misspelt = Misspelt(table)
        paths = [path for surface in table.surfaces for path in surface.paths]
        self._ends = [re.compile(pattern.encode()) for pattern in (*map(_end, paths), *self._misspelt.patterns)]

    def places(self, source: bytes) -> list[Span]:
        """Where a text holds the end of a path."""
        return [Span(*found.span()) for end in self._ends for found in end.finditer(source)]

    def surface(self, address: str) -> SurfaceCalls | None:
        """The surface whose path an address ends in; the longest path counts.

        On our own server an address that almost has a path belongs to the surface that is meant.
        """
        hits = [
            (len(path), surface)
            for pattern, path, surface in self._patterns
            if pattern.search(address) and ("/" in _tail(path) or _is_whole(address, path))
        ]
        return max(hits, key=lambda hit: hit[0])[1] if hits else self._misspelt.surface(address)

    def names_one(self, address: str) -> bool:
        """Whether an address belongs to any surface."""
        return self.surface(address) is not None


def path_written(addresses: Iterable[str], table: CallTable) -> Maybe[str]:
    """The path of an address that is whole and on our own server; ABSENT where there is none, or more than one."""
    paths = {path for address in addresses if (path := own_path(address, table))}
    return paths.pop() if len(paths) == 1 else ABSENT


def is_ours(address: str, paths: Iterable[str]) -> bool:
    """Whether an address has the whole of a path, or the end of one after what is not known or a host alone."""
    bare = re.sub(r"^(?:https?:)?//[^/]*", "", address)
    return any(path in bare or re.search(rf"(?:{HOLE}|^)/?{_tail(path)}", bare) for path in paths)


def with_deployment(fields: Fields, addresses: Iterable[str]) -> Fields:
    """The fields of a body, with the deployment that an address names as its model where the body names none."""
    names = [found[1] for address in addresses if (found := _DEPLOYMENT.search(address))]
    if not names or any(one.value for one in fields.entries.get("model", ())):
        return fields
    return fields.with_entry("model", deployed(tuple(Possible(name, "literal") for name in dict.fromkeys(names))))


def deployed(names: tuple[Possible, ...]) -> tuple[Possible, ...]:
    """The models behind some deployments: only the organization knows them, by the deployment's name."""
    return tuple(Possible(UNKNOWN, "unknown", one.value if isinstance(one.value, str) else "") for one in names)


def _tail(path: str) -> str:
    """The path below its version, which may stand in the base address."""
    _, _, rest = path.strip("/").partition("/")
    return rest


def _end(path: str) -> str:
    """A pattern of how the end of a path is written; one word alone must look like a part of an address.

    It begins with the word itself, which is what makes a search fast.
    """
    tail = _tail(path)
    return rf"{tail}(?!\w)" if "/" in tail else rf"{tail}(?<=[/\"'`}}]{tail})(?![\w(.])"


def _is_whole(address: str, path: str) -> bool:
    """Whether nothing but a path stands below the host; one word alone is too little to tell a surface by."""
    bare = re.sub(r"^(?:https?:)?//[^/]*|[?#].*", "", address).rstrip("/")
    return re.sub("/{2,}", "/", bare) == path
