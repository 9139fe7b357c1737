"""What following an expression leads to, and the calls and files on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from advisor.extract.view import Call, Entry, Expression, Function

if TYPE_CHECKING:
    from advisor.extract.resolve import Resolver

__all__ = ["Change", "Frame", "Project", "Reached"]


class Project(Protocol):
    """The other files of a run."""

    def find(self, module: str) -> Resolver | None:
        """The file that a module's name means, seen from the file that imports it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A call whose function is looked into: its parameters have the values of the arguments."""

    function: Function
    call: Call
    outer: Frame | None


@dataclass(frozen=True, slots=True)
class Reached:
    """What an expression stands for, when names, parameters and conditions are followed as far as they lead."""

    expression: Expression
    frame: Frame | None
    origin: str
    resolver: Resolver
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """An entry that an object was given after it was made."""

    entry: Entry
    frame: Frame | None
