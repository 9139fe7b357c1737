"""Whose server an address is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

from advisor.extract.address import is_ours
from advisor.extract.table import CallTable
from advisor.extract.values import HOLE, Possible
from advisor.facts import UNKNOWN

__all__ = ["Hosts"]

_DYNAMIC = "dynamic"
_OF_AZURE = re.compile(r"/openai/(?:deployments|images)/|/openai/v\d+/.*[?&]api-version=")
"""What only Azure has in an address, whatever the host."""


class Hosts:
    """Tells the hosts of addresses apart."""

    def __init__(self, table: CallTable) -> None:
        self._table = table

    def of_addresses(self, addresses: tuple[Possible, ...]) -> str:
        """The kind of host of an address that may be several: one that may be told otherwise and is ours is dynamic."""
        kinds = [self.of_address(one.value) for one in addresses if isinstance(one.value, str) and one.value]
        open_ = any(one.value is UNKNOWN for one in addresses)
        known = [kind for kind in kinds if kind != _DYNAMIC]
        if not known:
            return _DYNAMIC if kinds or open_ else ""
        return _DYNAMIC if open_ and known[0] == "openai" else known[0]

    def of_address(self, address: str) -> str:
        """The kind of host of an address; dynamic where its host is not known."""
        host = _host_of(address)
        if not host or host.startswith("$"):
            return _DYNAMIC
        return self._kind(host) or (_DYNAMIC if HOLE in host else "gateway")

    def _kind(self, host: str) -> str:
        """The kind of a host that is named; empty where none is."""
        named = (kind for kind, patterns in self._table.hosts if any(fnmatchcase(host, one) for one in patterns))
        return next(named, "")

    def is_only_alike(self, addresses: Iterable[str]) -> bool:
        """Whether every address only ends like one of ours: below another path, on a host that is not named."""
        whole = {path for surface in self._table.surfaces for path in surface.paths}
        return all(not self._kind(_host_of(address)) and not is_ours(address, whole) for address in addresses)


def _host_of(address: str) -> str:
    """The host in an address; empty where there is none."""
    match = re.match(r"(?:https?:)?//(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)", address)
    host = match[1].lower().strip("[]") if match else ""
    if not host and not address.startswith(("/", HOLE)) and re.match(r"[\w.-]+\.[a-z]{2,}(?=[:/]|$)", address):
        host = re.split(r"[:/]", address.lower())[0]
    if _OF_AZURE.search(address):
        host = host if host and HOLE not in host else "x.openai.azure.com"
    return host
