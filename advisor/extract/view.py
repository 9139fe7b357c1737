"""Code as the resolver sees it, whatever its language: calls, arguments, objects, assignments, defaults, look-ups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

__all__ = [
    "Binding",
    "Branch",
    "Call",
    "Class",
    "Constant",
    "Entry",
    "Environment",
    "Expression",
    "Fallback",
    "Function",
    "Imported",
    "Joined",
    "Member",
    "Name",
    "Object",
    "Parameter",
    "Sequence",
    "Span",
    "Unknown",
    "argument_of",
    "is_nothing",
    "is_struct",
    "items_at",
    "list_of",
    "names_of",
]


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in a text, in bytes."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether another span lies in this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Constant:
    """A text, number, flag or nothing (None) that is written out."""

    value: str | int | float | bool | None
    span: Span


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts that make one text or one list: a template, an f-string, a concatenation, `[*some, more]`."""

    parts: tuple[Expression, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    """A name."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Member:
    """A part of something: `base.name`, `base["name"]`, `base[key]`."""

    base: Expression
    key: Expression
    span: Span

    @property
    def name(self) -> str:
        """The name of the part; empty where it is computed."""
        return self.key.value if isinstance(self.key, Constant) and isinstance(self.key.value, str) else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An argument of a call or an entry of an object."""

    key: Expression | None
    """None where it has no name: a positional argument, or with `spread` all entries of the value."""
    value: Expression
    spread: bool = False
    optional: bool = False
    """It is there under a condition only."""

    @property
    def name(self) -> str:
        """The name; empty where there is none or it is computed."""
        return self.key.value if isinstance(self.key, Constant) and isinstance(self.key.value, str) else ""


@dataclass(frozen=True, slots=True)
class Object:
    """Named values: an object, a dict, a struct."""

    entries: tuple[Entry, ...]
    span: Span
    form: bool = False
    """Its values are sent as texts, several under one name where the name ends in `[]`."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list or a tuple."""

    items: tuple[Expression, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """A call, or with `new` the making of an instance."""

    callee: Expression
    arguments: tuple[Entry, ...]
    span: Span
    new: bool = False

    @property
    def positional(self) -> tuple[Expression, ...]:
        """The arguments without a name."""
        return tuple(argument.value for argument in self.arguments if argument.key is None and not argument.spread)

    def named(self, *names: str) -> Expression | None:
        """The argument of one of the names; None where there is none."""
        return next((argument.value for argument in self.arguments if argument.name and argument.name in names), None)


@dataclass(frozen=True, slots=True)
class Fallback:
    """The first, or the second where the first is empty: `a or b`, `a ?? b`, `a || b`."""

    first: Expression
    second: Expression
    span: Span


@dataclass(frozen=True, slots=True)
class Branch:
    """One of several, by a condition."""

    options: tuple[Expression, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Environment:
    """A look-up in the environment."""

    name: str
    default: Expression | None
    span: Span


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a function is given."""

    name: str
    position: int
    """Among the parameters, from 0, not counting the instance; -1 where it can be given by name only."""
    default: Expression | None
    annotation: str
    span: Span


@dataclass(frozen=True, slots=True)
class Imported:
    """Something of another module."""

    module: str
    name: str
    """Empty for the module itself."""
    span: Span


@dataclass(frozen=True, eq=False)
class Function:
    """A function, a method or a lambda."""

    name: str
    parameters: tuple[Parameter, ...]
    span: Span
    results: Callable[[], Iterable[Expression]] = tuple
    """Reads what it may return."""

    @cached_property
    def returns(self) -> tuple[Expression, ...]:
        """What it may return; its body is read when that is asked for the first time."""
        return tuple(self.results())


@dataclass(frozen=True, slots=True)
class Unknown:
    """Whatever has no meaning here."""

    span: Span


Expression: TypeAlias = (
    Constant
    | Joined
    | Name
    | Member
    | Object
    | Sequence
    | Call
    | Fallback
    | Branch
    | Environment
    | Parameter
    | Imported
    | Function
    | Unknown
)


@dataclass(frozen=True, slots=True)
class Binding:
    """A name, or a part of it, gets a value."""

    names: tuple[str, ...]
    """The name and the parts after it, such as ("self", "model")."""
    value: Expression
    span: Span
    """Of the whole assignment."""
    declares: bool = False
    """The name lives in its block only."""
    optional: bool = False
    """It counts only where nothing stood there before, as `??=` does."""
    annotation: str = ""
    """The type it is declared to have."""


@dataclass(frozen=True, slots=True)
class Class:
    """A class and the names of those it extends."""

    name: str
    bases: tuple[str, ...]
    span: Span


def is_nothing(expression: Expression) -> bool:
    """Whether it is written out that there is nothing."""
    return isinstance(expression, Constant) and (expression.value is None or expression.value == "")


def is_struct(expression: Expression) -> bool:
    """Whether an instance is made of named values: a struct, an object initialiser, a builder, `Tool(type="x")`."""
    if not isinstance(expression, Call):
        return False
    return any(one.name for one in expression.arguments) and (expression.new or _names_its_kind(expression))


def _names_its_kind(call: Call) -> bool:
    """Whether what looks like any call makes one of the kinds of an object, which says which one it is."""
    return isinstance(call.named("type"), Constant) and names_of(call.callee)[-1][:1].isupper()


def names_of(expression: Expression) -> tuple[str, ...]:
    """The names of a chain, such as ("client", "images", "generate"); a part that is no name is empty.

    `client.images().generate` has the same names: a call without arguments on the way gives the part it is named for.
    """
    names: list[str] = []
    while isinstance(expression, Member) or _gives_part(expression):
        if isinstance(expression, Call):
            expression = expression.callee
        assert isinstance(expression, Member)
        names.append(expression.name)
        expression = expression.base
    names.append(expression.name if isinstance(expression, Name) else "")
    return tuple(reversed(names))


def _gives_part(expression: Expression) -> bool:
    return isinstance(expression, Call) and not expression.arguments and isinstance(expression.callee, Member)


def list_of(entries: tuple[Entry, ...], where: Span) -> Sequence | Joined:
    """A list; one that holds all items of another is joined of both."""
    if not any(one.spread for one in entries):
        return Sequence(tuple(one.value for one in entries), where)
    parts = (one.value if one.spread else Sequence((one.value,), where) for one in entries)
    return Joined((Sequence((), where), *parts), where)


def items_at(listed: Sequence | Joined, key: Expression) -> tuple[Expression, ...]:
    """The items of a list that a key may mean."""
    at = key.value if isinstance(key, Constant) and isinstance(key.value, int) else None
    if isinstance(listed, Joined):
        return tuple(Member(one, key, listed.span) for one in listed.parts) if at is None else ()
    if at is None:
        return listed.items
    return listed.items[at : at + 1] if at >= 0 else ()


def argument_of(call: Call, parameter: Parameter) -> Expression | None:
    """What a call gives a parameter; None where it gives nothing."""
    by_name = call.named(parameter.name)
    if by_name is not None:
        return by_name
    if 0 <= parameter.position < len(call.positional):
        return call.positional[parameter.position]
    if parameter.annotation == "**":
        return Object(tuple(one for one in call.arguments if one.key is not None or one.spread), call.span)
    return None
