"""Whose client and whose server: the packages, classes and hosts by which code shows where its requests go."""

from __future__ import annotations

import re
from dataclasses import dataclass

from advisor.condition import Condition

__all__ = ["Clients", "Judged", "Names", "Party", "shadowed"]


@dataclass(frozen=True, slots=True)
class Names:
    """Names that mean the same, and why they do."""

    means: str
    """A language, or a kind of host; empty where the list they stand in says it all."""
    names: tuple[str, ...]
    source: str
    because: str
    place: str


@dataclass(frozen=True, slots=True)
class Judged:
    """The kinds of hosts to whose requests the rules of a stage apply."""

    stage: str
    hosts: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Party:
    """What shows that a kind of host has a part in a failure."""

    kind: str
    when: Condition
    because: str


@dataclass(frozen=True, slots=True)
class Clients:
    """By what code shows whose client it uses and whose server that calls."""

    packages: tuple[Names, ...]
    """By language: packages and modules that hold the clients."""
    classes: tuple[Names, ...]
    """By kind of host: classes whose instances call it when they are told no address."""
    hosts: tuple[Names, ...]
    """By kind of host: names of hosts, `*` for anything; the first hit counts, so an overlay's stand first."""
    address_variables: tuple[Names, ...]
    """Environment variables that give a client its address."""
    answer_fields: tuple[Names, ...]
    """Fields of an answer that hold an image or its address, beside those that claims tell."""
    judged: tuple[Judged, ...]
    """To whose requests the rules of each stage apply."""
    parties: tuple[Party, ...] = ()
    """What shows who stands between a caller and the model."""

    def judge(self, stage: str, host: str) -> bool:
        """Whether the rules of a stage apply to requests to a kind of host."""
        return any(one.stage == stage and host in one.hosts for one in self.judged)


def shadowed(hosts: tuple[Names, ...]) -> list[tuple[Names, str, str, str]]:
    """Each name that is never hit: its entry, the name, the earlier one that hits first, and a host that shows it."""
    found = []
    above: list[str] = []
    for entry in hosts:
        for name in entry.names:
            host = name.replace("*", "anything")  # whatever hits it hits all that the name means
            first = next((one for one in above if _fits(one, host)), None)
            if first is not None:
                found.append((entry, name, first, host))
            above.append(name)
    return found


def _fits(pattern: str, host: str) -> bool:
    """Whether a host has a name such as `*.example.com`."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), host) is not None
