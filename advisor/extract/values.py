"""What an expression may come to: values and where they come from; objects whose entries may be many things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from advisor.facts import ABSENT, UNKNOWN, Gap

if TYPE_CHECKING:  # a unit has values
    from advisor.extract.unit import Unit
    from advisor.extract.view import Span

__all__ = [
    "HOLE",
    "MOST",
    "Fields",
    "Place",
    "Possible",
    "Value",
    "alike",
    "either",
    "literal_of",
    "merged",
    "of_file",
    "unformed",
]

HOLE = "\0"
"""Stands in a text for a part that is not known."""
KIND = "\0kind"
"""The entry of a struct that holds the name of its type; it is no field."""
MOST = 16
"""Possible values that are followed; with more, the value counts as not known."""

_DIGITS = 10
"""A longer row of digits is a name and no number."""
ORIGINS = ("literal", "constant", "default-arg", "env-default", "parameter", "unknown")
"""Where a value comes from, the surest first."""


@dataclass(frozen=True, slots=True)
class Fields:
    """An object: what each entry may be."""

    entries: Mapping[str, tuple[Possible, ...]] = field(default_factory=dict)
    open: bool = False
    """There may be entries that nobody sees."""
    form: bool = False
    """Its values are sent as texts: a number is written in digits, a list under a name that ends in `[]`."""

    def get(self, name: str) -> tuple[Possible, ...]:
        """What an entry may be; nothing where it is left out, UNKNOWN where the object is open."""
        missing = (Possible(UNKNOWN, "unknown"),) if self.open else ()
        return self.entries.get(name, missing)

    def without_kind(self) -> Fields:
        """The same object without the name of its type."""
        return replace(self, entries={name: of for name, of in self.entries.items() if name != KIND})

    def with_entry(self, name: str, values: tuple[Possible, ...], *, perhaps: bool = False) -> Fields:
        """The same object with an entry set; `perhaps` it stays as it was."""
        before = self.entries.get(name, (Possible(ABSENT, "literal"),))
        return replace(self, entries={**self.entries, name: either(before, values) if perhaps else values})


Value: TypeAlias = str | int | float | bool | Gap | Fields | tuple["Possible", ...] | None


class Place(NamedTuple):
    """Where something is written out."""

    unit: Unit
    span: Span


@dataclass(frozen=True, slots=True)
class Possible:
    """A value that something may have. A text may hold HOLEs; a list holds what each item may be."""

    value: Value
    origin: str
    symbol: str = ""
    """With UNKNOWN: how it is named, such as a constant of another package: `NAME`, `function()`, `Struct{}`."""
    at: tuple[Place, ...] = field(default=(), compare=False, repr=False)
    """Where it is written out; nowhere where it is put together."""
    entries: tuple[Place, ...] = field(default=(), compare=False, repr=False)
    """Where the entry stands that it is the value of, from the name to the end of the value."""


def alike(one: object, other: object) -> bool:
    """Whether two values are the same; true is not 1."""
    return one is other or (type(one) is type(other) and one == other)


def literal_of(value: object) -> object:
    """A value as a request holds it: texts with holes and whatever is not written out are UNKNOWN."""
    if isinstance(value, str):
        return UNKNOWN if HOLE in value else value
    if isinstance(value, tuple):
        return [literal_of(item.value) for item in value]
    if isinstance(value, Fields):
        value = value.without_kind()
        known = {name: literal_of(of[0].value) if len(of) == 1 else UNKNOWN for name, of in value.entries.items()}
        return {name: one for name, one in known.items() if one is not ABSENT}
    return ABSENT if value is None else value


def either(*alternatives: Iterable[Possible]) -> tuple[Possible, ...]:
    """All possible values once, objects merged into one; UNKNOWN where they are too many."""
    found: list[Possible] = []
    objects: list[Possible] = []
    for one in (possible for possibles in alternatives for possible in possibles):
        if isinstance(one.value, Fields):
            objects.append(one)
            continue
        same = next((at for at, other in enumerate(found) if _means_the_same(one, other)), None)
        if same is None:
            found.append(one)
        elif one.at or one.entries:
            other = found[same]
            found[same] = replace(other, at=_once(other.at, one.at), entries=_once(other.entries, one.entries))
    if objects:
        whole = merged([one.value for one in objects if isinstance(one.value, Fields)])
        found.insert(0, Possible(whole, max((one.origin for one in objects), key=ORIGINS.index)))
    return tuple(found) if len(found) <= MOST else (Possible(UNKNOWN, "unknown"),)


def _means_the_same(one: Possible, other: Possible) -> bool:
    return alike(one.value, other.value) and one.symbol == other.symbol


def _once(first: tuple[Place, ...], second: tuple[Place, ...]) -> tuple[Place, ...]:
    return first + tuple(place for place in second if place not in first)


def merged(objects: list[Fields]) -> Fields:
    """One object that is any of several: an entry that one of them lacks may be left out."""
    if len(objects) == 1:
        return objects[0]
    names = dict.fromkeys(name for one in objects for name in one.entries)
    absent = (Possible(ABSENT, "literal"),)
    entries = {name: either(*(one.entries.get(name, absent) for one in objects)) for name in names}
    return Fields(entries, any(one.open for one in objects), any(one.form for one in objects))


def unformed(fields: Fields) -> Fields:
    """The fields of a form as JSON would have them."""
    if not fields.form:
        return fields
    entries = {name.removesuffix("[]"): tuple(map(_of_form, values)) for name, values in fields.entries.items()}
    return replace(fields, entries=entries, form=False)


def of_file(part: Possible, *, alone: bool = False) -> Possible:
    """A part of a form as it is sent: the file of `(name, file, type)`, the text of `(None, text)`.

    A list without any text is one of several files, unless a part stands `alone`.
    """
    inside = part.value if isinstance(part.value, tuple) else ()
    if inside and isinstance(inside[0].value, tuple):
        return replace(part, value=tuple(of_file(one, alone=alone) for one in inside))
    if len(inside) < 2:
        return part
    if inside[0].value is None:
        return inside[1]
    named = any(isinstance(one.value, str) for one in inside) and not isinstance(inside[1].value, str)
    return Possible(UNKNOWN, "unknown") if alone or named else part


def _of_form(part: Possible) -> Possible:
    """What a form's value says: digits are a number; a name, content and type are a file, or a text without a name."""
    possible = of_file(part)
    value = possible.value
    is_number = isinstance(value, str) and value.isdecimal() and len(value) < _DIGITS
    return replace(possible, value=int(str(value))) if is_number else possible
